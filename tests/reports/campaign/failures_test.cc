// Failures on a campaign's page.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/campaign/page.h"
#include "tests/reports/campaign/page_of.h"
#include "tests/reports/campaign/samples.h"

namespace paxosstore::reports {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(CampaignFailures, AGroupTellsWhatHowOftenAndHowToSeeItAgain) {
  CampaignReport report = Passed(2, 100);
  AddGroup(&report, "k2 went back from 14 to 12\n  n2 said 14", 8, 2);
  const std::string section = Section(CampaignPage(report), "failures");
  EXPECT_THAT(section, HasSubstr("8 ×</span> one chosen value: # went back from # to #"));
  EXPECT_THAT(section, HasSubstr("<p class=\"what\">k2 went back from 14 to 12\n  n2 said 14</p>"));
  EXPECT_THAT(section, HasSubstr("8 runs, one in 25"));
  EXPECT_THAT(section, HasSubstr("<pre class=\"command\"><code>" + report.groups[0].runs[0].replay +
                                 "</code></pre>"));
  EXPECT_THAT(section, HasSubstr("17, 54, 91, 128, 165, 202, 239, 276</dd>"));
  EXPECT_THAT(section, HasSubstr("<code>" + report.scenarios[1].name + "</code> 4 ×"));
}

TEST(CampaignFailures, ItLinksTheFailureFileAndTheTrace) {
  CampaignReport report = Passed(1, 100);
  AddGroup(&report, "something", 1);
  FailureGroup& group = report.groups[0];
  EXPECT_THAT(CampaignPage(report), AllOf(HasSubstr("<a href=\"" + group.stored + "\">"),
                                          HasSubstr("<a href=\"" + group.trace + "\">"),
                                          HasSubstr("paxsim replay</code>: " + group.small_size)));
  group.stored = group.trace = "";
  EXPECT_THAT(Section(CampaignPage(report), "failures"), Not(HasSubstr("<a href")));
}

TEST(CampaignFailures, APathCannotBeginAScheme) {
  CampaignReport report = Passed(1, 100);
  AddGroup(&report, "something", 1);
  report.groups[0].stored = "javascript:alert(\"1\")";
  EXPECT_THAT(CampaignPage(report), HasSubstr("href=\"javascript%3Aalert%28%221%22%29\""));
}

TEST(CampaignFailures, ALongCommandIsNotCut) {
  CampaignReport report = Passed(1, 100);
  AddGroup(&report, "something", 1);
  report.groups[0].runs[0].replay = "paxsim run " + std::string(20'000, 'x') + " --seed 1";
  EXPECT_THAT(CampaignPage(report), HasSubstr(report.groups[0].runs[0].replay));
}

TEST(CampaignFailures, TheFirstGroupsAreOpenAndTheOthersFolded) {
  CampaignReport report = Passed(1, 100);
  for (char c = 'a'; c < 'k'; ++c) AddGroup(&report, std::string("way ") + c, 1);
  const std::string section = Section(CampaignPage(report), "failures");
  EXPECT_EQ(Occurrences(section, "<details class=\"group\""), 10);
  EXPECT_EQ(Occurrences(section, "<details class=\"group\" open=\"open\">"), 3);
  EXPECT_LT(section.find("way a"), section.find("way b"));
}

TEST(CampaignFailures, OfVeryManyRunsAHundredAreListedAndTheOthersCounted) {
  CampaignReport report = Passed(1, 10'000);
  AddGroup(&report, "something", 5'000);
  const std::string section = Section(CampaignPage(report), "failures");
  EXPECT_THAT(section, HasSubstr("4,999 more runs with this signature"));
  EXPECT_THAT(section, HasSubstr("4,900 more are in the JSON file only."));
  EXPECT_EQ(Occurrences(section, "<code class=\"replay\">"), 99);
}

TEST(CampaignFailures, WithoutAnyThereIsNoSection) {
  EXPECT_THAT(Section(CampaignPage(Passed(2, 10)), "failures"), IsEmpty());
}

}  // namespace
}  // namespace paxosstore::reports
