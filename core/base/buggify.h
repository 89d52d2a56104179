// BUGGIFY(kName): here the code may make a choice that is legal but rare.
//
// Tiny commit groups, early time-outs, a cleaner that begins at once: what the store must bear
// anyhow, but would meet in one run of a million. In the simulation build (PAXOSSTORE_PLANTED_BUGS
// defined, targets `*_planted`) a run activates some of the points, each of which then fires by
// chance at each visit; in every other build the macro is the constant false. The catalogue is
// core/base/buggify.def. Each choice must keep every promise: a failure under it is a real one.
// Usage:
//
//   if (BUGGIFY(kNoBackoff)) return {};
#ifndef PAXOSSTORE_CORE_BASE_BUGGIFY_H_
#define PAXOSSTORE_CORE_BASE_BUGGIFY_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace paxosstore {

enum class BuggifyPoint : uint8_t {
#define PAXOSSTORE_BUGGIFY(name, what) name,
#include "core/base/buggify.def"
#undef PAXOSSTORE_BUGGIFY
};

inline constexpr size_t kBuggifyPoints = 0
#define PAXOSSTORE_BUGGIFY(name, what) +1
#include "core/base/buggify.def"
#undef PAXOSSTORE_BUGGIFY
    ;

// How often each point fired, by the enumerator's value.
using BuggifyCounts = std::array<uint64_t, kBuggifyPoints>;

// Who decides: the simulator, deterministically.
class BuggifySource {
 public:
  virtual bool Fires(BuggifyPoint point) = 0;

 protected:
  ~BuggifySource() = default;
};

#ifdef PAXOSSTORE_PLANTED_BUGS
namespace internal_buggify {
// Of the run of this thread; null: nothing fires.
extern constinit thread_local BuggifySource* source;
}  // namespace internal_buggify
#define BUGGIFY(name)                                   \
  (::paxosstore::internal_buggify::source != nullptr && \
   ::paxosstore::internal_buggify::source->Fires(::paxosstore::BuggifyPoint::name))
#else
#define BUGGIFY(name) false
#endif

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_BASE_BUGGIFY_H_
