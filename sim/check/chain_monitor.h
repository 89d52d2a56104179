// The quick layer for registers whose values tell who wrote them: O(n log n), whatever the number
// of clients.
//
// A *cluster* is what wrote a value, with all that saw it. What a compare-and-set or an append saw
// glues its cluster behind another one: glued clusters are a *block*, in which nothing else can
// have taken effect in between. Inside a block the order is known, and only has to agree with real
// time. Of two blocks, A has to come before B if anything of A ended before anything of B began; no
// two may have to come before each other (Gibbons and Korach 1997, for clusters).
#ifndef PAXOSSTORE_SIM_CHECK_CHAIN_MONITOR_H_
#define PAXOSSTORE_SIM_CHECK_CHAIN_MONITOR_H_

#include <optional>
#include <string>
#include <vector>

#include "sim/check/register_history.h"
#include "sim/check/search.h"

namespace paxosstore::sim {

struct MonitorVerdict {
  Verdict verdict = Verdict::kUndecided;
  // kViolation: the few operations that show it, in order of starts, and why.
  std::vector<RegisterOperation> guilty;
  std::string why;
  // Only operations that started before this event were looked at; what ended later, as if it had
  // no answer.
  uint64_t until = Span::kNever;
};

// Undecided where values repeat or a refused compare-and-set would have to be placed, unless what
// is left without those is wrong already; and where appends stand beside compare-and-sets.
MonitorVerdict MonitorChains(const std::vector<RegisterOperation>& operations,
                             const Values& values);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_CHAIN_MONITOR_H_
