// The exact layer of the linearizability check: a just-in-time search (Wing and Gong, with Lowe's
// memoisation) that sweeps the events and keeps every way in which things may stand.
//
// A frontier is a set of (state, open operations already done, unanswered ones already used). It is
// expanded only when an end forces an operation to be done. Reads that agree are done at once. Of
// two elements that differ only in the unanswered operations used, the one that used a subset
// suffices. Memory grows with the frontier, not with the history; the work is bounded by a budget,
// and *undecided* is never a pass.
#ifndef PAXOSSTORE_SIM_CHECK_SEARCH_H_
#define PAXOSSTORE_SIM_CHECK_SEARCH_H_

#include <cstdint>

#include "sim/check/steps.h"

namespace paxosstore::sim {

enum class Verdict : uint8_t { kLinearizable, kViolation, kUndecided };

struct SearchResult {
  Verdict verdict = Verdict::kUndecided;
  // kViolation: no order explains the history up to the end of this operation (its number); the
  // shortest bad prefix.
  uint32_t culprit = 0;
};

// At most 64 operations may be open at once, and at most 64 of the unanswered may write; more are
// undecided. `budget` bounds the elements ever made.
SearchResult SearchLinearization(Steps& steps, uint64_t budget);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_SEARCH_H_
