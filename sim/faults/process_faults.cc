// Crashes and pauses.
#include "sim/faults/planner.h"

namespace paxosstore::sim {
namespace {

constexpr Duration kStartTakes = Milliseconds(3);  // about; a crash within it hits the recovery

FaultKind DrawCrashKind(const FaultSpec& spec, RandomStream& random) {
  if (random.Chance(spec.crash_keeps_cache)) return FaultKind::kKillProcess;
  switch (random.Below(3)) {
    case 0:
      return FaultKind::kCrashAfterSend;
    case 1:
      return FaultKind::kCrashAfterSync;
    default:
      return FaultKind::kCrash;
  }
}

void CrashOne(const FaultSpec& spec, NodeId node, const Spell& spell, RandomStream& random,
              FaultPlan& plan) {
  plan.push_back({.at = spell.begin, .kind = DrawCrashKind(spec, random), .node = node});
  plan.push_back({.at = spell.end, .kind = FaultKind::kRestart, .node = node});
  if (!random.Chance(spec.crash_during_start)) return;
  const Instant again = spell.end + random.Between({}, kStartTakes);
  const Instant up = again + random.Between({}, Milliseconds(200));
  plan.push_back({.at = again, .kind = FaultKind::kCrash, .node = node});
  plan.push_back({.at = up, .kind = FaultKind::kRestart, .node = node});
}

}  // namespace

void PlanCrashes(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                 FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.crashes, frame, random, at, spell);) {
    if (!random.Chance(spec.crash_all_nodes)) {
      const NodeId node = DrawNode(frame, random);
      CrashOne(spec, node, spell, random, plan);
      continue;
    }
    for (uint32_t i = 1; i <= frame.nodes; ++i) CrashOne(spec, NodeId(i), spell, random, plan);
  }
}

void PlanPauses(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.pauses, frame, random, at, spell);) {
    const NodeId node = DrawNode(frame, random);
    plan.push_back({.at = spell.begin, .kind = FaultKind::kPause, .node = node});
    plan.push_back({.at = spell.end, .kind = FaultKind::kResume, .node = node});
  }
}

}  // namespace paxosstore::sim
