#include "tests/sim/properties/generators.h"

#include <vector>

#include "sim/faults/planner.h"

namespace paxosstore::sim {
namespace {

// Those that end by themselves, or by another fault, or when all is healed.
const std::vector<FaultKind> kKinds = {
    FaultKind::kCrash,         FaultKind::kCrashAfterSend,  FaultKind::kCrashAfterSync,
    FaultKind::kKillProcess,   FaultKind::kRestart,         FaultKind::kPause,
    FaultKind::kResume,        FaultKind::kPartition,       FaultKind::kBlockOneWay,
    FaultKind::kIsolate,       FaultKind::kUnblock,         FaultKind::kLinks,
    FaultKind::kDrift,         FaultKind::kJumpWall,        FaultKind::kStallDisk,
    FaultKind::kSlowDisk,      FaultKind::kSyncError,       FaultKind::kCrashBeforeSync,
    FaultKind::kCorruptFrames, FaultKind::kResetConnections};

int64_t AmountOf(FaultKind kind, int64_t draw) {
  switch (kind) {
    case FaultKind::kDrift:
      return draw * 1000 - 50'000;  // parts per million
    case FaultKind::kJumpWall:
      return (draw - 50) * 1000;  // ms
    case FaultKind::kCorruptFrames:
      return draw;  // of a thousand
    default:
      return 0;
  }
}

LinkOptions LinksOf(int64_t draw) {
  LinkOptions links;
  links.loss = {static_cast<uint64_t>(draw) / 5, 100};
  links.duplicate = {static_cast<uint64_t>(draw) / 4, 100};
  links.reorder = {static_cast<uint64_t>(draw), 200};
  return links;
}

// Small numbers are early moments, short spells and mild faults: where shrinking goes.
rc::Gen<Fault> AnyFault(Duration length) {
  const int64_t milliseconds = length.ns / Milliseconds(1).ns;
  return rc::gen::map(
      rc::gen::tuple(rc::gen::inRange<int64_t>(100, milliseconds), rc::gen::elementOf(kKinds),
                     rc::gen::inRange<uint32_t>(1, kPropertyNodes + 1),
                     rc::gen::inRange<int64_t>(0, 100)),
      [](const std::tuple<int64_t, FaultKind, uint32_t, int64_t>& drawn) {
        const auto [at, kind, node, draw] = drawn;
        Fault fault;
        fault.at = Instant{} + Milliseconds(at);
        fault.kind = kind;
        fault.node = NodeId(node);
        fault.nodes = 1u << (node - 1);
        fault.length = Milliseconds(10 + 5 * draw);
        fault.amount = AmountOf(kind, draw);
        if (kind == FaultKind::kLinks) fault.links = LinksOf(draw);
        return fault;
      });
}

}  // namespace

void showValue(const Fault& fault, std::ostream& out) { out << ToString(fault); }

void showValue(const WorkloadSpec& spec, std::ostream& out) {
  out << spec.clients << " clients on " << spec.objects << " objects, pause "
      << ToString(spec.think);
}

rc::Gen<FaultPlan> AnyPlan(Duration length) {
  return rc::gen::map(rc::gen::container<FaultPlan>(AnyFault(length)), [](FaultPlan plan) {
    SortPlan(plan);
    return plan;
  });
}

rc::Gen<WorkloadSpec> AnyWorkload() {
  return rc::gen::map(
      rc::gen::tuple(rc::gen::inRange<uint32_t>(1, 7), rc::gen::inRange<uint32_t>(1, 6),
                     rc::gen::inRange<int64_t>(0, 5), rc::gen::inRange<uint64_t>(0, 5)),
      [](const std::tuple<uint32_t, uint32_t, int64_t, uint64_t>& drawn) {
        const auto [clients, objects, haste, sticky] = drawn;
        WorkloadSpec spec;
        spec.clients = clients;
        spec.objects = objects;
        spec.think = Milliseconds(int64_t{32} >> haste);
        spec.sticky = {sticky, 4};
        return spec;
      });
}

Scenario MakeScenario(const FaultPlan& plan, const WorkloadSpec& workload, Duration length) {
  Scenario scenario;
  scenario.name = "drawn";
  scenario.world.nodes = kPropertyNodes;
  scenario.world.store.segment_bytes = 32 << 10;
  scenario.workload = workload;
  scenario.events = plan;
  scenario.fault_time = length;
  scenario.calm_time = Seconds(1);
  scenario.search_one_seed_in = 1;
  return scenario;
}

}  // namespace paxosstore::sim
