#include "tools/paxsim/campaign/report_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tools/paxsim/campaign/canary.h"

namespace paxosstore::paxsim {
namespace {

CampaignHeader SomeHeader(uint32_t shards = 1) {
  CampaignHeader header;
  header.scenarios = {{"s/a.textproto", "1"}, {"s/b.textproto", "2"}};
  header.seeds = 20;
  header.first_seed = 1;
  header.canary_one_in = 100;
  header.shard.count = shards;
  return header;
}

reports::RunRecord HonestRun(uint64_t seed, const std::string& oracle = "") {
  reports::RunRecord run;
  run.seed = seed;
  run.scenario = seed % 2 == 1 ? "s/a.textproto" : "s/b.textproto";
  run.trace_hash = seed * 1000 + 7;
  run.events = seed;
  run.faults[0] = seed;
  run.sometimes[1] = 2;
  if (!oracle.empty()) run.failure = sim::Failure{oracle, "entry " + std::to_string(seed), {}};
  return run;
}

reports::RunRecord CanaryRun(uint64_t seed, const CanaryBug& bug, bool found) {
  reports::RunRecord run = HonestRun(seed, found ? "one chosen value" : "");
  run.canary = std::string(bug.name);
  return run;
}

// The bug that is found most often, in thousandths.
CanaryBug SureBug() {
  const std::vector<CanaryBug> bugs = CanaryBugs();
  return *std::max_element(bugs.begin(), bugs.end(), [](const auto& a, const auto& b) {
    return a.expected_permille < b.expected_permille;
  });
}

std::string Digest(const reports::CampaignReport& report) {
  std::string text = std::to_string(report.trace_hash) + " " + std::to_string(report.all.runs) +
                     " " + std::to_string(report.all.events) + " " +
                     std::to_string(report.missing_runs);
  for (const auto& row : report.scenarios) {
    text += " " + row.name + ":" + std::to_string(row.runs) + ":" + std::to_string(row.events) +
            ":" + std::to_string(row.faults[0]);
  }
  for (const auto& group : report.groups) {
    text += " " + group.signature;
    for (const auto& run : group.runs) text += "," + std::to_string(run.seed);
  }
  for (const auto& row : report.canaries.rows) text += " " + row.bug + std::to_string(row.found);
  return text;
}

TEST(ReportBuilder, TheOrderOfRunsChangesNothing) {
  std::vector<reports::RunRecord> runs;
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    runs.push_back(HonestRun(seed, seed % 5 == 0   ? "oracle one"
                                   : seed % 4 == 0 ? "oracle two"
                                                   : ""));
  }
  runs.push_back(CanaryRun(13, SureBug(), true));
  std::string first;
  for (int turn = 0; turn < 13; ++turn) {
    std::rotate(runs.begin(), runs.begin() + 5, runs.end());
    ReportBuilder builder(SomeHeader());
    for (const auto& run : runs) ASSERT_TRUE(builder.Add(run).ok());
    builder.AddShard(1, 5);
    const std::string digest = Digest(builder.Finish());
    if (first.empty()) first = digest;
    EXPECT_EQ(digest, first);
  }
  EXPECT_NE(first.find(" oracle two: entry #,4,8,12 oracle one: entry #,5,10"), std::string::npos)
      << first;
}

TEST(ReportBuilder, ARunThatIsToldTwiceCountsOnce) {
  ReportBuilder builder(SomeHeader());
  EXPECT_TRUE(builder.Add(HonestRun(3)).ok());
  EXPECT_TRUE(builder.Add(HonestRun(3)).ok());
  EXPECT_EQ(builder.Finish().all.runs, 1u);
  reports::RunRecord other = HonestRun(3);
  other.trace_hash ^= 1;
  const absl::Status added = builder.Add(other);
  EXPECT_TRUE(absl::IsDataLoss(added));
  EXPECT_NE(added.message().find("seed 3"), std::string::npos);
}

TEST(ReportBuilder, WhatIsNotThereIsCounted) {
  ReportBuilder builder(SomeHeader(4));
  for (uint64_t task = 0; task < 20; ++task) {
    if (!Shard{2, 4}.Holds(task, 2) || task == 9) continue;
    ASSERT_TRUE(builder.Add(HonestRun(task + 1)).ok());
  }
  builder.AddShard(2, 5);
  const reports::CampaignReport report = builder.Finish();
  EXPECT_EQ(report.missing_shards, (std::vector<uint32_t>{1, 3, 4}));
  EXPECT_EQ(report.missing_runs, Shard({2, 4}).Holds(9, 2) ? 1u : 0u);
}

TEST(ReportBuilder, CanariesAreNoFailuresOfTheStore) {
  CampaignHeader header = SomeHeader();
  header.seeds = 2;
  ReportBuilder builder(header);
  ASSERT_TRUE(builder.Add(HonestRun(1)).ok());
  ASSERT_TRUE(builder.Add(CanaryRun(2, SureBug(), true)).ok());
  builder.AddShard(1, 5);
  const reports::CampaignReport report = builder.Finish();
  EXPECT_EQ(report.all.runs, 1u);
  EXPECT_TRUE(report.groups.empty());
  EXPECT_EQ(report.canaries.runs, 1u);
  EXPECT_EQ(report.canaries.found, 1u);
  EXPECT_TRUE(report.green());
  EXPECT_EQ(report.sometimes.at(1).count, 2u) << "only honest runs show what is reached";
}

// A pipeline that lost what oracles find would be seen by nothing else.
TEST(ReportBuilder, CanariesThatAreNotFoundMakeTheCampaignRed) {
  const auto report_of = [](int found) {
    CampaignHeader header = SomeHeader();
    header.seeds = 11;
    ReportBuilder builder(header);
    EXPECT_TRUE(builder.Add(HonestRun(11)).ok());
    for (uint64_t seed = 1; seed <= 10; ++seed) {
      EXPECT_TRUE(builder.Add(CanaryRun(seed, SureBug(), static_cast<int>(seed) <= found)).ok());
    }
    builder.AddShard(1, 5);
    return builder.Finish();
  };
  EXPECT_TRUE(report_of(10).green());
  EXPECT_FALSE(report_of(0).green());
  EXPECT_TRUE(report_of(0).canaries.too_few);
  EXPECT_NEAR(report_of(3).canaries.expected,
              static_cast<double>(SureBug().expected_permille) / 100, 1e-9);
}

TEST(ChanceOfAtMost, IsThatOfCountingAllOutcomes) {
  const std::vector<uint64_t> permille = {1000, 500, 250, 10, 0, 900, 333};
  for (uint64_t found = 0; found <= permille.size(); ++found) {
    double sum = 0;
    for (uint32_t outcome = 0; outcome < 1u << permille.size(); ++outcome) {
      if (static_cast<uint64_t>(std::popcount(outcome)) > found) continue;
      double chance = 1;
      for (size_t i = 0; i < permille.size(); ++i) {
        const double hit = static_cast<double>(permille[i]) / 1000;
        chance *= (outcome >> i & 1) != 0 ? hit : 1 - hit;
      }
      sum += chance;
    }
    EXPECT_NEAR(ChanceOfAtMost(found, permille), sum, 1e-12) << found;
  }
  EXPECT_EQ(ChanceOfAtMost(0, {}), 1.0);
}

}  // namespace
}  // namespace paxosstore::paxsim
