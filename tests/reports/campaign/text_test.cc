#include "reports/campaign/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/reports/campaign/page_of.h"
#include "tests/reports/campaign/samples.h"

namespace paxosstore::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(CampaignText, ACampaignThatPassedEndsInFewLines) {
  EXPECT_EQ(CampaignText(Passed(3, 10), {.folder = "out", .page = "out/report.html"}),
            "81 of 81 rare branches reached\n"
            "hash of all traces 0123456789abcdef\n"
            "passed: All 30 runs passed.\n"
            "page   out/report.html\n");
}

TEST(CampaignText, AGroupTellsItsCommandAndWhereItIsStored) {
  CampaignReport report = Passed(3, 10);
  AddGroup(&report, "version 12 after 14", 4);
  const std::string text = CampaignText(report, {.folder = "out"});
  EXPECT_THAT(text, HasSubstr("  4 x one chosen value: version # after #\n"));
  EXPECT_THAT(text, HasSubstr("replay: " + report.groups[0].runs[0].replay + "\n"));
  EXPECT_THAT(text, HasSubstr("stored: out/" + report.groups[0].stored));
  EXPECT_THAT(text, HasSubstr("failed: 4 of 30 runs failed, in 1 scenario.\n"));
  EXPECT_THAT(CampaignText(report, {}), Not(HasSubstr("stored:")));
}

TEST(CampaignText, ManyGroupsAndBranchesAreCounted) {
  CampaignReport report = Passed(3, 100);
  for (char c = 'a'; c <= 'z'; ++c) AddGroup(&report, std::string("way ") + c, 1);
  for (size_t i = 0; i < 40; ++i) report.sometimes[i].count = 0;
  const std::string text = CampaignText(report, {.folder = "out", .page = "out/report.html"});
  EXPECT_THAT(text, HasSubstr("and 18 more signatures\n"));
  EXPECT_THAT(text, HasSubstr("41 of 81 rare branches reached\n"));
  EXPECT_THAT(text, HasSubstr("  and 28 more\n"));
  EXPECT_LT(Occurrences(text, "\n"), 60);
}

TEST(CampaignText, AllBranchesAreListedWhereNoPageIs) {
  CampaignReport report = Passed(3, 100);
  for (size_t i = 0; i < 40; ++i) report.sometimes[i].count = 0;
  EXPECT_EQ(Occurrences(CampaignText(report, {}), "  never: "), 40);
  const CampaignFiles files{.folder = "out", .page = "out/report.html"};
  EXPECT_EQ(Occurrences(CampaignText(report, files), "  never: "), 12);
  report.sometimes_required = true;
  EXPECT_EQ(Occurrences(CampaignText(report, files), "  never: "), 40);
}

TEST(CampaignText, CanariesAreTold) {
  CampaignReport report = Passed(3, 100);
  EXPECT_THAT(CampaignText(report, {}), Not(HasSubstr("canaries")));
  AddCanaries(&report, 50, 2);
  EXPECT_THAT(CampaignText(report, {}), HasSubstr("canaries: 48 of 50 found, 48.5 expected\n"));
}

TEST(CampaignText, WhatIsNotCountedIsNotTold) {
  CampaignReport report = Passed(3, 100);
  report.sometimes_counted = false;
  EXPECT_THAT(CampaignText(report, {}), Not(HasSubstr("rare branches")));
}

TEST(CampaignText, NothingInItSteersTheTerminal) {
  for (const auto& [name, report] : Samples()) {
    for (const char c : CampaignText(report, {.folder = "\x1b[2J", .page = "\x1b[2J"})) {
      EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20) << name;
      EXPECT_NE(c, 0x7f) << name;
    }
  }
}

}  // namespace
}  // namespace paxosstore::reports
