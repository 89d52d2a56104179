#include <gtest/gtest.h>

#include <algorithm>

#include "sim/run/run.h"

namespace paxosstore::sim {
namespace {

Scenario AllFaults() {
  Scenario scenario;
  scenario.name = "all faults";
  scenario.world.store.segment_bytes = 64 << 10;
  scenario.faults.crashes.every = Seconds(1);
  scenario.faults.pauses.every = Seconds(2);
  scenario.faults.partitions.every = Seconds(1);
  scenario.faults.bad_links.every = Seconds(2);
  scenario.faults.clocks.every = Seconds(2);
  scenario.faults.disk_stalls.every = Seconds(2);
  scenario.faults.slow_disks.every = Seconds(2);
  scenario.faults.sync_errors.every = Seconds(2);
  scenario.fault_time = Seconds(3);
  scenario.swarm = true;
  return scenario;
}

Scenario AllBearableFaults() {
  Scenario scenario = AllFaults();
  FaultSpec& faults = scenario.faults;
  for (FaultRate* rate : {&faults.zone_outages, &faults.rings, &faults.flapping, &faults.slow_links,
                          &faults.bandwidth, &faults.corruption, &faults.connection_resets,
                          &faults.read_errors, &faults.misreads, &faults.full_disks,
                          &faults.bit_rot, &faults.lost_writes, &faults.misdirected_writes}) {
    rate->every = Seconds(2);
  }
  scenario.storage_damage = true;
  return scenario;
}

TEST(Determinism, TheSameSeedGivesTheSameTrace) {
  const RunReport once = RunScenario(AllFaults(), 3);
  const RunReport again = RunScenario(AllFaults(), 3);
  EXPECT_EQ(once.trace_hash, again.trace_hash);
  EXPECT_EQ(once.events, again.events);
  EXPECT_EQ(once.entries_chosen, again.entries_chosen);
}

TEST(Determinism, AnotherSeedGivesAnotherTrace) {
  EXPECT_NE(RunScenario(AllFaults(), 3).trace_hash, RunScenario(AllFaults(), 4).trace_hash);
}

TEST(Determinism, WhatRanBeforeInTheProcessChangesNothing) {
  const RunReport alone = RunScenario(AllFaults(), 5);
  RunScenario(AllFaults(), 6);
  EXPECT_EQ(RunScenario(AllFaults(), 5).trace_hash, alone.trace_hash);
}

TEST(Determinism, TracingAndRecordingChangeNothing) {
  RunOptions options;
  options.record = true;
  size_t lines = 0;
  options.trace = [&lines](const std::string&) { ++lines; };
  const RunReport watched = RunScenario(AllFaults(), 7, options);
  EXPECT_EQ(watched.trace_hash, RunScenario(AllFaults(), 7).trace_hash);
  EXPECT_GT(lines, 1000u);
  EXPECT_FALSE(watched.trace_log.empty());
}

TEST(Determinism, TheFirstDifferenceOfTwoSeedsIsNamed) {
  RunOptions options;
  options.record = true;
  const RunReport one = RunScenario(AllFaults(), 8, options);
  const RunReport two = RunScenario(AllFaults(), 9, options);
  const auto difference = FirstDifference(
      one.trace_log, two.trace_log, [](ActorId actor) { return ActorName(AllFaults(), 8, actor); });
  ASSERT_TRUE(difference.has_value());
  EXPECT_FALSE(difference->empty());
}

TEST(Run, StopsAtTheTimeItIsTold) {
  RunOptions options;
  options.until = Instant{} + Seconds(1);
  EXPECT_EQ(RunScenario(AllFaults(), 3, options).ended_at, *options.until);
}

TEST(Run, EveryFaultFamilyOccursSomewhere) {
  FaultCounts sum{};
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    const RunReport report = RunScenario(AllBearableFaults(), seed);
    EXPECT_FALSE(report.failure.has_value()) << seed << ": " << report.failure->what;
    for (size_t i = 0; i < sum.size(); ++i) sum[i] += report.faults[i];
  }
  for (size_t i = 0; i < sum.size(); ++i) {
    const auto kind = static_cast<FaultKind>(i);
    const bool bearable = !ExceedsPromise(kind) && kind != FaultKind::kSnapshotDisk;
    EXPECT_EQ(sum[i] > 0, bearable) << ToString(kind);
  }
}

// Half of the syncs of a majority lie: somebody forgets, an oracle notices, and the run passes only
// because its scenario says that this may happen.
TEST(Run, AFailureIsExcusedOnlyWhereTheScenarioSaysSo) {
  Scenario scenario;
  scenario.fault_time = Seconds(3);
  scenario.faults.crashes.every = Milliseconds(300);
  scenario.faults.lying_syncs.every = Milliseconds(100);
  scenario.faults.damage_anywhere = {1, 1};
  const RunReport strict = RunScenario(scenario, 1);
  ASSERT_TRUE(strict.failure.has_value());
  scenario.may_fail = {"another oracle"};
  EXPECT_TRUE(RunScenario(scenario, 1).failure.has_value());
  scenario.may_fail.push_back(strict.failure->oracle);
  const RunReport excused = RunScenario(scenario, 1);
  EXPECT_FALSE(excused.failure.has_value());
  ASSERT_TRUE(excused.excused.has_value());
  EXPECT_EQ(excused.excused->what, strict.failure->what);
}

TEST(Run, DamageToAMajorityCostsProgressNothingElse) {
  Scenario scenario;
  scenario.fault_time = Seconds(2);
  scenario.faults.crashes.every = Milliseconds(300);
  scenario.faults.bit_rot.every = Milliseconds(100);
  scenario.faults.damage_anywhere = {1, 1};
  const RunReport report = RunScenario(scenario, 1);
  EXPECT_FALSE(report.failure.has_value()) << report.failure->what;
  EXPECT_EQ(report.damaged_nodes, 3u);
  EXPECT_GT(report.refusals, 0u);
}

TEST(Swarm, SeedsDifferInClusterWorkloadAndFaults) {
  bool three = false, five = false, crashes = false, none = false;
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    const Scenario drawn = DrawSwarm(AllFaults(), seed);
    (drawn.world.nodes == 3 ? three : five) = true;
    (drawn.faults.crashes.on() ? crashes : none) = true;
  }
  EXPECT_TRUE(three && five && crashes && none);
}

TEST(Swarm, WhatWasDrawnRunsAsTheSwarmAndDrawsNoMore) {
  const Scenario drawn = DrawSwarm(AllFaults(), 5);
  EXPECT_FALSE(drawn.swarm);
  EXPECT_EQ(RunScenario(drawn, 5).trace_hash, RunScenario(AllFaults(), 5).trace_hash);
}

TEST(Swarm, AScenarioThatIsNoneStaysAsItIs) {
  Scenario scenario = AllFaults();
  scenario.swarm = false;
  for (uint64_t seed = 1; seed <= 10; ++seed) {
    EXPECT_EQ(DrawSwarm(scenario, seed).world.nodes, scenario.world.nodes);
  }
}

}  // namespace
}  // namespace paxosstore::sim
