// Is the history of a register linearizable, and if not, which few of its operations show it?
#ifndef PAXOSSTORE_SIM_CHECK_REGISTER_CHECK_H_
#define PAXOSSTORE_SIM_CHECK_REGISTER_CHECK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/check/register_history.h"
#include "sim/check/search.h"

namespace paxosstore::sim {

struct RegisterVerdict {
  Verdict verdict = Verdict::kUndecided;
  std::string_view layer;  // which one decided: "values" (chain_monitor.h) or "search"
};

// `budget` bounds the search; what is not decided within it is undecided, never a pass.
RegisterVerdict CheckRegister(const std::vector<RegisterOperation>& operations, Values* values,
                              uint64_t budget);

struct Evidence {
  std::vector<RegisterOperation> guilty;  // in order of starts
  std::string why;                        // may be empty: no order explains them
};

// Of a history that is not linearizable: where the values decided, the few operations whose values
// and times contradict each other; else a part of it that is not linearizable either, and of which
// nothing can be left out that could be left out of a true history. Nothing if `budget` ends first.
Evidence FindEvidence(const std::vector<RegisterOperation>& operations, Values* values,
                      uint64_t budget);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_REGISTER_CHECK_H_
