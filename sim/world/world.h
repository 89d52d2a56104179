// A cluster in one thread: nodes, shards, disks, network and clocks under one event queue, and the
// verbs that hurt it.
//
//   World world(seed, options);
//   world.StartAll();
//   world.Crash(NodeId(1));
//   ASSERT_TRUE(world.RunUntil([&] { return ...; }, Seconds(5)));
//
// Everything that happens is decided by the seed, the options and the verbs called. Verbs may be
// called between events, or from events of the world itself (a fault plan, a client), never from
// inside a node.
#ifndef PAXOSSTORE_SIM_WORLD_WORLD_H_
#define PAXOSSTORE_SIM_WORLD_WORLD_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "core/replica/placement.h"
#include "sim/decisions.h"
#include "sim/determinism_hash.h"
#include "sim/event_queue.h"
#include "sim/history/history.h"
#include "sim/oracles/judge.h"
#include "sim/oracles/right_to_stall.h"
#include "sim/oracles/watch.h"
#include "sim/sim_clock.h"
#include "sim/sim_network.h"
#include "sim/world/node_observer.h"
#include "sim/world/replica_host.h"
#include "sim/world/supervisor.h"
#include "sim/world/world_options.h"

namespace paxosstore::sim {

class World {
 public:
  World(uint64_t seed, WorldOptions options);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // --- Processes. Each does nothing where it does not apply (crash of a node that is down). ---
  void StartAll();
  void Start(NodeId node);
  // The machine loses power, with all shards.
  void Crash(NodeId node);
  // The process is killed; the machine, and what its page cache holds, stay.
  void KillProcess(NodeId node);
  // Crash and start.
  void Restart(NodeId node);
  void Pause(NodeId node);
  void Resume(NodeId node);
  bool running(NodeId node) const;
  bool paused(NodeId node) const;
  // All shards of the node serve.
  bool serving(NodeId node) const;
  // Nothing that the node's disk reported durable has been damaged since.
  bool undamaged(NodeId node) const;
  bool majority_undamaged() const;
  // Of all nodes: each holds a replica of every object.
  std::vector<ReplicaAbility> Abilities() const;
  // How often a process would not start because of its disk.
  uint64_t refusals() const { return refusals_; }

  // --- Network ---
  // Only nodes of one side reach each other; nodes on no side are alone.
  void Partition(const std::vector<std::vector<NodeId>>& sides);
  // Nothing passes from `from` to `to`; the other direction does.
  void BlockOneWay(NodeId from, NodeId to);
  void Isolate(NodeId node);
  void SetAllLinks(const LinkOptions& options);
  void HealNetwork();

  // --- Clocks and disks ---
  void SetDrift(NodeId node, PartsPerMillion drift);
  void JumpWall(NodeId node, Duration by);
  void StallDisk(NodeId node, Duration length);
  void SetDisk(NodeId node, const DiskOptions& options);
  void FailNextSync(NodeId node);

  // Undoes all of the above: whole network, true clocks, quick disks, all nodes running.
  void HealAll();

  // --- Listening ---
  // The node has just sent a message; something of it has just become durable. Called from inside
  // the node's event: only schedule.
  using NodeHook = absl::AnyInvocable<void(NodeId)>;
  void set_on_send(NodeHook hook) { on_send_ = std::move(hook); }
  void set_on_sync(NodeHook hook) { on_sync_ = std::move(hook); }
  // The node has asked for a sync; the node starts.
  void set_on_sync_asked(NodeHook hook) { on_sync_asked_ = std::move(hook); }
  void set_on_start(NodeHook hook) { on_start_ = std::move(hook); }
  // Null, or outlives its use here.
  void set_node_observer(NodeObserver* observer) { node_observer_ = observer; }
  // A line for people about everything that happens. Slow.
  using TraceHook = absl::AnyInvocable<void(const std::string&)>;
  void set_trace(TraceHook hook) { trace_ = std::move(hook); }
  bool tracing() const { return static_cast<bool>(trace_); }
  void Trace(const std::string& line) { trace_(ToString(now()) + " " + line); }

  // --- Running. All stop early once an oracle has failed. ---
  // Runs up to and including `deadline`. False if an oracle has failed.
  bool RunTo(Instant deadline);
  bool RunFor(Duration length) { return RunTo(now() + length); }
  // Runs until `condition`, asked after each event, holds; false if it does not within `limit`.
  bool RunUntil(absl::FunctionRef<bool()> condition, Duration limit);

  // --- Asking ---
  Instant now() const { return queue_.now(); }
  uint64_t seed() const { return seed_; }
  const WorldOptions& options() const { return options_; }
  const Placement& placement() const { return placement_; }
  std::vector<NodeId> nodes() const { return placement_.nodes(); }
  EventQueue& queue() { return queue_; }
  Decisions& decisions() { return decisions_; }
  DeterminismHash& hash() { return hash_; }
  NetworkModel& network() { return network_; }
  Judge& judge() { return judge_; }
  Watch& watch() { return watch_; }
  History& history() { return history_; }
  ReplicaHost& host(NodeId node, ShardId shard);
  const SimClock& clock(NodeId node) const { return *NodeAt(node).clock; }
  // The host of `object` on `node`.
  ReplicaHost& HostOf(NodeId node, const std::string& object);
  // A shard on an undamaged disk that still has requests to answer; nothing if none has, or if the
  // undamaged are too few to answer any.
  std::optional<std::string> FindOpenRequest() const;
  // What the replicas of `object` hold on all nodes whose disks are undamaged; empty unless these
  // serve.
  std::vector<std::pair<NodeId, LogState>> Replicas(const std::string& object);
  // The first object in which the replicas differ, or whatever else is not as it should be when all
  // is calm.
  std::optional<std::string> FindDivergence();
  ShardStats stats() const;
  DiskCounters disk_counters() const;
  // Of all nodes and shards.
  uint64_t starts() const;

 private:
  struct Node {
    std::unique_ptr<SimClock> clock;
    Supervisor supervisor;
    uint64_t lives = 0;  // times that it was started, or ended
    std::vector<std::unique_ptr<ReplicaHost>> shards;
  };
  Node& NodeAt(NodeId node) { return nodes_[node.value() - 1]; }
  const Node& NodeAt(NodeId node) const { return nodes_[node.value() - 1]; }
  template <typename Verb>
  void ForEachShard(NodeId node, Verb verb) {
    for (auto& shard : NodeAt(node).shards) verb(*shard);
  }
  void OnSend(NodeId from, NodeId to, const Message& message);
  void Tell(NodeId node, NodeChange change, std::string_view why = {});
  void CheckRequestsLater();
  // A store of the node has failed, or would not open.
  void OnStopped(NodeId node, const absl::Status& why, bool refused);
  void EndAndRestart(NodeId node, bool refused);

  const uint64_t seed_;
  const WorldOptions options_;
  DeterminismHash hash_;
  EventQueue queue_;
  Decisions decisions_;
  NetworkModel network_;
  const Placement placement_;
  Judge judge_;
  History history_;
  Watch watch_;
  NodeHook on_send_;
  NodeHook on_sync_;
  NodeHook on_sync_asked_;
  NodeHook on_start_;
  NodeObserver* node_observer_ = nullptr;
  TraceHook trace_;
  uint64_t refusals_ = 0;
  std::vector<Node> nodes_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORLD_WORLD_H_
