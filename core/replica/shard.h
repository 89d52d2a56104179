// A shard: the host of the objects of one slice on one node. It alone sees both sides of the seam:
// it feeds messages, client requests, timers and completed syncs to the pure parts (core/paxoslog,
// core/model) and carries out their effects. Single-threaded: everything happens on its executor.
#ifndef PAXOSSTORE_CORE_REPLICA_SHARD_H_
#define PAXOSSTORE_CORE_REPLICA_SHARD_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/functional/any_invocable.h"
#include "core/paxoslog/entry_store.h"
#include "core/replica/observer.h"
#include "core/replica/placement.h"
#include "core/replica/request.h"
#include "core/runtime/clock.h"
#include "core/runtime/executor.h"
#include "core/runtime/network.h"
#include "core/runtime/random.h"

namespace paxosstore {

struct ShardOptions {
  Duration request_timeout = Seconds(3);  // then kUnknown, or kRefused if nothing was proposed
  Duration resend_after =
      Milliseconds(60);  // a message that got no answer is sent again; doubles up to 16 times
  Duration backoff =
      Milliseconds(4);  // mean wait after losing to another proposer; doubles up to 32 times
  Duration settle_after =
      Milliseconds(500);  // a pending entry that nobody finishes is finished by whoever holds it
  Duration sweep_every = Seconds(1);     // one step of the background comparison with one peer
  uint32_t sweep_objects = 256;          // objects a step
  uint32_t queue_per_object_max = 4096;  // requests that wait; more are refused at once
  uint32_t queue_total_max = 100'000;
  uint32_t batch_commands_max = 1024;       // commands merged into one entry
  uint32_t resident_objects_max = 100'000;  // objects held in memory beyond those in use
  uint32_t request_window = 32;             // client requests remembered per object
};

// Counters since the start, for INFO, benchmarks and oracles.
struct ShardStats {
  uint64_t reads = 0, writes = 0, refused = 0, unknown = 0;
  uint64_t entries_proposed = 0, fast_proposals = 0, prepares = 0, preempted = 0;
  uint64_t quick_reads = 0, trial_rounds = 0, catch_ups = 0;
  uint64_t messages_sent = 0, resends = 0;
  uint64_t queued = 0, resident_objects = 0;  // now, not since the start
};

class Shard {
 public:
  struct Context {
    NodeId self;
    ShardId shard;
    const Placement* placement;
    Clock* clock;
    Executor* executor;
    Network* network;
    Random* random;
    EntryStore* store;
    ShardObserver* observer = nullptr;
    // Called once when the store has failed: this shard answers nobody any more; destroy it and
    // open everything anew.
    absl::AnyInvocable<void(absl::Status)> on_failure;
  };

  // Everything pointed to must outlive the shard. Takes the network's handler.
  Shard(Context context, ShardOptions options);
  // Drops outstanding requests without running their callbacks.
  ~Shard();
  Shard(const Shard&) = delete;
  Shard& operator=(const Shard&) = delete;

  // REQUIRES: request.object belongs to this shard.
  void Submit(Request request, ResultFn done);

  // Removes every key of this shard's slice: one entry in each object that a majority of replicas
  // names. Answers when all are applied. Not a snapshot: keys written meanwhile may stay.
  void FlushAll(ResultFn done);

  // From now on every request is refused; `drained` runs once those under way have ended. For a
  // clean shutdown.
  void Drain(absl::AnyInvocable<void() &&> drained);

  uint64_t live_keys() const;
  ShardStats stats() const;

  // For oracles: the version and value of the object as this replica knows them. Does not count as
  // a read.
  LogState Inspect(const std::string& object) const;
  // For people: it is held in memory now, rather than only by the store.
  bool IsResident(const std::string& object) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_REPLICA_SHARD_H_
