// What the RESP front end needs of the store behind it: the node's shards, wherever they run.
// Implemented by net/server/shard_backend.h, and by tests.
#ifndef PAXOSSTORE_NET_SERVER_BACKEND_H_
#define PAXOSSTORE_NET_SERVER_BACKEND_H_

#include <cstdint>
#include <string_view>

#include "absl/functional/any_invocable.h"
#include "core/replica/request.h"
#include "core/replica/shard.h"
#include "net/transport/stats.h"

namespace paxosstore::net {

// Summed over the node's shards.
struct BackendSnapshot {
  uint64_t live_keys = 0;
  uint32_t peers_up_min = 0;  // of the shard that reaches the fewest peers
  ShardStats shards;
  TransportStats transport;
};

class Backend {
 public:
  using SnapshotFn = absl::AnyInvocable<void(const BackendSnapshot&) &&>;

  virtual ~Backend() = default;

  // All three call back once, on the front end's loop, never inside the call; or never, when the
  // node is being taken down. Requests to one object take effect in the order of the calls.
  virtual void Submit(Request request, ResultFn done) = 0;
  // Every key of every shard. kOk iff all shards say so, else the worst outcome.
  virtual void FlushAll(ResultFn done) = 0;
  virtual void Snapshot(SnapshotFn done) = 0;

  // False: nothing can be done for `object` (for some object) at this moment, because fewer than a
  // majority of its replicas are connected.
  virtual bool QuorumReachable(std::string_view object) const = 0;
  virtual bool QuorumReachable() const = 0;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SERVER_BACKEND_H_
