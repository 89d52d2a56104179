// The node's shards as a Backend. Each shard lives on the loop of its own thread; the front end
// lives on the first one's. A request for that shard is a plain call; for another one it is posted
// there, and its result is posted back.
#ifndef PAXOSSTORE_NET_SERVER_SHARD_BACKEND_H_
#define PAXOSSTORE_NET_SERVER_SHARD_BACKEND_H_

#include <vector>

#include "core/replica/placement.h"
#include "core/replica/shard.h"
#include "core/runtime/executor.h"
#include "net/server/backend.h"
#include "net/transport/tcp_network.h"

namespace paxosstore::net {

class ShardBackend : public Backend {
 public:
  struct Slice {
    Shard* shard;
    TcpNetwork* network;
    Executor* executor;  // Post may be called from any thread
  };
  // One slice a shard, in the order of their ids; the first one's executor is the front end's. All
  // must outlive the backend, and be destroyed only once no loop runs.
  ShardBackend(const Placement* placement, std::vector<Slice> slices);

  void Submit(Request request, ResultFn done) override;
  void FlushAll(ResultFn done) override;
  void Snapshot(SnapshotFn done) override;
  bool QuorumReachable(std::string_view object) const override;
  bool QuorumReachable() const override;

 private:
  bool Reaches(const Slice& slice) const;
  Executor* home() const { return slices_.front().executor; }

  const Placement* placement_;
  std::vector<Slice> slices_;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SERVER_SHARD_BACKEND_H_
