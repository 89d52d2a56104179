// One operation against the sequential model: the specification that a history is compared with.
#ifndef PAXOSSTORE_SIM_HISTORY_SEQUENTIAL_H_
#define PAXOSSTORE_SIM_HISTORY_SEQUENTIAL_H_

#include "core/model/object_state.h"
#include "sim/history/history.h"

namespace paxosstore::sim {

// Runs the operation's commands on `state`, one after the other. True iff each answers what the
// operation saw; one without an answer agrees with everything. After false `state` is unspecified.
bool Replay(const Operation& operation, model::ObjectState& state);

// False: no command of it can change state, whatever the state is.
bool MayWrite(const Operation& operation);

// True: it may give a key an expiry. From then on answers depend on the object's time, which no
// history holds: Replay stands still at time 0.
bool MayExpire(const Operation& operation);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_SEQUENTIAL_H_
