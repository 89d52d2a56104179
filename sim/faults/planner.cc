#include "sim/faults/planner.h"

#include <algorithm>

namespace paxosstore::sim {

bool NextSpell(const FaultRate& rate, const PlanFrame& frame, RandomStream& random, Instant& at,
               Spell& spell) {
  // A gap of up to twice the mean; with what lasts, several spells of one family may overlap.
  at = at + random.Between({}, rate.every * 2);
  if (at >= frame.end) return false;
  spell.begin = at;
  spell.end = at + random.Between(rate.length_min, rate.length_max);
  return true;
}

NodeId DrawNode(const PlanFrame& frame, RandomStream& random) {
  return NodeId(static_cast<uint32_t>(1 + random.Below(frame.nodes)));
}

void SortPlan(FaultPlan& plan) {
  std::stable_sort(plan.begin(), plan.end(),
                   [](const Fault& a, const Fault& b) { return a.at < b.at; });
}

FaultPlan DrawPlan(uint64_t seed, const FaultSpec& spec, const PlanFrame& frame) {
  using Family = void (*)(const FaultSpec&, const PlanFrame&, RandomStream&, FaultPlan&);
  struct Row {
    const FaultRate& rate;
    const char* stream;
    Family plan;
  };
  const Row rows[] = {
      {spec.crashes, "crashes", PlanCrashes},
      {spec.pauses, "pauses", PlanPauses},
      {spec.partitions, "partitions", PlanPartitions},
      {spec.bad_links, "bad links", PlanBadLinks},
      {spec.clocks, "clocks", PlanClockErrors},
      {spec.disk_stalls, "disk stalls", PlanDiskStalls},
      {spec.slow_disks, "slow disks", PlanSlowDisks},
      {spec.sync_errors, "sync errors", PlanSyncErrors},
  };
  FaultPlan plan;
  for (const Row& row : rows) {
    if (!row.rate.on()) continue;
    RandomStream random(SubSeed(seed, row.stream), nullptr);
    row.plan(spec, frame, random, plan);
  }
  SortPlan(plan);
  return plan;
}

}  // namespace paxosstore::sim
