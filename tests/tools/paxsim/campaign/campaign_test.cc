#include "tools/paxsim/campaign/campaign.h"

#include <gtest/gtest.h>

#include <map>

#include "sim/run/planted.h"
#include "tools/paxsim/mutant_budgets.h"

namespace paxosstore::paxsim {
namespace {

CampaignPlan SmallPlan(uint32_t jobs) {
  sim::Scenario scenario;
  scenario.name = "small";
  scenario.world.store.segment_bytes = 64 << 10;
  scenario.faults.partitions.every = Milliseconds(500);
  scenario.fault_time = Seconds(1);
  scenario.grace = Seconds(1);
  sim::Scenario other = scenario;
  other.name = "other";
  other.workload.clients = 2;
  CampaignPlan plan;
  plan.scenarios = {{"small.textproto", scenario}, {"other.textproto", other}};
  plan.seeds = 6;
  plan.first_seed = 11;
  plan.jobs = jobs;
  return plan;
}

using Runs = std::map<uint64_t, reports::RunRecord>;  // by seed

Runs RunAll(const CampaignPlan& plan) {
  Runs runs;
  CampaignEvents events;
  events.ended = [&](const reports::RunRecord& run) { runs[run.seed] = run; };
  events.tick = [] {};
  events.stop = [] { return false; };
  EXPECT_TRUE(RunCampaign(plan, events));
  return runs;
}

std::map<uint64_t, uint64_t> HashesOf(const Runs& runs) {
  std::map<uint64_t, uint64_t> hashes;
  for (const auto& [seed, run] : runs) hashes[seed] = run.trace_hash;
  return hashes;
}

TEST(Campaign, TheNumberOfJobsChangesNoResult) {
  const Runs one = RunAll(SmallPlan(1));
  const Runs three = RunAll(SmallPlan(3));
  EXPECT_EQ(one.size(), 6u);
  EXPECT_EQ(HashesOf(one), HashesOf(three));
  for (const auto& [seed, run] : one) {
    EXPECT_GT(run.events, 0u);
    EXPECT_EQ(run.events, three.at(seed).events);
    EXPECT_EQ(run.answered, three.at(seed).answered);
  }
}

TEST(Campaign, SeedsGoRoundTheScenarios) {
  const Runs runs = RunAll(SmallPlan(2));
  EXPECT_EQ(runs.begin()->first, 11u);
  EXPECT_EQ(runs.rbegin()->first, 16u);
  for (const auto& [seed, run] : runs) {
    EXPECT_EQ(run.scenario, seed % 2 == 1 ? "small.textproto" : "other.textproto");
  }
}

TEST(Campaign, ShardsTogetherAreTheWhole) {
  Runs together;
  for (uint32_t index = 1; index <= 4; ++index) {
    CampaignPlan plan = SmallPlan(1);
    plan.shard = {index, 4};
    const Runs part = RunAll(plan);
    EXPECT_EQ(part.size(), RunsOfShard(plan));
    together.insert(part.begin(), part.end());
  }
  EXPECT_EQ(HashesOf(together), HashesOf(RunAll(SmallPlan(2))));
}

TEST(Campaign, WhatIsDoneIsNotDoneAgain) {
  CampaignPlan plan = SmallPlan(2);
  plan.done = {11, 13, 16};
  const Runs rest = RunAll(plan);
  ASSERT_EQ(rest.size(), 3u);
  EXPECT_TRUE(rest.contains(12) && rest.contains(14) && rest.contains(15));
  EXPECT_EQ(rest.at(14).trace_hash, RunAll(SmallPlan(1)).at(14).trace_hash);
}

TEST(Campaign, TheTimeThatIsUsedUpIsNotGivenAgain) {
  CampaignPlan plan = SmallPlan(2);
  plan.budget = std::chrono::minutes(10);
  plan.elapsed = std::chrono::minutes(10);
  EXPECT_TRUE(RunAll(plan).empty());
}

TEST(Campaign, AFailureIsReportedWithItsSeed) {
  CampaignPlan plan = SmallPlan(2);
  plan.scenarios.pop_back();
  // Clients too far away for their patience: no operation succeeds, whatever the store does.
  plan.scenarios[0].scenario.workload.latency.base = Seconds(60);
  plan.scenarios[0].scenario.workload.attempt_timeout = Microseconds(1);
  plan.run_flags = {"--buggify", "0"};
  const Runs runs = RunAll(plan);
  ASSERT_EQ(runs.size(), 6u);
  for (const auto& [seed, run] : runs) {
    ASSERT_TRUE(run.failure.has_value());
    EXPECT_EQ(run.failure->oracle, "progress after healing");
    EXPECT_EQ(run.replay,
              "paxsim run small.textproto --seed " + std::to_string(seed) + " --buggify 0");
  }
}

// The canary's own scenario and bug, by the other program: this one has no bugs compiled in.
TEST(Campaign, ACanaryThatIsNotFoundIsNoFailure) {
  CampaignPlan plan = SmallPlan(1);
  plan.seeds = 1;
  plan.canaries = *Canaries::Load(1);
  const Runs runs = RunAll(plan);
  ASSERT_EQ(runs.size(), 1u);
  const reports::RunRecord& run = runs.begin()->second;
  EXPECT_EQ(run.canary, plan.canaries.Of(11).bug->name);
  EXPECT_FALSE(run.failure.has_value()) << "no such program is beside this test";
}

TEST(MutantBudgets, EveryPlantedBugHasOne) {
  const auto bugs = sim::PlantedBugs();
  const auto budgets = MutantBudgets();
  ASSERT_EQ(bugs.size(), budgets.size());
  for (size_t i = 0; i < bugs.size(); ++i) {
    EXPECT_EQ(bugs[i].bug, budgets[i].bug) << bugs[i].name;
    // A scenario with a number of seeds, or a test.
    EXPECT_EQ(budgets[i].seeds > 0, !budgets[i].scenario.empty()) << bugs[i].name;
    EXPECT_NE(budgets[i].seeds > 0, !budgets[i].test.empty()) << bugs[i].name;
  }
}

}  // namespace
}  // namespace paxosstore::paxsim
