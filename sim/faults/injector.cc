#include "sim/faults/injector.h"

#include <utility>

namespace paxosstore::sim {

Injector::Injector(World* world, FaultPlan plan)
    : world_(world), plan_(std::move(plan)), armed_(world->options().nodes + 1) {
  world_->set_on_send([this](NodeId node) { OnOccasion(node, Trigger::kSend); });
  world_->set_on_sync([this](NodeId node) { OnOccasion(node, Trigger::kSync); });
  ScheduleNext();
}

Injector::~Injector() {
  world_->set_on_send(nullptr);
  world_->set_on_sync(nullptr);
}

void Injector::ScheduleNext() {
  if (next_ == plan_.size()) return;
  timer_ = world_->queue().Schedule(plan_[next_].at, kWorld, EventKind::kFault, [this] {
    const Fault& fault = plan_[next_++];
    ++counts_[static_cast<size_t>(fault.kind)];
    Apply(fault);
    ScheduleNext();
  });
}

void Injector::OnOccasion(NodeId node, Trigger trigger) {
  if (armed_[node.value()] != trigger) return;
  armed_[node.value()] = Trigger::kNone;
  // Not inside the node's own event, but before anything else of it.
  world_->queue().Schedule(world_->now(), kWorld, EventKind::kFault,
                           [this, node] { world_->Crash(node); });
}

void Injector::Apply(const Fault& fault) {
  if (world_->tracing()) world_->Trace("fault: " + Describe(fault));
  const NodeId node = fault.node;
  switch (fault.kind) {
    case FaultKind::kCrash:
      return world_->Crash(node);
    case FaultKind::kCrashAfterSend:
      armed_[node.value()] = Trigger::kSend;
      return;
    case FaultKind::kCrashAfterSync:
      armed_[node.value()] = Trigger::kSync;
      return;
    case FaultKind::kKillProcess:
      return world_->KillProcess(node);
    case FaultKind::kRestart:
      return world_->Start(node);
    case FaultKind::kPause:
      return world_->Pause(node);
    case FaultKind::kResume:
      return world_->Resume(node);
    case FaultKind::kDrift:
      return world_->SetDrift(node, PartsPerMillion(fault.amount));
    case FaultKind::kJumpWall:
      return world_->JumpWall(node, Milliseconds(fault.amount));
    case FaultKind::kStallDisk:
      return world_->StallDisk(node, fault.length);
    case FaultKind::kSlowDisk:
      return SlowDisk(node, fault.length);
    case FaultKind::kSyncError:
      return world_->FailNextSync(node);
    default:
      return ApplyToNetwork(fault);
  }
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
  DiskOptions options = world_->options().disk;
  if (sync.ns > 0) options.sync_latency.jitter = sync;
  world_->SetDisk(node, options);
}

void Injector::Heal() {
  world_->queue().Cancel(timer_);
  next_ = plan_.size();
  armed_.assign(armed_.size(), Trigger::kNone);
  world_->HealAll();
}

}  // namespace paxosstore::sim
