#include "sim/faults/injector.h"

#include <algorithm>
#include <utility>

#include "sim/faults/condition.h"
#include "sim/world/disk_verbs.h"
#include "sim/world/network_verbs.h"

namespace paxosstore::sim {

Injector::Injector(World* world, FaultPlan plan)
    : world_(world), plan_(std::move(plan)), armed_(world->options().nodes + 1) {
  world_->set_on_send([this](NodeId node) { OnOccasion(node, Trigger::kSend); });
  world_->set_on_sync([this](NodeId node) { OnOccasion(node, Trigger::kSync); });
  world_->set_on_sync_asked([this](NodeId node) { OnOccasion(node, Trigger::kSyncAsked); });
  world_->set_on_start([this](NodeId node) { OnOccasion(node, Trigger::kStart); });
  ScheduleNext();
}

Injector::~Injector() {
  world_->set_on_send(nullptr);
  world_->set_on_sync(nullptr);
  world_->set_on_sync_asked(nullptr);
  world_->set_on_start(nullptr);
}

void Injector::ScheduleNext() {
  if (next_ == plan_.size()) return;
  timer_ = world_->queue().Schedule(plan_[next_].at, kWorld, EventKind::kFault, [this] {
    const Fault& fault = plan_[next_++];
    if (fault.when.on()) {
      waiting_.push_back({&fault, fault.when.times});
    } else {
      Strike(fault);
    }
    ScheduleNext();
  });
}

void Injector::Strike(const Fault& fault) {
  ++counts_[static_cast<size_t>(fault.kind)];
  if (observer_ != nullptr) observer_->OnFault(fault);
  Apply(fault);
}

bool Injector::listens() const {
  return std::any_of(plan_.begin(), plan_.end(), [](const Fault& f) { return f.when.on(); });
}

void Injector::Hear(const Report& report) {
  for (size_t i = 0; i < waiting_.size();) {
    if (!Meets(report, waiting_[i].fault->when) || --waiting_[i].times > 0) {
      ++i;
      continue;
    }
    const Fault* fault = waiting_[i].fault;
    waiting_.erase(waiting_.begin() + static_cast<ptrdiff_t>(i));
    // Not inside the node's own event, but before anything else.
    world_->queue().Schedule(world_->now(), kWorld, EventKind::kFault,
                             [this, fault] { Strike(*fault); });
  }
}

void Injector::OnOccasion(NodeId node, Trigger trigger) {
  if (armed_[node.value()].trigger != trigger) return;
  const Duration delay = armed_[node.value()].delay;
  armed_[node.value()] = {};
  // Not inside the node's own event, but before anything else of it.
  world_->queue().Schedule(world_->now() + delay, kWorld, EventKind::kFault, [this, node] {
    if (!healed_) world_->Crash(node);
  });
}

void Injector::Apply(const Fault& fault) {
  if (world_->tracing()) world_->Trace("fault: " + Describe(fault));
  if (!ApplyToProcess(fault) && !ApplyToDisk(fault) && !ApplyToLinks(fault)) ApplyToNetwork(fault);
}

bool Injector::ApplyToProcess(const Fault& fault) {
  const NodeId node = fault.node;
  switch (fault.kind) {
    case FaultKind::kCrash:
      return world_->Crash(node), true;
    case FaultKind::kCrashAfterSend:
      return armed_[node.value()] = {Trigger::kSend, {}}, true;
    case FaultKind::kCrashAfterSync:
      return armed_[node.value()] = {Trigger::kSync, {}}, true;
    case FaultKind::kCrashBeforeSync:
      return armed_[node.value()] = {Trigger::kSyncAsked, {}}, true;
    case FaultKind::kCrashDuringStart:
      return armed_[node.value()] = {Trigger::kStart, fault.length}, true;
    case FaultKind::kCrashZone:
      for (const NodeId one : NodesOf(fault)) world_->Crash(one);
      return true;
    case FaultKind::kKillProcess:
      return world_->KillProcess(node), true;
    case FaultKind::kRestart:
      return world_->Start(node), true;
    case FaultKind::kPause:
      return world_->Pause(node), true;
    case FaultKind::kResume:
      return world_->Resume(node), true;
    case FaultKind::kDrift:
      return world_->SetDrift(node, PartsPerMillion(fault.amount)), true;
    case FaultKind::kJumpWall:
      return world_->JumpWall(node, Milliseconds(fault.amount)), true;
    default:
      return false;
  }
}

bool Injector::ApplyToDisk(const Fault& fault) {
  const NodeId node = fault.node;
  const auto count = static_cast<uint32_t>(fault.amount);
  switch (fault.kind) {
    case FaultKind::kStallDisk:
      return world_->StallDisk(node, fault.length), true;
    case FaultKind::kSlowDisk:
      return SlowDisk(node, fault.length), true;
    case FaultKind::kSyncError:
      return world_->FailNextSync(node), true;
    case FaultKind::kReadErrors:
      return SetReadErrors(*world_, node, count), true;
    case FaultKind::kMisreads:
      return SetMisreads(*world_, node, count), true;
    case FaultKind::kFullDisk:
    case FaultKind::kFreeDisk:
      return SetDiskFull(*world_, node, fault.kind == FaultKind::kFullDisk), true;
    case FaultKind::kBitRot:
      return RotDisk(*world_, node, count), true;
    case FaultKind::kLostWrite:
      return LoseNextWrites(*world_, node, count), true;
    case FaultKind::kMisdirectedWrite:
      return MisdirectNextWrites(*world_, node, count), true;
    case FaultKind::kLostTail:
      return LoseNextTails(*world_, node, count), true;
    case FaultKind::kLyingSync:
      return LieAboutNextSyncs(*world_, node, count), true;
    case FaultKind::kSnapshotDisk:
      return SnapshotDisk(*world_, node), true;
    case FaultKind::kRollBackDisk:
      return RollBackDisk(*world_, node), true;
    case FaultKind::kWipeDisk:
      return WipeDisk(*world_, node), true;
    default:
      return false;
  }
}

bool Injector::ApplyToLinks(const Fault& fault) {
  const NodeId node = fault.node;
  switch (fault.kind) {
    case FaultKind::kRing:
      return MakeRing(*world_, static_cast<uint32_t>(fault.amount)), true;
    case FaultKind::kCutLink:
    case FaultKind::kMendLink:
      for (const NodeId other : NodesOf(fault)) {
        SetLinkCut(*world_, node, other, fault.kind == FaultKind::kCutLink);
      }
      return true;
    case FaultKind::kSlowLink:
      for (const NodeId other : NodesOf(fault)) SlowLink(*world_, node, other, fault.length);
      return true;
    case FaultKind::kBandwidth:
      return LimitBandwidth(*world_, node, static_cast<uint64_t>(fault.amount)), true;
    case FaultKind::kCorruptFrames:
      return world_->network().SetCorruption({static_cast<uint64_t>(fault.amount), 1000}), true;
    case FaultKind::kResetConnections:
      return ResetConnections(*world_, node), true;
    default:
      return false;
  }
}

std::vector<NodeId> Injector::NodesOf(const Fault& fault) const {
  std::vector<NodeId> inside;
  for (const NodeId node : world_->nodes()) {
    if ((fault.nodes >> (node.value() - 1) & 1) != 0 && node != fault.node) inside.push_back(node);
  }
  return inside;
}

void Injector::ApplyToNetwork(const Fault& fault) {
  if (fault.kind == FaultKind::kIsolate) return world_->Isolate(fault.node);
  if (fault.kind == FaultKind::kUnblock) return world_->network().UnblockAll();
  if (fault.kind == FaultKind::kLinks) return world_->SetAllLinks(fault.links);
  std::vector<NodeId> inside, outside;
  for (const NodeId node : world_->nodes()) {
    (fault.nodes >> (node.value() - 1) & 1 ? inside : outside).push_back(node);
  }
  if (fault.kind == FaultKind::kPartition) return world_->Partition({inside, outside});
  for (const NodeId from : inside) {
    for (const NodeId to : outside) world_->BlockOneWay(from, to);
  }
}

void Injector::SlowDisk(NodeId node, Duration sync) {
  const DiskOptions& normal = world_->options().disk;
  ForEachHost(*world_, node, [&](ReplicaHost& host) {
    DiskOptions options = host.disk().options();
    options.sync_latency.jitter = sync.ns > 0 ? sync : normal.sync_latency.jitter;
    host.disk().set_options(options);
  });
}

void Injector::Heal() {
  healed_ = true;
  world_->queue().Cancel(timer_);
  next_ = plan_.size();
  waiting_.clear();
  armed_.assign(armed_.size(), Armed());
  if (observer_ != nullptr) observer_->OnHeal();
  world_->HealAll();
}

}  // namespace paxosstore::sim
