// How the end of a request is told to a client: never as "not done" unless that is certain.
#ifndef PAXOSSTORE_NET_SERVER_OUTCOME_H_
#define PAXOSSTORE_NET_SERVER_OUTCOME_H_

#include <string_view>

#include "core/model/reply.h"
#include "core/replica/request.h"

namespace paxosstore::net {

//   kRefused, a majority connected       OVERLOADED not done: ...
//   kRefused, no majority connected      CLUSTERDOWN not done: ...
//   kUnknown, kExpired                   UNKNOWN ...
// REQUIRES: result.outcome is not kOk.
model::Reply OutcomeError(const Result& result, bool quorum_reachable);

// Refused before it was tried.
model::Reply ClusterDownError();

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SERVER_OUTCOME_H_
