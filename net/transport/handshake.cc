#include "net/transport/handshake.h"

#include <algorithm>

#include "core/base/codec.h"

namespace paxosstore::net {

namespace {

// FNV-1a: stable over builds and processes, unlike the hashes of the libraries.
uint64_t Fnv1a(std::string_view bytes) {
  uint64_t hash = 0xcbf29ce484222325;
  for (char c : bytes) {
    hash ^= static_cast<uint8_t>(c);
    hash *= 0x100000001b3;
  }
  return hash;
}

}  // namespace

uint64_t ClusterHash(std::string_view name, const std::vector<NodeId>& nodes, uint32_t shards) {
  std::string bytes;
  PutBytes(bytes, name);
  PutVarint(bytes, shards);
  for (NodeId node : nodes) PutVarint(bytes, node.value());
  return Fnv1a(bytes);
}

std::string HelloFault(const Hello& hello, const Identity& me,
                       const std::vector<NodeId>& expected) {
  if (!hello.refusal.empty()) return "refused this node: " + hello.refusal;
  if (hello.cluster != me.cluster) {
    return "it belongs to another cluster (name, members or number of shards differ)";
  }
  if (std::find(expected.begin(), expected.end(), hello.node) == expected.end()) {
    std::string wanted;
    for (NodeId node : expected) wanted += (wanted.empty() ? "" : " or ") + ToString(node);
    return "it is node " + ToString(hello.node) + ", expected " + wanted;
  }
  if (hello.shard != me.shard) {
    return "it is shard " + ToString(hello.shard) + ", expected " + ToString(me.shard);
  }
  return {};
}

}  // namespace paxosstore::net
