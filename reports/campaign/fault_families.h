// Kinds of faults by what they strike, as tables of them are ordered.
#ifndef PAXOSSTORE_REPORTS_CAMPAIGN_FAULT_FAMILIES_H_
#define PAXOSSTORE_REPORTS_CAMPAIGN_FAULT_FAMILIES_H_

#include <string_view>
#include <vector>

#include "sim/faults/fault.h"

namespace paxosstore::reports {

struct FaultFamily {
  std::string_view name;  // "Process"
  std::vector<sim::FaultKind> kinds;
};

// All kinds that begin a fault, each once; in a family in the catalogue's order.
std::vector<FaultFamily> FaultFamilies();

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CAMPAIGN_FAULT_FAMILIES_H_
