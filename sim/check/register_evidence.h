// Which few operations of a register show that its history is not linearizable?
#ifndef PAXOSSTORE_SIM_CHECK_REGISTER_EVIDENCE_H_
#define PAXOSSTORE_SIM_CHECK_REGISTER_EVIDENCE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "sim/check/evidence.h"
#include "sim/check/register_history.h"

namespace paxosstore::sim {

struct RegisterEvidence {
  std::vector<RegisterOperation> guilty;  // in order of starts
  // What the register may have held before them, ascending; empty: it was fresh, for nothing was
  // done earlier. Operations of before that may still take effect are among the guilty, without an
  // end.
  std::vector<ValueId> before;
  std::string why;  // may be empty: no order explains them
};

// Of a history that is not linearizable: where the values decided, the few operations whose values
// and times contradict each other; else a part of it that is not linearizable either, and of which
// nothing can be left out that could be left out of a true history. Nothing if `budget` ends first.
RegisterEvidence FindEvidence(const std::vector<RegisterOperation>& operations, Values* values,
                              uint64_t budget);

Evidence InWords(const RegisterEvidence& evidence, const Values& values);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_REGISTER_EVIDENCE_H_
