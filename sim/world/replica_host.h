// One shard of one simulated node: a machine part that survives crashes (the disk, the random
// source, the clock it is given) and a process part, one incarnation at a time, that does not.
//
// A crash destroys exactly the process part, at the end of the event in which it is asked for. The
// process part is production code on simulated interfaces, with the oracles listening on all of
// them.
#ifndef PAXOSSTORE_SIM_WORLD_REPLICA_HOST_H_
#define PAXOSSTORE_SIM_WORLD_REPLICA_HOST_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "core/replica/shard.h"
#include "sim/decisions.h"
#include "sim/event_queue.h"
#include "sim/oracles/requests_end.h"
#include "sim/oracles/watch.h"
#include "sim/sim_clock.h"
#include "sim/sim_disk.h"
#include "sim/sim_executor.h"
#include "sim/sim_network.h"
#include "sim/world/attested.h"
#include "sim/world/world_options.h"
#include "storage/log/group_reader.h"

namespace paxosstore::sim {

// What the hosts of a world share. All pointers outlive the hosts.
struct HostContext {
  EventQueue* queue;
  NetworkModel* network;
  Decisions* decisions;
  const Placement* placement;
  const WorldOptions* options;
  Judge* judge;
  Watch* watch;
  uint64_t seed;
  // Something of the node has become durable.
  std::function<void(NodeId)> on_sync;
  // The node has asked for the sync of a file.
  std::function<void(NodeId)> on_sync_asked;
  // A shard of the node serves.
  std::function<void(NodeId)> on_serving;
};

class ReplicaHost : private ShardObserver {
 public:
  // The incarnation of `node` cannot go on: its store has failed, or (`refused`) would not open.
  // The process has to end.
  using OnFailure = absl::AnyInvocable<void(const absl::Status& why, bool refused)>;

  ReplicaHost(HostContext context, NodeId node, ShardId shard, const SimClock* clock,
              OnFailure on_failure);
  ~ReplicaHost() override;

  // Begins an incarnation: opens the store; serves once that is durable. A store that does not open
  // is a failure of "storage recovers", unless its disk was damaged or gave errors. REQUIRES:
  // !running().
  void Start();
  // Ends it. With the power, the unsynced part of the disk goes, as the disk model draws it.
  // REQUIRES: not called from an event of this host.
  void Crash();
  void KillProcess();
  void Pause();
  void Resume();

  bool running() const { return process_ != nullptr; }
  bool paused() const { return context_.queue->paused(actor_); }
  // Null unless the store is open and the shard serves.
  Shard* shard() const;
  // Client requests run through the oracles. REQUIRES: shard() != nullptr.
  void Submit(Request request, ResultFn done);
  void CheckRequests();

  // Flips `bits` bits of one commit group that is attested; false if there is none.
  bool RotAttested(uint32_t bits);
  // The disk becomes an empty one, or what it was at TakeSnapshot. REQUIRES: !running().
  void WipeDisk();
  void RollBackDisk();

  ActorId actor() const { return actor_; }
  DiskModel& disk() { return disk_; }
  const DiskModel& disk() const { return disk_; }
  uint64_t starts() const { return starts_; }
  // Sums over all incarnations that have ended, and the present one.
  ShardStats stats() const;

 private:
  struct Process;

  void OnState(std::string_view object, EntryId entry, const AcceptorState& state) override;
  void OnChosen(std::string_view object, EntryId entry, const Value& value) override;
  void OnOpened(const absl::Status& status);
  void OnStopped(const absl::Status& status, bool refused);
  absl::Status CheckRecovered();
  Attested WhatIsAttested() const;
  void SettleStrayWrites();
  void OnDurableBytes(std::string_view file, uint64_t offset, std::string_view bytes);
  void EndProcess();
  Duration RequestBound() const;
  uint64_t Salt() const;

  const HostContext context_;
  const NodeId node_;
  const ShardId shard_;
  const SimClock* const clock_;
  OnFailure on_failure_;
  const ActorId actor_;
  DiskModel disk_;
  SimRandom random_;
  storage::GroupReader platter_;
  uint64_t starts_ = 0;
  uint64_t errors_before_ = 0;  // that the disk had given when this incarnation began
  Instant paused_at_;
  ShardStats ended_;
  std::unique_ptr<Process> process_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORLD_REPLICA_HOST_H_
