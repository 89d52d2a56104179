// Whatever faults strike, and whatever the clients do: every run passes.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "sim/run/run.h"
#include "tests/sim/properties/generators.h"

namespace paxosstore::sim {
namespace {

constexpr Duration kLength = Seconds(2);

// From a fixed seed: the suite does the same everywhere. Longer campaigns are the scenarios' part.
TEST(Campaign, EveryRunPasses) {
  rc::detail::TestParams params;
  params.seed = 20;
  params.maxSuccess = 400;
  const auto result = rc::detail::checkTestable(
      [] {
        const FaultPlan plan = *AnyPlan(kLength);
        const WorkloadSpec workload = *AnyWorkload();
        const uint64_t seed = *rc::gen::inRange<uint64_t>(1, 1000);
        const RunReport report = RunScenario(MakeScenario(plan, workload, kLength), seed);
        if (report.failure.has_value()) {
          RC_FAIL(report.failure->oracle + ": " + report.failure->what);
        }
        RC_ASSERT(report.clients.ok > 0u);
      },
      rc::detail::TestMetadata(), params);
  std::ostringstream text;
  rc::detail::printResultMessage(result, text);
  EXPECT_TRUE(result.is<rc::detail::SuccessResult>()) << text.str();
}

// The generators reach what they are for.
TEST(Generators, PlansHoldEveryKindOfFaultAndGrow) {
  std::set<FaultKind> kinds;
  size_t longest = 0;
  const rc::Random start(7);
  rc::Random random = start;
  for (int i = 0; i < 100; ++i) {
    const FaultPlan plan = AnyPlan(kLength)(random.split(), 100).value();
    longest = std::max(longest, plan.size());
    for (const Fault& fault : plan) kinds.insert(fault.kind);
  }
  EXPECT_GE(kinds.size(), 20u);
  EXPECT_GE(longest, 50u);
}

// Liveness, where a store refuses everything.
TEST(Liveness, RefusingEverythingIsNoProgress) {
  Scenario scenario = MakeScenario({}, {}, Milliseconds(300));
  scenario.world.shard.queue_total_max = 0;
  const RunReport report = RunScenario(scenario, 1);
  ASSERT_TRUE(report.failure.has_value());
  EXPECT_EQ(report.failure->oracle, "progress after healing");
  EXPECT_NE(report.failure->what.find("n1, n2, n3 could have voted"), std::string::npos)
      << report.failure->what;
}

// A place in a queue that a refusal does not give back shows: soon as a request that nobody made,
// in the end as a store that refuses everything.
TEST(Liveness, RefusingSomeIsProgressAndLeavesNothingBehind) {
  WorkloadSpec crowd;
  crowd.objects = 1;
  crowd.clients = 8;
  crowd.think = Milliseconds(1);
  Scenario shard = MakeScenario({}, crowd, Milliseconds(300));
  Scenario object = shard;
  shard.world.shard.queue_total_max = 1;
  object.world.shard.queue_per_object_max = 1;
  for (const Scenario& scenario : {shard, object}) {
    const RunReport report = RunScenario(scenario, 1);
    EXPECT_FALSE(report.failure.has_value()) << report.failure->what;
    EXPECT_GT(report.shards.refused, 0u);
  }
}

}  // namespace
}  // namespace paxosstore::sim
