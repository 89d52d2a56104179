// Partitions and bad links.
#include "sim/faults/planner.h"

namespace paxosstore::sim {
namespace {

// Not none and not all of the nodes.
uint32_t DrawSide(const PlanFrame& frame, RandomStream& random) {
  const uint64_t all = (uint64_t{1} << frame.nodes) - 1;
  return static_cast<uint32_t>(1 + random.Below(all - 1));
}

// 0 .. most, in hundredths of it.
Ratio UpTo(Ratio most, RandomStream& random) {
  return {most.numerator * random.Below(101), most.denominator * 100};
}

}  // namespace

void PlanPartitions(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan) {
  if (frame.nodes < 2) return;
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.partitions, frame, random, at, spell);) {
    Fault fault{.at = spell.begin, .kind = FaultKind::kPartition};
    const uint64_t shape = random.Below(3);
    if (shape == 0) {
      fault.kind = FaultKind::kIsolate;
      fault.node = DrawNode(spec.partitions, frame, random);
    } else {
      if (shape == 1) fault.kind = FaultKind::kBlockOneWay;
      fault.nodes = DrawSide(frame, random);
    }
    plan.push_back(fault);
    plan.push_back({.at = spell.end, .kind = FaultKind::kUnblock});
  }
}

void PlanBadLinks(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                  FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.bad_links, frame, random, at, spell);) {
    Fault fault{.at = spell.begin, .kind = FaultKind::kLinks};
    fault.links.loss = UpTo(spec.loss_max, random);
    fault.links.duplicate = UpTo(spec.duplicate_max, random);
    fault.links.reorder = UpTo(spec.reorder_max, random);
    fault.links.reorder_delay_max = random.Between({}, spec.latency_max);
    fault.links.latency.base = frame.normal_links.latency.base;
    fault.links.latency.jitter = random.Between({}, spec.latency_max);
    plan.push_back(fault);
    plan.push_back({.at = spell.end, .kind = FaultKind::kLinks, .links = frame.normal_links});
  }
}

}  // namespace paxosstore::sim
