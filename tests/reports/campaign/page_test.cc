#include "reports/campaign/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/reports/campaign/page_of.h"
#include "tests/reports/campaign/samples.h"

namespace paxosstore::reports {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string Header(const CampaignReport& report) {
  return Between(CampaignPage(report), "<header", "</header>");
}

TEST(CampaignPage, TheVerdictStandsAtTheTopInWordsSignAndColour) {
  EXPECT_THAT(Header(Passed(2, 5)), AllOf(HasSubstr("<header class=\"good\">"), HasSubstr("✓"),
                                          HasSubstr("</span>passed</h1>")));
  CampaignReport report = Passed(2, 5);
  report.missing_runs = 3;
  EXPECT_THAT(Header(report), AllOf(HasSubstr("<header class=\"unsure\">"), HasSubstr("?"),
                                    HasSubstr("</span>incomplete</h1>"), HasSubstr("interrupted")));
  AddGroup(&report, "something", 1);
  EXPECT_THAT(Header(report), AllOf(HasSubstr("<header class=\"bad\">"), HasSubstr("✗"),
                                    HasSubstr("</span>failed</h1>"), HasSubstr("interrupted")));
}

TEST(CampaignPage, NoFailureIsTheRuleOfThree) {
  EXPECT_THAT(CampaignPage(Passed(1, 1'000)),
              HasSubstr("No failure in 1,000 runs: with 95 % confidence, runs like these fail less "
                        "often than one in 334"));
}

TEST(CampaignPage, WithFailuresTheRuleOfThreeIsNotQuoted) {
  CampaignReport report = Passed(1, 1'000);
  AddGroup(&report, "something", 10);
  const std::string page = CampaignPage(report);
  EXPECT_THAT(page, HasSubstr("10 of 1,000 runs failed, one in 100"));
  EXPECT_THAT(page, HasSubstr("between one in 209 and one in 54"));
  EXPECT_THAT(page, Not(HasSubstr("rule of three")));
}

TEST(CampaignPage, AScenarioByItselfHasTheBoundOfItsOwnRuns) {
  CampaignReport report = Passed(3, 1'000);
  report.scenarios[1].runs = 30;
  EXPECT_THAT(CampaignPage(report), HasSubstr("<code>" + report.scenarios[1].name +
                                              "</code> had 30 runs, enough for one in 10."));
}

TEST(CampaignPage, FailingScenariosComeFirst) {
  CampaignReport report = Passed(4, 10);
  report.scenarios[2].failures = 1;
  report.scenarios[3].failures = 2;
  const std::string table =
      Between(CampaignPage(report), "<table class=\"scenarios\">", "</table>");
  const auto at = [&](size_t i) { return table.find(report.scenarios[i].name + "</code>"); };
  EXPECT_LT(at(3), at(2));
  EXPECT_LT(at(2), at(0));
  EXPECT_LT(at(0), at(1));
}

TEST(CampaignPage, APassRateIsNeverRoundedUpToAll) {
  CampaignReport report = Passed(1, 1'000'000);
  EXPECT_THAT(CampaignPage(report), HasSubstr("100 %"));
  AddGroup(&report, "something", 1);
  const std::string table =
      Between(CampaignPage(report), "<table class=\"scenarios\">", "</table>");
  EXPECT_THAT(table, AllOf(HasSubstr("99.99 %"), Not(HasSubstr("100 %")), HasSubstr("fill bad")));
}

TEST(CampaignPage, AScenarioWithoutRunsHasNoPassRate) {
  CampaignReport report = Passed(2, 10);
  report.scenarios[1] = ScenarioRow{.name = "unlucky", .path = "unlucky.textproto"};
  EXPECT_THAT(CampaignPage(report), AllOf(HasSubstr("no run"), HasSubstr("that no seed fell on")));
}

TEST(CampaignPage, NeverReachedComesFirstAndIsRedIfRequired) {
  CampaignReport report = Passed(2, 10);
  report.sometimes[7].count = 0;
  const std::string name = "<code>" + report.sometimes[7].name + "</code>";
  const std::string section = Section(CampaignPage(report), "sometimes");
  EXPECT_THAT(section, AllOf(HasSubstr("chip unsure"), HasSubstr("1 never reached")));
  EXPECT_LT(section.find(name), section.find("<ul class=\"counts\">"));
  report.sometimes_required = true;
  EXPECT_THAT(Section(CampaignPage(report), "sometimes"),
              AllOf(HasSubstr("chip bad"), HasSubstr("✗"), HasSubstr("was required")));
}

TEST(CampaignPage, ReachedBranchesComeRarestFirst) {
  CampaignReport report = Passed(2, 10);
  report.sometimes = {{"Often", "x", 900}, {"Seldom", "y", 2}};
  const std::string section = Section(CampaignPage(report), "sometimes");
  EXPECT_LT(section.find("Seldom"), section.find("Often"));
}

TEST(CampaignPage, CanariesNotFoundAreExplained) {
  CampaignReport report = Passed(2, 10);
  AddCanaries(&report, 60, 40);
  report.canaries.too_few = true;
  const std::string page = CampaignPage(report);
  EXPECT_THAT(Between(page, "<header", "</header>"), HasSubstr("canaries not found"));
  EXPECT_THAT(Section(page, "canaries"), HasSubstr("The campaign would not see a bug."));
}

TEST(CampaignPage, BugsThatWereMissedComeFirstAndTheOthersAreFolded) {
  CampaignReport report = Passed(2, 10);
  AddCanaries(&report, 500, 3);
  const std::string section = Section(CampaignPage(report), "canaries");
  EXPECT_LT(section.find(report.canaries.rows[0].bug), section.find("<details>"));
  EXPECT_GT(section.find(report.canaries.rows[1].bug), section.find("<details>"));
}

TEST(CampaignPage, ABugThatIsNeverFoundIsMarkedAlthoughTheOthersAre) {
  CampaignReport report = Passed(2, 10);
  AddCanaries(&report, 500, 6);  // all of the first bug
  EXPECT_THAT(Section(CampaignPage(report), "canaries"), HasSubstr("1 bug far too seldom found"));
  CampaignReport well = Passed(2, 10);
  AddCanaries(&well, 500, 1);
  EXPECT_THAT(Section(CampaignPage(well), "canaries"), Not(HasSubstr("far too seldom")));
}

TEST(CampaignPage, WithoutCanariesItSaysWhatIsNotShown) {
  const std::string page = CampaignPage(Passed(2, 10));
  EXPECT_THAT(page, HasSubstr("There were no canaries"));
  EXPECT_THAT(Section(page, "canaries"), IsEmpty());
}

TEST(CampaignPage, AnInterruptedCampaignTellsHowToGoOn) {
  CampaignReport report = Passed(2, 10);
  EXPECT_THAT(CampaignPage(report), Not(HasSubstr("--resume")));
  report.missing_runs = 4;
  EXPECT_THAT(CampaignPage(report), HasSubstr(report.command + " --resume</code>"));
}

TEST(CampaignPage, WhatIsEmptyHasNoSection) {
  const std::string page = CampaignPage(CampaignReport{});
  EXPECT_THAT(Header(CampaignReport{}), HasSubstr("There is no run to judge by."));
  for (const char* id : {"failures", "scenarios", "coverage", "sometimes", "canaries"}) {
    EXPECT_THAT(Section(page, id), IsEmpty()) << id;
  }
}

}  // namespace
}  // namespace paxosstore::reports
