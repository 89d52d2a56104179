#include "sim/faults/planner.h"

#include <algorithm>
#include <bit>

#include "core/base/planted_bug.h"

namespace paxosstore::sim {

bool NextSpell(const FaultRate& rate, const PlanFrame& frame, RandomStream& random, Instant& at,
               Spell& spell) {
  // A gap of up to twice the mean; with what lasts, several spells of one family may overlap.
  at = std::max(at, Instant{} + rate.from) + random.Between({}, rate.every * 2);
  if (at >= frame.end || (rate.until.ns > 0 && at >= Instant{} + rate.until)) return false;
  spell.begin = at;
  spell.end = at + random.Between(rate.length_min, rate.length_max);
  return true;
}

namespace {

NodeId DrawAmong(uint32_t nodes, const PlanFrame& frame, RandomStream& random) {
  nodes &= (1u << frame.nodes) - 1;
  const uint32_t drawn = PLANTED_BUG(kPlannerSparesOneNode) ? frame.nodes - 1 : frame.nodes;
  if (nodes == 0) return NodeId(static_cast<uint32_t>(1 + random.Below(drawn)));
  uint64_t nth = random.Below(static_cast<uint64_t>(std::popcount(nodes)));
  uint32_t node = 1;
  for (; (nodes >> (node - 1) & 1) == 0 || nth-- > 0; ++node) {
  }
  return NodeId(node);
}

}  // namespace

NodeId DrawNode(const FaultRate& rate, const PlanFrame& frame, RandomStream& random) {
  return DrawAmong(rate.nodes, frame, random);
}

NodeId DrawDamaged(const FaultRate& rate, const PlanFrame& frame, RandomStream& random) {
  return DrawAmong(rate.nodes != 0 ? rate.nodes : frame.damage_nodes, frame, random);
}

uint32_t DrawMinority(const PlanFrame& frame, RandomStream& random) {
  const uint32_t most = std::max((frame.nodes - 1) / 2, 1u);
  uint32_t nodes = 0;
  for (uint64_t left = 1 + random.Below(most); left > 0; --left) {
    const NodeId node = DrawAmong(((1u << frame.nodes) - 1) & ~nodes, frame, random);
    nodes |= 1u << (node.value() - 1);
  }
  return nodes;
}

void SortPlan(FaultPlan& plan) {
  std::stable_sort(plan.begin(), plan.end(),
                   [](const Fault& a, const Fault& b) { return a.at < b.at; });
}

FaultPlan DrawPlan(uint64_t seed, const FaultSpec& spec, const PlanFrame& whole_frame) {
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
      {spec.zone_outages, "zone outages", PlanZoneOutages},
      {spec.rings, "rings", PlanRings},
      {spec.flapping, "flapping", PlanFlapping},
      {spec.slow_links, "slow links", PlanSlowLinks},
      {spec.bandwidth, "bandwidth", PlanBandwidth},
      {spec.corruption, "corruption", PlanCorruption},
      {spec.connection_resets, "connection resets", PlanConnectionResets},
      {spec.read_errors, "read errors", PlanReadErrors},
      {spec.misreads, "misreads", PlanMisreads},
      {spec.full_disks, "full disks", PlanFullDisks},
      {spec.bit_rot, "bit rot", PlanBitRot},
      {spec.lost_writes, "lost writes", PlanLostWrites},
      {spec.misdirected_writes, "misdirected writes", PlanMisdirectedWrites},
      {spec.lost_tails, "lost tails", PlanLostTails},
      {spec.lying_syncs, "lying syncs", PlanLyingSyncs},
      {spec.rollbacks, "rollbacks", PlanRollbacks},
      {spec.wipes, "wipes", PlanWipes},
  };
  PlanFrame frame = whole_frame;
  RandomStream damage(SubSeed(seed, "damaged nodes"), nullptr);
  if (!damage.Chance(spec.damage_anywhere)) frame.damage_nodes = DrawMinority(frame, damage);
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
