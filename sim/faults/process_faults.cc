// Crashes and pauses.
#include "sim/faults/planner.h"

namespace paxosstore::sim {
namespace {

constexpr Duration kStartTakes = Milliseconds(3);  // about; a crash within it hits the recovery

FaultKind DrawCrashKind(const FaultSpec& spec, RandomStream& random) {
  if (random.Chance(spec.crash_keeps_cache)) return FaultKind::kKillProcess;
  if (random.Chance(spec.crash_before_sync)) return FaultKind::kCrashBeforeSync;
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
  const bool again = random.Chance(spec.crash_during_start);
  const Duration after = random.Between({}, kStartTakes);
  const Instant up = spell.end + after + random.Between({}, Milliseconds(200));
  if (again) {
    plan.push_back(
        {.at = spell.end, .kind = FaultKind::kCrashDuringStart, .node = node, .length = after});
  }
  plan.push_back({.at = spell.end, .kind = FaultKind::kRestart, .node = node});
  if (!again) return;
  plan.push_back({.at = up, .kind = FaultKind::kRestart, .node = node});
}

}  // namespace

void PlanCrashes(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                 FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.crashes, frame, random, at, spell);) {
    if (!random.Chance(spec.crash_all_nodes)) {
      const NodeId node = DrawNode(spec.crashes, frame, random);
      CrashOne(spec, node, spell, random, plan);
      continue;
    }
    const uint32_t nodes = spec.crashes.nodes != 0 ? spec.crashes.nodes : ~0u;
    for (uint32_t i = 0; i < frame.nodes; ++i) {
      if (nodes >> i & 1) CrashOne(spec, NodeId(i + 1), spell, random, plan);
    }
  }
}

void PlanZoneOutages(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                     FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.zone_outages, frame, random, at, spell);) {
    const uint32_t nodes =
        spec.zone_outages.nodes != 0 ? spec.zone_outages.nodes : DrawMinority(frame, random);
    plan.push_back({.at = spell.begin, .kind = FaultKind::kCrashZone, .nodes = nodes});
    for (uint32_t i = 0; i < frame.nodes; ++i) {
      if ((nodes >> i & 1) == 0) continue;
      const Instant up = spell.end + random.Between({}, Milliseconds(50));
      plan.push_back({.at = up, .kind = FaultKind::kRestart, .node = NodeId(i + 1)});
    }
  }
}

void PlanPauses(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.pauses, frame, random, at, spell);) {
    const NodeId node = DrawNode(spec.pauses, frame, random);
    plan.push_back({.at = spell.begin, .kind = FaultKind::kPause, .node = node});
    plan.push_back({.at = spell.end, .kind = FaultKind::kResume, .node = node});
  }
}

}  // namespace paxosstore::sim
