#include "reports/campaign/verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/campaign/derived.h"
#include "reports/campaign/fault_families.h"
#include "tests/reports/campaign/samples.h"

namespace paxosstore::reports {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Verdict, AllPassedIsGreen) {
  const CampaignReport report = Passed(3, 10);
  EXPECT_TRUE(report.green());
  EXPECT_EQ(Headline(report), "passed");
  EXPECT_EQ(PassedInWords(report), "All 30 runs passed.");
}

TEST(Verdict, EachReasonAloneMakesItRed) {
  CampaignReport failed = Passed(3, 10);
  AddGroup(&failed, "something", 1);
  CampaignReport canaries = Passed(3, 10);
  canaries.canaries.too_few = true;
  CampaignReport branches = Passed(3, 10);
  branches.sometimes_required = true;
  branches.sometimes[5].count = 0;
  CampaignReport shards = Passed(3, 10);
  shards.missing_shards = {2};
  CampaignReport interrupted = Passed(3, 10);
  interrupted.missing_runs = 1;
  CampaignReport nothing = Passed(3, 0);
  const std::vector<std::tuple<CampaignReport, Trouble, std::string>> cases = {
      {failed, Trouble::kFailures, "failed"},
      {canaries, Trouble::kCanariesNotFound, "canaries not found"},
      {branches, Trouble::kNeverReached, "rare branches not reached"},
      {shards, Trouble::kShardsMissing, "incomplete"},
      {interrupted, Trouble::kRunsMissing, "incomplete"},
      {nothing, Trouble::kNothingRan, "incomplete"}};
  for (const auto& [report, trouble, headline] : cases) {
    EXPECT_FALSE(report.green()) << headline;
    EXPECT_THAT(TroublesOf(report), ElementsAre(trouble)) << headline;
    EXPECT_EQ(Headline(report), headline);
    EXPECT_THAT(InWords(trouble, report), testing::EndsWith("."));
  }
}

TEST(Verdict, WhatIsGraveComesFirst) {
  CampaignReport report = Passed(3, 10);
  report.missing_runs = 7;
  report.canaries.too_few = true;
  AddGroup(&report, "something", 2);
  EXPECT_THAT(TroublesOf(report),
              ElementsAre(Trouble::kFailures, Trouble::kCanariesNotFound, Trouble::kRunsMissing));
  EXPECT_EQ(Headline(report), "failed");
}

TEST(Verdict, ABranchNeverReachedIsRedOnlyIfItWasRequired) {
  CampaignReport report = Passed(3, 10);
  report.sometimes[5].count = 0;
  EXPECT_TRUE(report.green());
  report.sometimes_required = true;
  EXPECT_FALSE(report.green());
  report.sometimes_counted = false;
  EXPECT_TRUE(report.green());
}

TEST(Verdict, WhatAScenarioExcusesIsNoFailureAndIsTold) {
  CampaignReport report = Passed(3, 10);
  report.all.excused = 2;
  EXPECT_TRUE(report.green());
  EXPECT_THAT(PassedInWords(report), HasSubstr("2 of them"));
}

TEST(Verdict, MissingShardsAreNamed) {
  CampaignReport report = Passed(3, 10);
  report.shards = 8;
  report.missing_shards = {3, 7};
  EXPECT_EQ(InWords(Trouble::kShardsMissing, report), "2 of 8 shards missing: 3, 7.");
}

TEST(Derived, EveryKindThatBeginsAFaultIsInOneFamily) {
  std::vector<sim::FaultKind> kinds;
  for (const FaultFamily& family : FaultFamilies()) {
    kinds.insert(kinds.end(), family.kinds.begin(), family.kinds.end());
  }
  EXPECT_THAT(kinds, testing::UnorderedElementsAreArray(InjectingKinds()));
}

TEST(Derived, WhatEndsAFaultIsNotCounted) {
  sim::FaultCounts faults = {};
  faults[static_cast<size_t>(sim::FaultKind::kCrash)] = 3;
  faults[static_cast<size_t>(sim::FaultKind::kRestart)] = 100;
  EXPECT_EQ(FaultsInjected(faults), 3);
}

TEST(Derived, TheLastSeedIsKnownOnlyIfTheirNumberIs) {
  CampaignReport report = Passed(2, 10);
  report.first_seed = 101;
  EXPECT_EQ(LastSeed(report), 120);
  report.seeds.reset();
  EXPECT_EQ(LastSeed(report), std::nullopt);
}

TEST(Derived, ThroughputIsOfTheTimeMeasured) {
  CampaignReport report = Passed(1, 100);
  report.timing.wall_ms = 2'000;
  report.timing.cpu_us = 500'000;
  report.all.events = 1'000;
  report.all.virtual_time = Seconds(60);
  EXPECT_EQ(RunsPerSecond(report), 50);
  EXPECT_EQ(EventsPerCpuSecond(report), 2'000);
  EXPECT_EQ(TimesRealTime(report), 30);
  report.timing = {};
  EXPECT_EQ(RunsPerSecond(report), std::nullopt);
}

TEST(Derived, AGroupsScenariosComeInTheCampaignsOrder) {
  CampaignReport report = Passed(3, 10);
  AddGroup(&report, "something", 5, 2);
  const FailureGroup& group = report.groups.front();
  EXPECT_THAT(ScenariosOf(report, group), ElementsAre(std::pair(report.scenarios[0].name, 3),
                                                      std::pair(report.scenarios[1].name, 2)));
  report.scenarios.clear();  // even those that the report does not know
  EXPECT_THAT(ScenariosOf(report, group), testing::SizeIs(2));
}

}  // namespace
}  // namespace paxosstore::reports
