// The objects of one shard of one node, as its memory has them, beside what its platter holds.
#ifndef PAXOSSTORE_REPORTS_TRACE_REPLICA_TEXT_H_
#define PAXOSSTORE_REPORTS_TRACE_REPLICA_TEXT_H_

#include <string>

#include "sim/world/world.h"

namespace paxosstore::reports {

// Several lines, indented. On the platter is what a start would find if the power went now and took
// all that is not synced: the store's own recovery reads it.
std::string ReplicaText(sim::World& world, NodeId node, ShardId shard);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_TRACE_REPLICA_TEXT_H_
