#include "sim/run/planted.h"

#include "core/base/check.h"

namespace paxosstore::sim {
namespace {

// Without the k of the enumerator.
constexpr std::string_view Shorten(std::string_view enumerator) { return enumerator.substr(1); }

constexpr PlantedBugInfo kBugs[] = {
#define PAXOSSTORE_BUG(name, mechanism, anchor) \
  {PlantedBug::name, Shorten(#name), mechanism, anchor},
#include "core/base/planted_bugs.def"
#undef PAXOSSTORE_BUG
};

}  // namespace

std::span<const PlantedBugInfo> PlantedBugs() { return kBugs; }

const PlantedBugInfo& InfoOf(PlantedBug bug) {
  CHECK(bug != PlantedBug::kNone);
  return kBugs[static_cast<size_t>(bug) - 1];
}

std::optional<PlantedBugInfo> FindPlantedBug(std::string_view name) {
  for (const PlantedBugInfo& info : kBugs) {
    if (info.name == name) return info;
  }
  return std::nullopt;
}

#ifdef PAXOSSTORE_PLANTED_BUGS
bool PlantedBugsAreCompiledIn() { return true; }
void ActivatePlantedBug(PlantedBug bug) { internal_planted_bug::active = bug; }
PlantedBug ActivePlantedBug() { return internal_planted_bug::active; }
#else
bool PlantedBugsAreCompiledIn() { return false; }
void ActivatePlantedBug(PlantedBug bug) { CHECK(bug == PlantedBug::kNone); }
PlantedBug ActivePlantedBug() { return PlantedBug::kNone; }
#endif

}  // namespace paxosstore::sim
