// Who holds an object, and who should preferably work on it. For now every node of the cluster
// holds every object.
#ifndef PAXOSSTORE_CORE_REPLICA_PLACEMENT_H_
#define PAXOSSTORE_CORE_REPLICA_PLACEMENT_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/ids.h"

namespace paxosstore {

// The object of a key: what stands between the first '{' and the next '}' if that is not empty,
// else the whole key (the hash tag rule of Redis Cluster). Keys of one object share one PaxosLog. A
// view into `key`.
std::string_view ObjectOfKey(std::string_view key);

// Redis Cluster's slot of an object, 0..16383: CRC16 (XMODEM) modulo 16384.
uint16_t SlotOfObject(std::string_view object);

class Placement {
 public:
  // REQUIRES: nodes ascending, 3 or 5 of them (1 is allowed, and keeps nothing alive); shards > 0.
  Placement(std::vector<NodeId> nodes, uint32_t shards);
  const std::vector<NodeId>& nodes() const { return nodes_; }
  uint32_t shards() const { return shards_; }
  ShardId ShardOfObject(std::string_view object) const;
  // The replica whose proposals give way least under contention.
  NodeId PreferredReplica(std::string_view object) const;

 private:
  std::vector<NodeId> nodes_;
  uint32_t shards_;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_REPLICA_PLACEMENT_H_
