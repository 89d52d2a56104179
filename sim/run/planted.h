// The planted bugs by name, and the switch that turns one on for the runs of this thread.
#ifndef PAXOSSTORE_SIM_RUN_PLANTED_H_
#define PAXOSSTORE_SIM_RUN_PLANTED_H_

#include <optional>
#include <span>
#include <string_view>

#include "core/base/planted_bug.h"

namespace paxosstore::sim {

struct PlantedBugInfo {
  PlantedBug bug;
  std::string_view name;       // "PromiseNotSynced"
  std::string_view mechanism;  // in one sentence
  std::string_view anchor;     // where it happened in the field, or empty
};

// All of core/base/planted_bugs.def, in its order.
std::span<const PlantedBugInfo> PlantedBugs();
// REQUIRES: not kNone.
const PlantedBugInfo& InfoOf(PlantedBug bug);
std::optional<PlantedBugInfo> FindPlantedBug(std::string_view name);
// True in the test build: targets *_planted.
bool PlantedBugsAreCompiledIn();
// REQUIRES: PlantedBugsAreCompiledIn(), or kNone.
void ActivatePlantedBug(PlantedBug bug);
PlantedBug ActivePlantedBug();

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_RUN_PLANTED_H_
