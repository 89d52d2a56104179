#include "reports/trace/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/reports/trace/made_trace.h"

namespace paxosstore::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

size_t CountOf(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

std::string DataOf(const std::string& page) {
  const std::string open = "<script type=\"application/json\" id=\"data\">";
  const size_t begin = page.find(open) + open.size();
  return page.substr(begin, page.find("</script>", begin) - begin);
}

TEST(TracePage, AFailureIsToldOnTopWithWhatItsOraclePromises) {
  const std::string page = TracePage(Make({.entries = 10, .fails = true}));
  EXPECT_THAT(page, HasSubstr("Failed: one chosen value"));
  EXPECT_THAT(page, HasSubstr("no other is ever chosen there"));
  EXPECT_THAT(page, HasSubstr("and now a majority of platters hold value"));
  EXPECT_THAT(page, HasSubstr("the platter of n2 holds the accept"));
  EXPECT_THAT(page, HasSubstr("<header class=\"bad\">"));
  EXPECT_THAT(page, HasSubstr("--seed 18446744073709551615</code>"));
}

TEST(TracePage, OfManyLinesTheFirstIsOnTopAndTheOthersAreFolded) {
  sim::Trace trace;
  trace.failure.emplace();
  trace.failure->failure.what = "first\nsecond";
  EXPECT_THAT(TracePage(trace), Not(HasSubstr("<summary>")));
  trace.failure->failure.what = "first\nsecond\nthird\nfourth";
  EXPECT_THAT(
      TracePage(trace),
      HasSubstr("<strong><span class=\"line\">first</span></strong><details><summary>3 more "
                "lines</summary><span class=\"line\">second</span>"));
}

TEST(TracePage, WithoutAFailureTheTopSaysSo) {
  const std::string page = TracePage(Make({}));
  EXPECT_THAT(page, HasSubstr("<header class=\"good\">"));
  EXPECT_THAT(page, HasSubstr("Passed"));
  EXPECT_THAT(page, Not(HasSubstr("Promised</dt>")));
}

TEST(TracePage, TimesOnTopAreMillisecondsToTheMicrosecond) {
  sim::Trace trace;
  trace.end = {{1'234'005'678}, 12'345};
  EXPECT_THAT(TracePage(trace), HasSubstr("1,234.005 ms, event 12,345"));
}

TEST(TracePage, NothingOfTheTraceEndsTheDataOrBecomesMarkup) {
  const std::string evil = "</script><script>alert(1)</script><!--'\"&]]>";
  sim::Trace trace = Make({.entries = 5, .fails = true});
  trace.scenario = trace.replay = trace.objects[1] = trace.messages[0].text = evil;
  trace.failure->failure.oracle = trace.failure->failure.what = trace.failure->told = evil;
  trace.failure->explanation = evil;
  const std::string page = TracePage(trace);
  EXPECT_EQ(CountOf(page, "<script"), 2);
  EXPECT_EQ(CountOf(page, "</script>"), 2);
  EXPECT_THAT(page, Not(HasSubstr("alert(1)</script>")));
  EXPECT_THAT(DataOf(page), Not(testing::ContainsRegex("[<>&]")));
  EXPECT_THAT(DataOf(page), HasSubstr("alert(1)"));
}

TEST(TracePage, ThePolicyIsTheSameWhateverTheTrace) {
  const auto policy = [](const std::string& page) {
    const size_t begin = page.find("Content-Security-Policy");
    return page.substr(begin, page.find("/>", begin) - begin);
  };
  const std::string one = policy(TracePage(Make({})));
  EXPECT_THAT(one, HasSubstr("default-src 'none'"));
  EXPECT_THAT(one, HasSubstr("script-src 'sha256-"));
  EXPECT_EQ(one, policy(TracePage(Make({.entries = 3, .fails = true}))));
}

TEST(TracePage, AHundredThousandEventsAreLessThan15Megabytes) {
  const sim::Trace trace = Make({.nodes = 5, .clients = 32, .entries = 2200});
  EXPECT_GE(trace.messages.size() + trace.states.size() + trace.syncs.size(), 100'000);
  EXPECT_LT(TracePage(trace).size(), 15'000'000);
}

}  // namespace
}  // namespace paxosstore::reports
