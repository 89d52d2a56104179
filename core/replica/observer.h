// What a shard tells whoever watches it: the simulator's oracles and traces, the node's counters.
// Watching changes nothing.
#ifndef PAXOSSTORE_CORE_REPLICA_OBSERVER_H_
#define PAXOSSTORE_CORE_REPLICA_OBSERVER_H_

#include <string_view>

#include "core/base/ids.h"
#include "core/paxos/acceptor_state.h"

namespace paxosstore {

class ShardObserver {
 public:
  virtual ~ShardObserver() = default;
  // This replica has come to know that `value` is chosen at `entry`.
  virtual void OnChosen(std::string_view object, EntryId entry, const Value& value) = 0;
  // The acceptor state of `entry` has changed in memory (not durable yet).
  virtual void OnState(std::string_view object, EntryId entry, const AcceptorState& state) = 0;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_REPLICA_OBSERVER_H_
