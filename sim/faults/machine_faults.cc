// Clocks and disks.
#include "sim/faults/planner.h"

namespace paxosstore::sim {
namespace {

// Uniform in [-most, most].
int64_t Either(int64_t most, RandomStream& random) {
  return static_cast<int64_t>(random.Below(2 * static_cast<uint64_t>(most) + 1)) - most;
}

void PlanOneClockError(const FaultSpec& spec, Instant at, NodeId node, RandomStream& random,
                       FaultPlan& plan) {
  plan.push_back({.at = at,
                  .kind = FaultKind::kDrift,
                  .node = node,
                  .amount = Either(spec.drift_max_ppm, random)});
  plan.push_back({.at = at,
                  .kind = FaultKind::kJumpWall,
                  .node = node,
                  .amount = Either(spec.jump_max.ns / 1'000'000, random)});
}

}  // namespace

void PlanClockErrors(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                     FaultPlan& plan) {
  for (uint32_t i = 1; i <= frame.nodes; ++i) {
    PlanOneClockError(spec, frame.begin, NodeId(i), random, plan);
  }
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.clocks, frame, random, at, spell);) {
    const NodeId node = DrawNode(spec.clocks, frame, random);
    PlanOneClockError(spec, spell.begin, node, random, plan);
  }
}

void PlanDiskStalls(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.disk_stalls, frame, random, at, spell);) {
    const NodeId node = DrawNode(spec.disk_stalls, frame, random);
    plan.push_back({.at = spell.begin,
                    .kind = FaultKind::kStallDisk,
                    .node = node,
                    .length = spell.end - spell.begin});
  }
}

void PlanSlowDisks(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                   FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.slow_disks, frame, random, at, spell);) {
    const NodeId node = DrawNode(spec.slow_disks, frame, random);
    const Duration slow = random.Between(Microseconds(1), spec.slow_sync_max);
    plan.push_back({.at = spell.begin, .kind = FaultKind::kSlowDisk, .node = node, .length = slow});
    plan.push_back({.at = spell.end, .kind = FaultKind::kSlowDisk, .node = node});
  }
}

void PlanSyncErrors(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.sync_errors, frame, random, at, spell);) {
    plan.push_back({.at = spell.begin,
                    .kind = FaultKind::kSyncError,
                    .node = DrawNode(spec.sync_errors, frame, random)});
  }
}

}  // namespace paxosstore::sim
