// Who may talk to whom: what each side of a new connection says of itself, and what the other makes
// of it. Pure.
#ifndef PAXOSSTORE_NET_TRANSPORT_HANDSHAKE_H_
#define PAXOSSTORE_NET_TRANSPORT_HANDSHAKE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "net/wire/codec.h"

namespace paxosstore::net {

// What a shard says of itself on every connection.
struct Identity {
  uint64_t cluster = 0;
  NodeId self;
  ShardId shard;
  Incarnation incarnation;

  Hello ToHello() const { return {cluster, self, shard, incarnation, {}}; }
  Hello ToRefusal(std::string why) const {
    return {cluster, self, shard, incarnation, std::move(why)};
  }
};

// Equal on two nodes iff their configurations name the same cluster, members and shards. Members
// are "id" numbers only: a node may be known to different peers by different addresses.
uint64_t ClusterHash(std::string_view name, const std::vector<NodeId>& nodes, uint32_t shards);

// Why `hello` is not what `me` expects from a node that is one of `expected`; empty if it is.
// A refusal by the other side counts as a fault: "refused this node: ...".
std::string HelloFault(const Hello& hello, const Identity& me, const std::vector<NodeId>& expected);

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_TRANSPORT_HANDSHAKE_H_
