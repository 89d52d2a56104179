#include "sim/run/buggify.h"

#include <gtest/gtest.h>

#include <set>

#include "sim/run/run.h"
#include "sim/run/sometimes.h"

namespace paxosstore::sim {
namespace {

Scenario Short(Ratio buggify) {
  Scenario scenario;
  scenario.name = "short";
  scenario.buggify = buggify;
  scenario.world.store.segment_bytes = 32 << 10;
  scenario.world.store.syncs_in_flight_max = 2;
  scenario.world.shard.sweep_every = Milliseconds(100);
  scenario.faults.crashes.every = Milliseconds(700);
  scenario.faults.partitions.every = Milliseconds(500);
  scenario.fault_time = Seconds(3);
  scenario.grace = Seconds(1);
  scenario.calm_time = Milliseconds(500);
  return scenario;
}

TEST(Buggify, EachPointFiresInSomeRunAndBreaksNoPromise) {
  BuggifyCounts fired{};
  for (uint64_t seed = 1; seed <= 48; ++seed) {
    const RunReport report = RunScenario(Short({1, 2}), seed);
    EXPECT_FALSE(report.failure.has_value())
        << "seed " << seed << ": " << report.failure->oracle << ": " << report.failure->what;
    for (size_t i = 0; i < fired.size(); ++i) fired[i] += report.buggify[i];
  }
  for (const BuggifyInfo& info : BuggifyPoints()) {
    EXPECT_GT(fired[static_cast<size_t>(info.point)], 0u) << info.name << ": " << info.choice;
  }
}

TEST(Buggify, TheSameSeedMakesTheSameChoices) {
  const RunReport first = RunScenario(Short({1, 2}), 3);
  RunScenario(Short({1, 1}), 4);
  const RunReport second = RunScenario(Short({1, 2}), 3);
  EXPECT_EQ(first.buggify, second.buggify);
  EXPECT_EQ(first.trace_hash, second.trace_hash);
}

TEST(Buggify, NothingFiresWhereItIsNotAskedFor) {
  RunScenario(Short({1, 1}), 5);
  const RunReport report = RunScenario(Short({}), 5);
  EXPECT_EQ(report.buggify, BuggifyCounts{});
  Scenario silent = Short({});
  silent.buggify.reset();
  EXPECT_EQ(RunScenario(silent, 5).trace_hash, report.trace_hash);
}

// What a point does can be told from what the run then passes, or does not pass.
TEST(Buggify, AnOwnerThatAlwaysPreparesNeverGoesFast) {
  const auto index = static_cast<size_t>(BuggifyPoint::kPrepareAnyway);
  for (uint64_t seed = 1; seed < 200; ++seed) {
    const RunReport with = RunScenario(Short({1, 1}), seed);
    if (with.buggify[index] == 0) continue;
    const RunReport without = RunScenario(Short({}), seed);
    const auto fast = static_cast<size_t>(Sometimes::kFastPathAsOwner);
    EXPECT_LT(with.sometimes[fast], without.sometimes[fast]);
    return;
  }
  FAIL() << "the point never fired";
}

}  // namespace
}  // namespace paxosstore::sim
