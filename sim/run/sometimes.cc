#include "sim/run/sometimes.h"

namespace paxosstore::sim {
namespace {

// Without the k of the enumerator.
constexpr std::string_view Shorten(std::string_view enumerator) { return enumerator.substr(1); }

constexpr SometimesInfo kPoints[] = {
#define PAXOSSTORE_SOMETIMES(name, what) {Sometimes::name, Shorten(#name), what},
#include "core/base/sometimes.def"
#undef PAXOSSTORE_SOMETIMES
};

}  // namespace

std::span<const SometimesInfo> SometimesPoints() { return kPoints; }

#ifdef PAXOSSTORE_PLANTED_BUGS
bool SometimesAreCounted() { return true; }
void ResetSometimes() { internal_sometimes::counts.fill(0); }
SometimesCounts CurrentSometimes() { return internal_sometimes::counts; }
#else
bool SometimesAreCounted() { return false; }
void ResetSometimes() {}
SometimesCounts CurrentSometimes() { return {}; }
#endif

void AddSometimes(const SometimesCounts& counts, SometimesCounts* sum) {
  for (size_t i = 0; i < counts.size(); ++i) (*sum)[i] += counts[i];
}

}  // namespace paxosstore::sim
