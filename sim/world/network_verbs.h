// Verbs that harm links, beside the partitions that World knows itself.
#ifndef PAXOSSTORE_SIM_WORLD_NETWORK_VERBS_H_
#define PAXOSSTORE_SIM_WORLD_NETWORK_VERBS_H_

#include <cstdint>

#include "core/replica/message.h"
#include "sim/world/world.h"

namespace paxosstore::sim {

// Nothing passes between the two, either way; or it does again.
void SetLinkCut(World& world, NodeId a, NodeId b, bool cut);
// All that is in flight from and to the node is lost.
void ResetConnections(World& world, NodeId node);
// Between the two, everything takes so much longer; zero ends it.
void SlowLink(World& world, NodeId a, NodeId b, Duration extra);
// No link from the node carries more than that; 0 ends it.
void LimitBandwidth(World& world, NodeId node, uint64_t bytes_per_second);
// Every node reaches only its two neighbours in a ring: each sees a majority, and with five nodes
// no two see the same one. Of three nodes, two do not reach each other. `variant` says which ring.
void MakeRing(World& world, uint32_t variant);

// About how many bytes the message takes on the wire.
uint64_t WireSize(const Message& message);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORLD_NETWORK_VERBS_H_
