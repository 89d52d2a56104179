// Makes failures small: fewer faults, fewer operations of clients, fewer choices by chance, fewer
// nodes, less time, plainer settings, while the same oracle fails.
//
// Since every choice is keyed by its occasion (sim/decisions.h), what is taken away leaves the rest
// as it was, and most of it can be taken away without losing the failure.
#ifndef PAXOSSTORE_SIM_SHRINK_SHRINK_H_
#define PAXOSSTORE_SIM_SHRINK_SHRINK_H_

#include <cstdint>
#include <span>
#include <string>

#include "absl/functional/any_invocable.h"
#include "sim/shrink/failure_case.h"

namespace paxosstore::sim {

struct ShrinkOptions {
  uint64_t runs_max = 3000;
  // Told after each run what is being tried and the best case so far; false ends the search.
  absl::AnyInvocable<bool(const std::string& step, uint64_t runs, const FailureCase& best)>
      progress;
};

struct ShrinkResult {
  FailureCase smallest;
  uint64_t runs = 0;
  // The search ended by itself: no fault event and no operation can be left out alone.
  bool finished = false;
};

// The purposes whose choices shrinking tries to do without.
std::span<const Purpose> ByChance();

// REQUIRES: the case fails (as Capture gives it).
ShrinkResult Shrink(FailureCase failing, ShrinkOptions options = {});

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SHRINK_SHRINK_H_
