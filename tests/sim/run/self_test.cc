// Planted bugs of the simulator itself that make it find less. No run of it fails for that, so each
// is shown here to be noticed: by what a campaign counts, or by what the other tests assert.
#include <gtest/gtest.h>

#include <set>

#include "sim/faults/planner.h"
#include "sim/history/linearizability.h"
#include "sim/run/planted.h"
#include "sim/run/run.h"
#include "tests/sim/history/history_builder.h"

namespace paxosstore::sim {
namespace {

// Whether `healthy` holds with the bug; without it, it must.
template <typename Healthy>
bool Notices(PlantedBug bug, Healthy healthy) {
  EXPECT_TRUE(healthy());
  ActivatePlantedBug(bug);
  const bool noticed = !healthy();
  ActivatePlantedBug(PlantedBug::kNone);
  return noticed;
}

RunReport HarshRun() {
  Scenario scenario;
  scenario.name = "harsh";
  scenario.world.link.reorder = {1, 5};
  scenario.world.link.reorder_delay_max = Milliseconds(5);
  scenario.faults.crashes.every = Milliseconds(100);
  scenario.fault_time = Seconds(2);
  scenario.grace = Seconds(1);
  scenario.calm_time = Milliseconds(300);
  return RunScenario(scenario, 1);
}

TEST(Self, ADiskThatKeepsEverythingShowsInTheCounters) {
  EXPECT_TRUE(Notices(PlantedBug::kDiskKeepsEverything, [] {
    const RunReport report = HarshRun();
    EXPECT_GT(report.disks.crashes, 3u);
    return report.disks.pages_lost > 0 && report.disks.pages_torn > 0;
  }));
}

TEST(Self, ANetworkThatKeepsItsOrderShowsInTheCounters) {
  EXPECT_TRUE(
      Notices(PlantedBug::kNetworkKeepsOrder, [] { return HarshRun().network.reordered > 0; }));
}

TEST(Self, ACheckerThatSkipsReadsLetsAStaleReadPass) {
  EXPECT_TRUE(Notices(PlantedBug::kCheckerSkipsReads, [] {
    HistoryBuilder history;
    history.Ok("SET k a", model::Reply::Ok(), {0, 10}, 1);
    history.Ok("SET k b", model::Reply::Ok(), {20, 30}, 2);
    history.Ok("GET k", model::Reply::Bulk("a"), {40, 50}, 1);
    return FindViolation(history.Build(), {}).has_value();
  }));
}

TEST(Self, APlannerThatSparesANodeShowsInItsPlans) {
  EXPECT_TRUE(Notices(PlantedBug::kPlannerSparesOneNode, [] {
    FaultSpec spec;
    spec.pauses.every = Milliseconds(20);
    const PlanFrame frame{Instant{0}, Instant{Seconds(10).ns}, 3, {}};
    std::set<NodeId> hit;
    for (const Fault& fault : DrawPlan(1, spec, frame)) hit.insert(fault.node);
    return hit.contains(NodeId(1)) && hit.contains(NodeId(2)) && hit.contains(NodeId(3));
  }));
}

}  // namespace
}  // namespace paxosstore::sim
