#include "sim/world/world.h"

#include <algorithm>
#include <utility>

#include "core/replica/message.h"
#include "sim/oracles/convergence.h"
#include "sim/world/counters.h"
#include "sim/world/network_verbs.h"

namespace paxosstore::sim {
namespace {

std::vector<NodeId> NodeIds(uint32_t count) {
  std::vector<NodeId> nodes;
  for (uint32_t i = 1; i <= count; ++i) nodes.push_back(NodeId(i));
  return nodes;
}

constexpr Duration kRequestCheckEvery = Seconds(1);

}  // namespace

World::World(uint64_t seed, WorldOptions options)
    : seed_(seed),
      options_(std::move(options)),
      queue_(&hash_),
      decisions_(seed, &hash_),
      network_(&queue_, &decisions_),
      placement_(NodeIds(options_.nodes), options_.shards),
      judge_([this] {
        return Moment{queue_.now(), queue_.dispatched()};
      }),
      history_(static_cast<uint32_t>(options_.objects.size())),
      watch_(&judge_, &history_, options_.nodes) {
  for (const std::string& object : options_.objects) watch_.Intern(object);
  network_.SetAllLinks(options_.link);
  network_.set_frame_size(
      [](const Frame& frame) { return WireSize(static_cast<const Message&>(*frame)); });
  if (options_.record) hash_.StartRecording();
  network_.set_on_send([this](NodeId from, ShardId, NodeId to, const Frame& frame) {
    OnSend(from, to, static_cast<const Message&>(*frame));
  });
  const HostContext context{&queue_,
                            &network_,
                            &decisions_,
                            &placement_,
                            &options_,
                            &judge_,
                            &watch_,
                            seed_,
                            [this](NodeId node) {
                              if (on_sync_) on_sync_(node);
                            },
                            [this](NodeId node) {
                              if (on_sync_asked_) on_sync_asked_(node);
                            },
                            [this](NodeId node) {
                              if (serving(node)) Tell(node, NodeChange::kServes);
                            }};
  for (const NodeId node : placement_.nodes()) {
    Node& made = nodes_.emplace_back();
    made.clock = std::make_unique<SimClock>(&queue_);
    for (uint32_t s = 0; s < options_.shards; ++s) {
      made.shards.push_back(std::make_unique<ReplicaHost>(
          context, node, ShardId(s), made.clock.get(),
          [this, node](const absl::Status& why, bool refused) { OnStopped(node, why, refused); }));
    }
  }
  CheckRequestsLater();
}

World::~World() = default;

void World::OnSend(NodeId from, NodeId to, const Message& message) {
  // First, so that the message an oracle rejects is seen.
  if (tracing()) Trace("n" + ToString(from) + " -> n" + ToString(to) + "  " + ToString(message));
  watch_.OnSend(from, to, message);
  if (on_send_) on_send_(from);
}

void World::Tell(NodeId node, NodeChange change, std::string_view why) {
  if (tracing()) Trace("n" + ToString(node) + " " + InWords(change, why));
  if (node_observer_ != nullptr) node_observer_->OnNode(node, change, why);
}

void World::CheckRequestsLater() {
  queue_.Schedule(now() + kRequestCheckEvery, kWorld, EventKind::kWorld, [this] {
    for (Node& node : nodes_) {
      for (auto& shard : node.shards) shard->CheckRequests();
    }
    CheckRequestsLater();
  });
}

void World::OnStopped(NodeId node, const absl::Status& why, bool refused) {
  if (refused) ++refusals_;
  Tell(node, refused ? NodeChange::kRefusesToStart : NodeChange::kStops,
       {why.message().data(), why.message().size()});
  queue_.Schedule(now(), kWorld, EventKind::kWorld,
                  [this, node, refused, life = NodeAt(node).lives] {
                    if (NodeAt(node).lives == life) EndAndRestart(node, refused);
                  });
}

// What a supervisor does with a process that has stopped because of its disk.
void World::EndAndRestart(NodeId node, bool refused) {
  KillProcess(node);
  const std::optional<Duration> pause = NodeAt(node).supervisor.OnStopped(now(), refused);
  if (!pause.has_value()) return;
  if (pause->ns == 0) return Start(node);
  queue_.Schedule(now() + *pause, kWorld, EventKind::kWorld,
                  [this, node, life = NodeAt(node).lives] {
                    if (NodeAt(node).lives == life) Start(node);
                  });
}

// --- processes

void World::StartAll() {
  for (const NodeId node : placement_.nodes()) Start(node);
}

void World::Start(NodeId node) {
  if (running(node)) return;
  Tell(node, NodeChange::kStarts);
  if (on_start_) on_start_(node);
  ++NodeAt(node).lives;
  ForEachShard(node, [](ReplicaHost& shard) { shard.Start(); });
}

void World::Crash(NodeId node) {
  if (!running(node)) return;
  Tell(node, NodeChange::kLosesPower);
  ++NodeAt(node).lives;
  ForEachShard(node, [](ReplicaHost& shard) { shard.Crash(); });
}

void World::KillProcess(NodeId node) {
  if (!running(node)) return;
  Tell(node, NodeChange::kIsKilled);
  ++NodeAt(node).lives;
  ForEachShard(node, [](ReplicaHost& shard) { shard.KillProcess(); });
}

void World::Restart(NodeId node) {
  Crash(node);
  Start(node);
}

void World::Pause(NodeId node) {
  if (!running(node) || paused(node)) return;
  Tell(node, NodeChange::kPauses);
  ForEachShard(node, [](ReplicaHost& shard) { shard.Pause(); });
}

void World::Resume(NodeId node) {
  if (!paused(node)) return;
  Tell(node, NodeChange::kResumes);
  ForEachShard(node, [](ReplicaHost& shard) { shard.Resume(); });
}

bool World::running(NodeId node) const { return NodeAt(node).shards.front()->running(); }

bool World::paused(NodeId node) const { return NodeAt(node).shards.front()->paused(); }

bool World::serving(NodeId node) const {
  const auto& shards = NodeAt(node).shards;
  return std::all_of(shards.begin(), shards.end(),
                     [](const auto& shard) { return shard->shard() != nullptr; });
}

bool World::undamaged(NodeId node) const {
  const auto& shards = NodeAt(node).shards;
  return std::none_of(shards.begin(), shards.end(),
                      [](const auto& shard) { return shard->disk().damaged(); });
}

bool World::majority_undamaged() const {
  const std::vector<NodeId>& all = placement_.nodes();
  const auto whole =
      std::count_if(all.begin(), all.end(), [this](NodeId node) { return undamaged(node); });
  return 2 * static_cast<size_t>(whole) > all.size();
}

std::vector<ReplicaAbility> World::Abilities() const {
  std::vector<ReplicaAbility> abilities;
  for (const NodeId node : placement_.nodes()) {
    Ability ability = Ability::kVotes;
    if (paused(node)) ability = Ability::kPaused;
    if (!running(node)) ability = Ability::kDown;
    if (!undamaged(node)) ability = Ability::kDamaged;
    abilities.push_back({node, ability});
  }
  return abilities;
}

// --- network

void World::Partition(const std::vector<std::vector<NodeId>>& sides) {
  const auto side_of = [&sides](NodeId node) {
    for (size_t i = 0; i < sides.size(); ++i) {
      if (std::find(sides[i].begin(), sides[i].end(), node) != sides[i].end()) return i + 1;
    }
    return size_t{0};
  };
  for (const NodeId from : placement_.nodes()) {
    for (const NodeId to : placement_.nodes()) {
      if (from == to) continue;
      const bool together = side_of(from) != 0 && side_of(from) == side_of(to);
      network_.SetBlocked(from, to, !together);
    }
  }
}

void World::BlockOneWay(NodeId from, NodeId to) { network_.SetBlocked(from, to, true); }

void World::Isolate(NodeId node) {
  for (const NodeId other : placement_.nodes()) {
    if (other == node) continue;
    network_.SetBlocked(node, other, true);
    network_.SetBlocked(other, node, true);
  }
}

void World::SetAllLinks(const LinkOptions& options) { network_.SetAllLinks(options); }

void World::HealNetwork() {
  network_.UnblockAll();
  network_.ClearModifiers();
  network_.SetAllLinks(options_.link);
}

// --- clocks and disks

void World::SetDrift(NodeId node, PartsPerMillion drift) { NodeAt(node).clock->SetDrift(drift); }

void World::JumpWall(NodeId node, Duration by) { NodeAt(node).clock->JumpWall(by); }

void World::StallDisk(NodeId node, Duration length) {
  const Instant until = now() + length;
  ForEachShard(node, [until](ReplicaHost& shard) { shard.disk().StallUntil(until); });
}

void World::SetDisk(NodeId node, const DiskOptions& options) {
  ForEachShard(node, [&options](ReplicaHost& shard) { shard.disk().set_options(options); });
}

void World::FailNextSync(NodeId node) {
  ForEachShard(node, [](ReplicaHost& shard) { shard.disk().FailNextSyncs(1); });
}

void World::HealAll() {
  HealNetwork();
  for (const NodeId node : placement_.nodes()) {
    SetDrift(node, PartsPerMillion(0));
    SetDisk(node, options_.disk);
    ForEachShard(node, [](ReplicaHost& shard) { shard.disk().ClearFaults(); });
    NodeAt(node).supervisor.Reset();
    Resume(node);
    Start(node);
  }
}

// --- running

bool World::RunTo(Instant deadline) {
  while (!judge_.failed() && queue_.RunOneBefore(deadline)) {
  }
  if (judge_.failed()) return false;
  queue_.RunUntil(deadline);  // nothing is left before it: only moves the present
  return true;
}

bool World::RunUntil(absl::FunctionRef<bool()> condition, Duration limit) {
  const Instant deadline = now() + limit;
  while (!condition()) {
    if (judge_.failed() || !queue_.RunOneBefore(deadline)) return false;
  }
  return !judge_.failed();
}

// --- asking

ReplicaHost& World::host(NodeId node, ShardId shard) { return *NodeAt(node).shards[shard.value()]; }

ReplicaHost& World::HostOf(NodeId node, const std::string& object) {
  return host(node, placement_.ShardOfObject(object));
}

std::vector<std::pair<NodeId, LogState>> World::Replicas(const std::string& object) {
  std::vector<std::pair<NodeId, LogState>> replicas;
  for (const NodeId node : placement_.nodes()) {
    if (!undamaged(node)) continue;
    const DiskModel::QuietReads quiet(&HostOf(node, object).disk());
    const Shard* shard = HostOf(node, object).shard();
    if (shard == nullptr) return {};
    replicas.emplace_back(node, shard->Inspect(object));
  }
  return replicas;
}

std::optional<std::string> World::FindOpenRequest() const {
  // What was proposed stays open until a majority answers.
  if (!majority_undamaged()) return std::nullopt;
  for (const NodeId node : placement_.nodes()) {
    if (!undamaged(node)) continue;
    for (const auto& host : NodeAt(node).shards) {
      const uint64_t queued = host->shard() == nullptr ? 0 : host->shard()->stats().queued;
      if (queued > 0) {
        return "n" + ToString(node) + " still counts " + std::to_string(queued) + " requests";
      }
    }
  }
  return std::nullopt;
}

std::optional<std::string> World::FindDivergence() {
  if (!majority_undamaged()) return std::nullopt;
  for (const ObjectTrack& object : watch_.ledger().objects()) {
    const auto replicas = Replicas(object.name);
    if (replicas.empty()) return "a node does not serve";
    if (auto difference = sim::FindDivergence(object.name, replicas)) return difference;
  }
  return std::nullopt;
}

ShardStats World::stats() const {
  ShardStats sum;
  for (const Node& node : nodes_) {
    for (const auto& shard : node.shards) AddStats(shard->stats(), &sum);
  }
  return sum;
}

DiskCounters World::disk_counters() const {
  DiskCounters sum;
  for (const Node& node : nodes_) {
    for (const auto& shard : node.shards) AddCounters(shard->disk().counters(), &sum);
  }
  return sum;
}

uint64_t World::starts() const {
  uint64_t sum = 0;
  for (const Node& node : nodes_) {
    for (const auto& shard : node.shards) sum += shard->starts();
  }
  return sum;
}

}  // namespace paxosstore::sim
