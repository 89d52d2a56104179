// The naive twin of the search: tries every order, with every subset of the unanswered operations.
#ifndef PAXOSSTORE_TESTS_SIM_HISTORY_BRUTE_FORCE_H_
#define PAXOSSTORE_TESTS_SIM_HISTORY_BRUTE_FORCE_H_

#include <vector>

#include "sim/history/history.h"
#include "sim/history/sequential.h"

namespace paxosstore::sim {

inline bool BruteForceFrom(const std::vector<Operation>& operations, std::vector<bool>& done,
                           const model::ObjectState& state) {
  bool all = true;
  uint64_t least_end = Operation::kNever;
  for (size_t i = 0; i < operations.size(); ++i) {
    if (done[i] || operations[i].fate != Fate::kOk) continue;
    all = false;
    least_end = std::min(least_end, operations[i].end);
  }
  if (all) return true;
  for (size_t i = 0; i < operations.size(); ++i) {
    if (done[i] || operations[i].fate == Fate::kNotDone) continue;
    if (operations[i].start > least_end) continue;  // something ended before it began
    model::ObjectState next = state;
    if (!Replay(operations[i], next)) continue;
    done[i] = true;
    if (BruteForceFrom(operations, done, next)) return true;
    done[i] = false;
  }
  return false;
}

inline bool LinearizableByBruteForce(const std::vector<Operation>& operations) {
  std::vector<bool> done(operations.size());
  return BruteForceFrom(operations, done, {});
}

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_HISTORY_BRUTE_FORCE_H_
