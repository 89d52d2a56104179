// The points of core/base/sometimes.def by name, and what a run has counted of them.
#ifndef PAXOSSTORE_SIM_RUN_SOMETIMES_H_
#define PAXOSSTORE_SIM_RUN_SOMETIMES_H_

#include <span>
#include <string_view>

#include "core/base/sometimes.h"

namespace paxosstore::sim {

struct SometimesInfo {
  Sometimes point;
  std::string_view name;  // "RepeatAnswered"
  std::string_view what;  // has happened when it is passed
};

// In the order of the catalogue, which is that of SometimesCounts.
std::span<const SometimesInfo> SometimesPoints();
// True in the simulation build: targets *_planted. Elsewhere nothing is ever counted.
bool SometimesAreCounted();
// Of this thread.
void ResetSometimes();
SometimesCounts CurrentSometimes();
void AddSometimes(const SometimesCounts& counts, SometimesCounts* sum);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_RUN_SOMETIMES_H_
