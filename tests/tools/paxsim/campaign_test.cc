#include "tools/paxsim/campaign.h"

#include <gtest/gtest.h>

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

struct Observed {
  CampaignResult result;
  std::map<uint64_t, uint64_t> hashes;  // by seed
};

Observed RunAndObserve(const CampaignPlan& plan) {
  Observed observed;
  CampaignEvents events;
  events.ended = [&](const MeasuredReport& run) {
    observed.hashes[run.report.seed] = run.report.trace_hash;
  };
  events.tick = [](uint64_t) {};
  events.stop = [] { return false; };
  observed.result = RunCampaign(plan, events);
  return observed;
}

TEST(Campaign, TheNumberOfJobsChangesNoResult) {
  const Observed one = RunAndObserve(SmallPlan(1));
  const Observed three = RunAndObserve(SmallPlan(3));
  EXPECT_EQ(one.hashes.size(), 6u);
  EXPECT_EQ(one.hashes, three.hashes);
  ASSERT_EQ(one.result.totals.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(one.result.totals[i].runs, 3u);
    EXPECT_EQ(one.result.totals[i].events, three.result.totals[i].events);
    EXPECT_EQ(one.result.totals[i].operations, three.result.totals[i].operations);
  }
}

TEST(Campaign, SeedsGoRoundTheScenarios) {
  const Observed observed = RunAndObserve(SmallPlan(2));
  EXPECT_EQ(observed.hashes.begin()->first, 11u);
  EXPECT_EQ(observed.hashes.rbegin()->first, 16u);
}

TEST(Campaign, AFailureIsReportedWithItsSeed) {
  CampaignPlan plan = SmallPlan(2);
  plan.scenarios.pop_back();
  // Clients too far away for their patience: no operation succeeds, whatever the store does.
  plan.scenarios[0].scenario.workload.latency.base = Seconds(60);
  plan.scenarios[0].scenario.workload.attempt_timeout = Microseconds(1);
  const Observed observed = RunAndObserve(plan);
  ASSERT_EQ(observed.result.failures.size(), 6u);
  EXPECT_EQ(observed.result.failures[0].seed, 11u);
  EXPECT_EQ(observed.result.failures[0].failure->oracle, "progress after healing");
}

TEST(ReportCodec, KeepsWhatItIsGiven) {
  MeasuredReport measured;
  measured.cpu_us = 5;
  measured.report.scenario = "s";
  measured.report.seed = 9;
  measured.report.failure = sim::Failure{"o", "w", {Instant{3}, 4}};
  measured.report.trace_hash = ~uint64_t{0};
  measured.report.clients.retries_answered = 8;
  measured.report.shards.resident_objects = 77;
  const std::string bytes = EncodeReport(measured);
  const std::optional<MeasuredReport> decoded = DecodeReport(bytes);
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(EncodeReport(*decoded), bytes);
  EXPECT_EQ(decoded->report.failure->moment.event, 4u);
  EXPECT_EQ(decoded->report.shards.resident_objects, 77u);
  EXPECT_FALSE(DecodeReport(bytes.substr(1)).has_value());
  EXPECT_FALSE(DecodeReport("").has_value());
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
