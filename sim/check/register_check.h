// Is the history of a register linearizable, and by which layer was that decided?
#ifndef PAXOSSTORE_SIM_CHECK_REGISTER_CHECK_H_
#define PAXOSSTORE_SIM_CHECK_REGISTER_CHECK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/check/register_history.h"
#include "sim/check/search.h"

namespace paxosstore::sim {

struct RegisterVerdict {
  Verdict verdict = Verdict::kUndecided;
  std::string_view layer;  // which one decided: "values" (chain_monitor.h) or "search"
};

// `budget` bounds the search; what is not decided within it is undecided, never a pass.
RegisterVerdict CheckRegister(const std::vector<RegisterOperation>& operations, Values* values,
                              uint64_t budget);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_REGISTER_CHECK_H_
