#include "reports/campaign/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/reports/campaign/samples.h"

namespace paxosstore::reports {
namespace {

using nlohmann::json;

json Parsed(const CampaignReport& report) { return json::parse(CampaignJson(report)); }

TEST(CampaignJson, ScenariosHaveTheirSums) {
  const CampaignReport report = Passed(3, 10);
  const json row = Parsed(report)["scenarios"][1];
  EXPECT_EQ(row["scenario"], report.scenarios[1].path);
  EXPECT_EQ(row["name"], report.scenarios[1].name);
  EXPECT_EQ(row["runs"], 10);
  EXPECT_EQ(row["failures"], 0);
  EXPECT_EQ(row["events"], report.scenarios[1].events);
  EXPECT_EQ(row["virtual_ms"], 210'000);
  EXPECT_EQ(row["answered"], report.scenarios[1].answered);
  EXPECT_EQ(row["unknown"], report.scenarios[1].unknown);
  EXPECT_EQ(row["entries"], 2'100);
}

TEST(CampaignJson, FaultsAreTheSumOfTheirKinds) {
  const json all = Parsed(Passed(12, 10))["all"];
  uint64_t sum = 0;
  for (const auto& [kind, count] : all["faults_by_kind"].items()) sum += count.get<uint64_t>();
  EXPECT_EQ(all["faults"], sum);
  EXPECT_GT(sum, 0);
  EXPECT_FALSE(all["faults_by_kind"].contains("restart"));
}

TEST(CampaignJson, EveryRunThatFailedIsThere) {
  CampaignReport report = Passed(2, 10'000);
  AddGroup(&report, "version 12 after 14", 3'000, 2);
  const json parsed = Parsed(report);
  ASSERT_EQ(parsed["failures"].size(), 3'000);
  const json& second = parsed["failures"][1];
  EXPECT_EQ(second["scenario"], report.scenarios[1].path);
  EXPECT_EQ(second["seed"], 54);
  EXPECT_EQ(second["oracle"], "one chosen value");
  EXPECT_EQ(second["signature"], "one chosen value: version # after #");
  EXPECT_EQ(second["what"], "version 12 after 14");
  EXPECT_EQ(second["time_us"], 1'250'000);
  EXPECT_EQ(second["event"], 31'469);
  EXPECT_EQ(second["replay"], report.groups[0].runs[1].replay);
  EXPECT_EQ(parsed["groups"][0]["runs"], 3'000);
  EXPECT_EQ(parsed["groups"][0]["stored"], report.groups[0].stored);
}

TEST(CampaignJson, TheVerdictIsThere) {
  CampaignReport report = Passed(2, 10);
  EXPECT_EQ(Parsed(report)["verdict"], "passed");
  EXPECT_EQ(Parsed(report)["green"], true);
  report.missing_runs = 2;
  EXPECT_EQ(Parsed(report)["verdict"], "incomplete");
  EXPECT_EQ(Parsed(report)["green"], false);
  EXPECT_EQ(Parsed(report)["troubles"].size(), 1);
}

TEST(CampaignJson, EqualCampaignsDifferInTimingOnly) {
  CampaignReport one = Samples()[3].second;
  CampaignReport two = one;
  two.timing = {.wall_ms = 1, .cpu_us = 2, .scenario_cpu_us = {}};
  for (FailureGroup& group : two.groups) {
    for (RunRecord& run : group.runs) run.cpu_us = 99;
  }
  json first = Parsed(one), second = Parsed(two);
  EXPECT_NE(first, second);
  first.erase("timing");
  second.erase("timing");
  EXPECT_EQ(first.dump(), second.dump());
}

TEST(CampaignJson, BranchesAreCountedByName) {
  CampaignReport report = Passed(2, 10);
  report.sometimes = {{"Often", "x", 900}, {"Never", "y", 0}};
  EXPECT_EQ(Parsed(report)["sometimes"], (json{{"Often", 900}, {"Never", 0}}));
  EXPECT_EQ(Parsed(report)["never_reached"], json{"Never"});
  report.sometimes_counted = false;
  EXPECT_TRUE(Parsed(report)["sometimes"].is_null());
}

TEST(CampaignJson, WhatWasNotAskedForIsNull) {
  CampaignReport report = Passed(2, 10);
  EXPECT_TRUE(Parsed(report)["canaries"].is_null());
  EXPECT_TRUE(Parsed(report)["asked_time_ms"].is_null());
  EXPECT_EQ(Parsed(report)["last_seed"], 20);
  report.seeds.reset();
  EXPECT_TRUE(Parsed(report)["last_seed"].is_null());
  AddCanaries(&report, 7, 1);
  EXPECT_EQ(Parsed(report)["canaries"]["found"], 6);
}

TEST(CampaignJson, BytesThatAreNoTextDoNotStopIt) {
  CampaignReport report = Passed(1, 10);
  report.title = "a\xff\"\x01";
  EXPECT_EQ(Parsed(report)["title"], "a\ufffd\"\x01");
}

}  // namespace
}  // namespace paxosstore::reports
