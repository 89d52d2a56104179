// Is the history of a register linearizable, and if not, which few of its operations show it?
#ifndef PAXOSSTORE_SIM_CHECK_REGISTER_CHECK_H_
#define PAXOSSTORE_SIM_CHECK_REGISTER_CHECK_H_

#include <cstdint>
#include <vector>

#include "sim/check/register_history.h"
#include "sim/check/search.h"

namespace paxosstore::sim {

// `budget` bounds the work; what is not decided within it is undecided, never a pass.
Verdict CheckRegister(const std::vector<RegisterOperation>& operations, Values* values,
                      uint64_t budget);

// Of a history that is not linearizable: a part of it that is not either, in order of starts.
// Nothing can be left out of it that could be left out of a true history.
std::vector<RegisterOperation> GuiltyOperations(std::vector<RegisterOperation> operations,
                                                Values* values, uint64_t budget);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_REGISTER_CHECK_H_
