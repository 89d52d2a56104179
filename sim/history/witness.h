// The first layer of the linearizability check: proves a history right by an order that the store
// itself names.
//
// Answers carry versions and the log carries request ids, so the order in which operations took
// effect is nearly known. The witness builds a full order from these hints, replays the model along
// it and checks that it respects real time. Success is a proof, whoever supplied the hints; failure
// proves nothing (the exact search decides then). O(n log n) but for the size of one version's
// group.
#ifndef PAXOSSTORE_SIM_HISTORY_WITNESS_H_
#define PAXOSSTORE_SIM_HISTORY_WITNESS_H_

#include <vector>

#include "sim/history/history.h"

namespace paxosstore::sim {

// True: the operations (of one object, in order of their starts) are linearizable.
bool ProvenByWitness(const std::vector<Operation>& operations);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_WITNESS_H_
