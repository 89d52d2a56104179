// The naive judges of a register's history: they try every order that real time allows, with each
// unanswered operation in it or not, on a register of their own. For a handful of operations.
#ifndef PAXOSSTORE_TESTS_SIM_CHECK_PERMUTATION_ORACLE_H_
#define PAXOSSTORE_TESTS_SIM_CHECK_PERMUTATION_ORACLE_H_

#include <vector>

#include "sim/check/register_history.h"

namespace paxosstore::sim {

// Places one operation after the other and takes it back where the register would have answered
// otherwise. For up to some ten operations, on a register that holds `before`.
bool SomeOrderExplains(const std::vector<RegisterOperation>& operations, const Values& values,
                       ValueId before = kAbsent);

// The same by the letter: every subset of the unanswered, every permutation, and only then a look
// at real time and at the answers. For up to six operations; judges the judge.
bool SomePermutationExplains(const std::vector<RegisterOperation>& operations,
                             const Values& values);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_CHECK_PERMUTATION_ORACLE_H_
