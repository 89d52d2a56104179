// Bugs of recovery and cleaning that only a crash can show, in runs without any crash.
#include <gtest/gtest.h>

#include <string>

#include "sim/probe/power_cut_probe.h"
#include "sim/run/planted.h"
#include "sim/run/run.h"

namespace paxosstore::sim {
namespace {

Scenario Uneventful() {
  Scenario scenario;
  scenario.name = "uneventful";
  scenario.world.store.segment_bytes = 8 << 10;
  scenario.world.store.spare_segments = 1;
  scenario.world.store.syncs_in_flight_max = 3;
  scenario.world.store.garbage_percent_max = 20;
  scenario.world.disk.sync_latency.jitter = Milliseconds(1);
  scenario.workload.clients = 8;
  scenario.workload.objects = 60;
  scenario.workload.think = Milliseconds(4);
  scenario.fault_time = Seconds(1);
  scenario.grace = Milliseconds(100);
  scenario.calm_time = Milliseconds(100);
  scenario.probe = {40, 24};
  return scenario;
}

class ProbedBugs : public testing::TestWithParam<PlantedBug> {
 protected:
  ~ProbedBugs() override { ActivatePlantedBug(PlantedBug::kNone); }
};

TEST_P(ProbedBugs, AreFoundWithoutACrash) {
  ASSERT_TRUE(PlantedBugsAreCompiledIn());
  ActivatePlantedBug(GetParam());
  constexpr uint64_t kSeeds = 8;
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const RunReport report = RunScenario(Uneventful(), seed);
    if (!report.failure.has_value()) continue;
    EXPECT_EQ(report.failure->oracle, PowerCutProbe::kName) << report.failure->what;
    RecordProperty("seed", static_cast<int>(seed));
    return;
  }
  FAIL() << "not found in " << kSeeds << " seeds";
}

INSTANTIATE_TEST_SUITE_P(All, ProbedBugs,
                         testing::Values(PlantedBug::kTornTailAccepted,
                                         PlantedBug::kStaleGroupAccepted,
                                         PlantedBug::kGroupAttestsItself,
                                         PlantedBug::kSlotReusedAtOnce,
                                         PlantedBug::kCleanerFreesEarly),
                         [](const auto& bug) { return std::string(InfoOf(bug.param).name); });

TEST(ProbedBugs, NoneIsFoundWhereThereIsNone) {
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    const RunReport report = RunScenario(Uneventful(), seed);
    EXPECT_FALSE(report.failure.has_value()) << report.failure->what;
    EXPECT_GT(report.probed_images, 100u);
  }
}

TEST(ProbedRuns, HaveTheTraceOfTheUnprobed) {
  Scenario probed = Uneventful();
  probed.buggify = Ratio{1, 1};  // rare choices of the probed code are none of the run's
  Scenario unprobed = probed;
  unprobed.probe = {};
  const RunReport with = RunScenario(probed, 1);
  const RunReport without = RunScenario(unprobed, 1);
  EXPECT_EQ(with.trace_hash, without.trace_hash);
  EXPECT_EQ(with.sometimes, without.sometimes);
  EXPECT_EQ(with.buggify, without.buggify);
  EXPECT_GT(with.probed_images, 100u);
}

}  // namespace
}  // namespace paxosstore::sim
