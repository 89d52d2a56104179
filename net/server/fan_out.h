// Commands on keys of several objects, split into one request an object. Not atomic: another client
// may see some parts done and others not, and a failure may leave some done. Only for those whose
// parts mean the same alone, and only where the configuration allows it.
#ifndef PAXOSSTORE_NET_SERVER_FAN_OUT_H_
#define PAXOSSTORE_NET_SERVER_FAN_OUT_H_

#include "core/model/command.h"
#include "net/server/backend.h"
#include "net/server/core.h"

namespace paxosstore::net {

// DEL UNLINK EXISTS TOUCH MGET MSET.
bool CanFanOut(const model::Command& command);

// One reply for all parts: a sum, the values in the order of the keys, or OK. If a part fails, an
// error that says how much may have been done.
// REQUIRES: CanFanOut(command).
void FanOut(Backend& backend, const model::Command& command, Answer answer);

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SERVER_FAN_OUT_H_
