// The exact layer of the linearizability check: a just-in-time search (Wing and Gong, with Lowe's
// memoisation) that sweeps the events and keeps every way in which things may stand.
//
// An operation is done only when the end of one forces it; of two ways to the same state, the one
// that owes less and can do more suffices (frontier.h). README.md says why that, and what else is
// left out, loses no order.
//
// Many operations without an answer make too many ways all the same. Beyond a width, ways are
// *joined* (what one of them can do, the joint one can: then a violation is one) or *dropped* (then
// an order that is found is one); the width grows until one of both decides. Memory grows with the
// width, not with the history; the work is bounded by a budget, and *undecided* is never a pass.
#ifndef PAXOSSTORE_SIM_CHECK_SEARCH_H_
#define PAXOSSTORE_SIM_CHECK_SEARCH_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/check/frontier.h"
#include "sim/check/steps.h"

namespace paxosstore::sim {

enum class Verdict : uint8_t { kLinearizable, kViolation, kUndecided };

struct SearchResult {
  Verdict verdict = Verdict::kUndecided;
  // kViolation: no order explains the history up to the end of this operation (its number).
  // kUndecided: where the search stopped.
  uint32_t culprit = 0;
  size_t width = 0;  // it took this, at most; see SweepOptions
};

// `budget` bounds the ways ever looked at. At most SlotSet::kSlots operations with an answer may be
// open at once; more are undecided.
SearchResult SearchLinearization(Steps& steps, uint64_t budget);

enum class Excess : uint8_t { kJoin, kDrop };

struct SweepOptions {
  uint64_t budget = 0;
  size_t width = 0;  // keep so many ways after an event
  Excess excess = Excess::kJoin;
  std::vector<Steps::StateId> first = {Steps::kFirst};  // the state before all: one of these
  // Told all ways in which things may stand after the event of that number.
  std::function<void(uint64_t event, const std::vector<Standing>& standings)> watch = {};
};

// One sweep over the events. A verdict that the excess has made doubtful is kUndecided.
struct SweepResult {
  Verdict verdict = Verdict::kUndecided;
  uint32_t culprit = 0;
  uint64_t spent = 0;       // of the budget
  bool too_narrow = false;  // kUndecided: more width may decide
};
SweepResult Sweep(Steps& steps, const SweepOptions& options);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_SEARCH_H_
