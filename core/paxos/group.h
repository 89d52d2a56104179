// The replicas of one object, as one of them sees them.
#ifndef PAXOSSTORE_CORE_PAXOS_GROUP_H_
#define PAXOSSTORE_CORE_PAXOS_GROUP_H_

#include <array>
#include <cstddef>

#include "core/base/check.h"
#include "core/base/ids.h"

namespace paxosstore {

inline constexpr size_t kReplicasMax = 5;

// A replica's index within its group, 0..size-1: what arrays of views are indexed with.
using ReplicaIndex = size_t;

struct Group {
  std::array<NodeId, kReplicasMax> nodes{};
  size_t size = 0;
  ReplicaIndex self = 0;
  Incarnation incarnation;  // of this replica

  size_t Majority() const;
  NodeId SelfId() const { return nodes[self]; }
  bool Contains(NodeId node) const { return Find(node) < size; }
  // REQUIRES: Contains(node).
  ReplicaIndex IndexOf(NodeId node) const {
    ReplicaIndex index = Find(node);
    CHECK(index < size);
    return index;
  }

 private:
  ReplicaIndex Find(NodeId node) const {
    ReplicaIndex index = 0;
    while (index < size && nodes[index] != node) ++index;
    return index;
  }
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_PAXOS_GROUP_H_
