// Which few operations show that an object's history is not linearizable, ready to be drawn.
#ifndef PAXOSSTORE_SIM_HISTORY_HISTORY_EVIDENCE_H_
#define PAXOSSTORE_SIM_HISTORY_HISTORY_EVIDENCE_H_

#include <cstdint>
#include <vector>

#include "sim/check/evidence.h"
#include "sim/history/history.h"

namespace paxosstore::sim {

// `operations` of one object, in order of their starts. Nothing guilty if `budget` (search.h) ends
// first, or if they are linearizable.
Evidence FindEvidence(const std::vector<Operation>& operations, uint64_t budget);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_HISTORY_EVIDENCE_H_
