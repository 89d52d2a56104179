#include "sim/run/sometimes.h"

#include <gtest/gtest.h>

#include <set>

#include "sim/run/run.h"

namespace paxosstore::sim {
namespace {

Scenario Short() {
  Scenario scenario;
  scenario.name = "short";
  scenario.faults.crashes.every = Milliseconds(300);
  scenario.fault_time = Seconds(2);
  scenario.grace = Seconds(1);
  scenario.calm_time = Milliseconds(500);
  return scenario;
}

uint64_t CountOf(const RunReport& report, Sometimes point) {
  return report.sometimes[static_cast<size_t>(point)];
}

TEST(Sometimes, ARunCountsTheBranchesItPasses) {
  const RunReport report = RunScenario(Short(), 1);
  ASSERT_FALSE(report.failure.has_value()) << report.failure->what;
  EXPECT_EQ(CountOf(report, Sometimes::kFastPathAsOwner) +
                CountOf(report, Sometimes::kFastPathAtFirstEntry),
            report.shards.fast_proposals);
  EXPECT_GT(CountOf(report, Sometimes::kTailRewritten), 0u);
  EXPECT_EQ(CountOf(report, Sometimes::kStoreFailed), 0u);
}

TEST(Sometimes, NothingIsLeftOverFromTheRunBefore) {
  const SometimesCounts alone = RunScenario(Short(), 2).sometimes;
  RunScenario(Short(), 1);
  EXPECT_EQ(RunScenario(Short(), 2).sometimes, alone);
}

TEST(Sometimes, EachPointHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const SometimesInfo& info : SometimesPoints()) {
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_EQ(static_cast<size_t>(info.point), names.size() - 1);
    EXPECT_FALSE(info.what.empty()) << info.name;
  }
  EXPECT_EQ(names.size(), kSometimesPoints);
}

}  // namespace
}  // namespace paxosstore::sim
