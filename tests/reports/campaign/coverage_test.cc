// Faults on a campaign's page: bars, and the matrix.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/campaign/derived.h"
#include "reports/campaign/page.h"
#include "tests/reports/campaign/page_of.h"
#include "tests/reports/campaign/samples.h"

namespace paxosstore::reports {
namespace {

using sim::FaultKind;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// Scenarios whose faults are as given, and no other.
CampaignReport WithFaults(std::vector<std::pair<FaultKind, uint64_t>> of_each) {
  CampaignReport report = Passed(of_each.size(), 10);
  report.all.faults = {};
  for (size_t i = 0; i < of_each.size(); ++i) {
    const auto kind = static_cast<size_t>(of_each[i].first);
    report.scenarios[i].faults = {};
    report.scenarios[i].faults[kind] = of_each[i].second;
    report.all.faults[kind] += of_each[i].second;
  }
  return report;
}

std::string RowOf(const std::string& page, const std::string& kind) {
  const std::string matrix = Between(page, "<table class=\"matrix\">", "</table>");
  const size_t at = matrix.find("<th scope=\"row\">" + kind + "</th>");
  return matrix.substr(at, matrix.find("</tr>", at) - at);
}

TEST(Coverage, ACellIsTheNumberOfDigits) {
  const std::string page = CampaignPage(WithFaults({{FaultKind::kCrash, 9},
                                                    {FaultKind::kCrash, 10},
                                                    {FaultKind::kCrash, 0},
                                                    {FaultKind::kCrash, 123'456'789}}));
  const std::string row = RowOf(page, "crash");
  EXPECT_THAT(row, HasSubstr(">1</td><td class=\"m2\""));
  EXPECT_THAT(row, HasSubstr(">2</td><td class=\"zero\">·</td><td class=\"m7\""));
  EXPECT_THAT(row, HasSubstr("123,456,789 × crash\">9</td>"));
}

TEST(Coverage, EveryKindThatBeginsAFaultHasARowAndNoOther) {
  const std::string page =
      CampaignPage(WithFaults({{FaultKind::kCrash, 9}, {FaultKind::kRestart, 10}}));
  EXPECT_EQ(Occurrences(Between(page, "<table class=\"matrix\">", "</table>"), "scope=\"row\""),
            InjectingKinds().size());
  EXPECT_THAT(page, Not(HasSubstr("<th scope=\"row\">restart</th>")));
}

TEST(Coverage, AKindThatWasNeverInjectedIsMarkedAndNamed) {
  const std::string page =
      CampaignPage(WithFaults({{FaultKind::kCrash, 9}, {FaultKind::kPause, 10}}));
  EXPECT_THAT(RowOf(page, "wipe disk"), HasSubstr("○ never"));
  EXPECT_THAT(RowOf(page, "pause"), Not(HasSubstr("never")));
  EXPECT_THAT(Section(page, "faults"), AllOf(HasSubstr("never injected"), HasSubstr("wipe disk")));
}

TEST(Coverage, AScenarioWithoutFaultsIsMarkedAndNamed) {
  const CampaignReport report = WithFaults({{FaultKind::kCrash, 9}, {FaultKind::kCrash, 0}});
  const std::string section = Section(CampaignPage(report), "coverage");
  EXPECT_THAT(section, HasSubstr("1 scenario without any fault"));
  EXPECT_THAT(section, HasSubstr("class=\"none\"><span>○ " + report.scenarios[1].name));
}

TEST(Coverage, OneScenarioNeedsNoMatrix) {
  EXPECT_THAT(Section(CampaignPage(WithFaults({{FaultKind::kCrash, 9}})), "coverage"), IsEmpty());
}

TEST(Coverage, WithoutAnyFaultTheWeatherWasFair) {
  const std::string page =
      CampaignPage(WithFaults({{FaultKind::kCrash, 0}, {FaultKind::kCrash, 0}}));
  EXPECT_THAT(Section(page, "faults"), HasSubstr("fair weather"));
  EXPECT_THAT(Section(page, "coverage"), IsEmpty());
}

TEST(Coverage, MoreScenariosThanFitMakeSeveralTablesOfOneWidth) {
  const std::string section = Section(CampaignPage(Passed(120, 20)), "coverage");
  EXPECT_EQ(Occurrences(section, "<table class=\"matrix\">"), 3);
  EXPECT_EQ(Occurrences(section, "colspan=\"42\""), 3 * 4);  // 40 scenarios; 4 families
}

}  // namespace
}  // namespace paxosstore::reports
