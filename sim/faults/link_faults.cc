// Faults of single links and connections, rings, and damaged frames.
#include "sim/faults/planner.h"

namespace paxosstore::sim {
namespace {

// Another node than `node`, as a set.
uint32_t DrawOther(NodeId node, const PlanFrame& frame, RandomStream& random) {
  const auto step = static_cast<uint32_t>(1 + random.Below(frame.nodes - 1));
  return 1u << ((node.value() - 1 + step) % frame.nodes);
}

}  // namespace

void PlanRings(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
               FaultPlan& plan) {
  if (frame.nodes < 3) return;
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.rings, frame, random, at, spell);) {
    const auto variant = static_cast<int64_t>(random.Below(6));
    plan.push_back({.at = spell.begin, .kind = FaultKind::kRing, .amount = variant});
    plan.push_back({.at = spell.end, .kind = FaultKind::kUnblock});
  }
}

void PlanFlapping(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                  FaultPlan& plan) {
  if (frame.nodes < 2) return;
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.flapping, frame, random, at, spell);) {
    Fault fault{.kind = FaultKind::kCutLink, .node = DrawNode(spec.flapping, frame, random)};
    fault.nodes = DrawOther(fault.node, frame, random);
    const auto flap = [&] { return random.Between(Milliseconds(1), spec.flap_max); };
    for (Instant when = spell.begin; when < spell.end;) {
      fault.at = when;
      fault.kind = FaultKind::kCutLink;
      plan.push_back(fault);
      fault.at = when = when + flap();
      fault.kind = FaultKind::kMendLink;
      plan.push_back(fault);
      when = when + flap();
    }
  }
}

void PlanSlowLinks(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                   FaultPlan& plan) {
  if (frame.nodes < 2) return;
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.slow_links, frame, random, at, spell);) {
    Fault fault{.at = spell.begin,
                .kind = FaultKind::kSlowLink,
                .node = DrawNode(spec.slow_links, frame, random)};
    fault.nodes = DrawOther(fault.node, frame, random);
    fault.length = random.Between(Milliseconds(1), spec.slow_link_max);
    plan.push_back(fault);
    fault.at = spell.end;
    fault.length = {};
    plan.push_back(fault);
  }
}

void PlanBandwidth(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                   FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.bandwidth, frame, random, at, spell);) {
    Fault fault{.at = spell.begin,
                .kind = FaultKind::kBandwidth,
                .node = DrawNode(spec.bandwidth, frame, random)};
    fault.amount = static_cast<int64_t>(spec.bandwidth_min << random.Below(6));
    plan.push_back(fault);
    fault.at = spell.end;
    fault.amount = 0;
    plan.push_back(fault);
  }
}

void PlanCorruption(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan) {
  Instant at = frame.begin;
  const uint64_t most = 1000 * spec.corrupt_max.numerator / spec.corrupt_max.denominator;
  for (Spell spell; NextSpell(spec.corruption, frame, random, at, spell);) {
    const auto of_thousand = static_cast<int64_t>(1 + random.Below(most + 1));
    plan.push_back({.at = spell.begin, .kind = FaultKind::kCorruptFrames, .amount = of_thousand});
    plan.push_back({.at = spell.end, .kind = FaultKind::kCorruptFrames});
  }
}

void PlanConnectionResets(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                          FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.connection_resets, frame, random, at, spell);) {
    plan.push_back({.at = spell.begin,
                    .kind = FaultKind::kResetConnections,
                    .node = DrawNode(spec.connection_resets, frame, random)});
  }
}

}  // namespace paxosstore::sim
