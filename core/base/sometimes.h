// SOMETIMES(kName): this rare branch must be reached somewhere in a campaign.
//
// A campaign counts how often each point was passed and names those that never were: what no run
// reaches, no oracle has judged. In the simulation build (PAXOSSTORE_PLANTED_BUGS defined, targets
// `*_planted`) a point is one increment; in every other build it is nothing. It decides nothing.
// The catalogue is core/base/sometimes.def, in words. Usage:
//
//   if (slot->sequence == id.sequence) {
//     SOMETIMES(kRepeatAnswered);
#ifndef PAXOSSTORE_CORE_BASE_SOMETIMES_H_
#define PAXOSSTORE_CORE_BASE_SOMETIMES_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace paxosstore {

enum class Sometimes : uint16_t {
#define PAXOSSTORE_SOMETIMES(name, what) name,
#include "core/base/sometimes.def"
#undef PAXOSSTORE_SOMETIMES
};

inline constexpr size_t kSometimesPoints = 0
#define PAXOSSTORE_SOMETIMES(name, what) +1
#include "core/base/sometimes.def"
#undef PAXOSSTORE_SOMETIMES
    ;

// How often each point was passed, by the enumerator's value.
using SometimesCounts = std::array<uint64_t, kSometimesPoints>;

#ifdef PAXOSSTORE_PLANTED_BUGS
namespace internal_sometimes {
// Of the run of this thread; whoever runs it sets them to zero before.
extern constinit thread_local SometimesCounts counts;
}  // namespace internal_sometimes
#define SOMETIMES(name)                                                              \
  (static_cast<void>(++::paxosstore::internal_sometimes::counts[static_cast<size_t>( \
      ::paxosstore::Sometimes::name)]))
#define SOMETIMES_IF(condition, name) \
  (static_cast<bool>(condition) ? SOMETIMES(name) : static_cast<void>(0))
#else
#define SOMETIMES(name) static_cast<void>(::paxosstore::Sometimes::name)
// For a condition that is asked for the point's sake alone: it is not evaluated outside simulation.
#define SOMETIMES_IF(condition, name) static_cast<void>(sizeof((condition)))
#endif

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_BASE_SOMETIMES_H_
