#include "reports/campaign/junit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/reports/campaign/page_of.h"
#include "tests/reports/campaign/samples.h"

namespace paxosstore::reports {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string Case(const CampaignReport& report, const std::string& name) {
  const std::string xml = JUnitXml(report);
  const std::string begin = "<testcase classname=\"paxsim\" name=\"" + name + "\"";
  const size_t at = xml.find(begin);
  if (at == std::string::npos) return "";
  const size_t next = xml.find("<testcase", at + 1);
  return xml.substr(at, std::min(next, xml.find("</testsuite>")) - at);
}

TEST(JUnit, AScenarioIsATestCase) {
  const CampaignReport report = Passed(5, 10);
  EXPECT_EQ(Occurrences(JUnitXml(report), "<testcase "), 5 + 1);
  EXPECT_THAT(JUnitXml(report), HasSubstr("tests=\"6\" failures=\"0\" errors=\"0\" skipped=\"0\""));
  EXPECT_THAT(Case(report, report.scenarios[3].name), HasSubstr("time=\"0.234560\"/>"));
}

TEST(JUnit, UnknownTimesAreLeftOut) {
  CampaignReport report = Passed(5, 10);
  report.timing = {};
  EXPECT_THAT(JUnitXml(report), Not(HasSubstr("time=")));
}

TEST(JUnit, AFailureTellsItsSignatureItsSeedAndTheCommand) {
  CampaignReport report = Passed(3, 10);
  AddGroup(&report, "k2 went back from 14 to 12\n  n2 said 14", 3, 2);
  const std::string first = Case(report, report.scenarios[0].name);
  EXPECT_THAT(first,
              HasSubstr("<failure type=\"one chosen value: # went back from # to #\" "
                        "message=\"one chosen value: k2 went back from 14 to 12, seed 17\">"));
  EXPECT_THAT(first, HasSubstr("2 of 10 runs failed"));
  EXPECT_THAT(first, HasSubstr("seeds:  17, 91"));
  EXPECT_THAT(first, HasSubstr("replay: " + report.groups[0].runs[0].replay));
  EXPECT_THAT(Case(report, report.scenarios[1].name),
              HasSubstr("replay: " + report.groups[0].runs[1].replay));
  EXPECT_THAT(Case(report, report.scenarios[2].name), Not(HasSubstr("failure")));
}

TEST(JUnit, SeveralSignaturesOfAScenarioAreOneFailure) {
  CampaignReport report = Passed(1, 10);
  AddGroup(&report, "one thing", 1);
  AddGroup(&report, "another thing", 1);
  const std::string failing = Case(report, report.scenarios[0].name);
  EXPECT_EQ(Occurrences(failing, "<failure"), 1);
  EXPECT_THAT(failing, AllOf(HasSubstr("one thing"), HasSubstr("another thing")));
}

TEST(JUnit, AScenarioThatNoSeedFellOnIsSkipped) {
  CampaignReport report = Passed(2, 10);
  report.scenarios[1].runs = 0;
  EXPECT_THAT(Case(report, report.scenarios[1].name), HasSubstr("<skipped message="));
  EXPECT_THAT(JUnitXml(report), HasSubstr("failures=\"0\" errors=\"0\" skipped=\"1\""));
}

TEST(JUnit, DemandsOnTheWholeAreTestCasesWhereTheyApply) {
  const CampaignReport plain = Passed(2, 10);
  for (const char* name :
       {"all shards are there", "canaries are found", "every rare branch is reached"}) {
    EXPECT_EQ(Case(plain, name), "") << name;
  }
  CampaignReport report = Passed(2, 10);
  report.shards = 4;
  report.sometimes_required = true;
  AddCanaries(&report, 20, 0);
  for (const char* name : {"all runs are there", "all shards are there", "canaries are found",
                           "every rare branch is reached"}) {
    EXPECT_THAT(Case(report, name), AllOf(HasSubstr(name), Not(HasSubstr("<failure")))) << name;
  }
  report.missing_runs = 3;
  report.missing_shards = {2};
  report.canaries.too_few = true;
  report.sometimes[4].count = 0;
  EXPECT_THAT(Case(report, "all runs are there"), HasSubstr("<failure"));
  EXPECT_THAT(Case(report, "all shards are there"), HasSubstr("1 of 4 shards missing: 2."));
  EXPECT_THAT(Case(report, "canaries are found"), HasSubstr("would not see a bug"));
  EXPECT_THAT(Case(report, "every rare branch is reached"), HasSubstr(report.sometimes[4].name));
}

TEST(JUnit, ARedCampaignHasAFailureAndAGreenOneNone) {
  for (const auto& [name, report] : Samples()) {
    EXPECT_EQ(Occurrences(JUnitXml(report), "<failure") == 0, report.green()) << name;
  }
}

}  // namespace
}  // namespace paxosstore::reports
