#include "reports/check_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paxosstore::reports {
namespace {

using sim::Span;
using sim::Verdict;
using testing::HasSubstr;
using testing::Not;

CheckedKey Key(std::string name, Verdict verdict) {
  CheckedKey key;
  key.name = std::move(name);
  key.operations = 1'234;
  key.verdict = verdict;
  key.layer = "values";
  key.took_us = 340;
  if (verdict == Verdict::kViolation) {
    key.evidence.why = "each is older than the other";
    key.evidence.before = "3 or 4";
    key.evidence.guilty = {{"p1", "write 1", {4, 90}}, {"p2", "write 2", {7, Span::kNever}}};
  }
  return key;
}

std::string Page(std::vector<CheckedKey> keys) {
  CheckReport report;
  report.file = "some/file.log";
  report.format = "etcd";
  report.budget = 20'000'000;
  report.took_us = 12'345;
  report.keys = std::move(keys);
  return CheckPage(report);
}

std::string Header(const std::string& page) {
  return page.substr(page.find("<header"), page.find("</header>") - page.find("<header"));
}

size_t Count(const std::string& page, const std::string& what) {
  size_t count = 0;
  for (size_t at = 0; (at = page.find(what, at)) != std::string::npos; ++at) ++count;
  return count;
}

TEST(CheckPage, TheVerdictStandsAtTheTopInWordsAndColour) {
  const std::string fine = Header(Page({Key("", Verdict::kLinearizable)}));
  EXPECT_THAT(fine, HasSubstr("class=\"good\""));
  EXPECT_THAT(fine, HasSubstr("</span>linearizable</h1>"));
  const std::string bad = Header(Page({Key("", Verdict::kViolation)}));
  EXPECT_THAT(bad, HasSubstr("class=\"bad\""));
  EXPECT_THAT(bad, HasSubstr("</span>NOT linearizable</h1>"));
  const std::string undecided = Header(Page({Key("", Verdict::kUndecided)}));
  EXPECT_THAT(undecided, HasSubstr("class=\"unsure\""));
  EXPECT_THAT(undecided, HasSubstr("</span>undecided</h1>"));
}

TEST(CheckPage, UndecidedIsNoPassWhateverElseIsFine) {
  const std::string header =
      Header(Page({Key("a", Verdict::kLinearizable), Key("b", Verdict::kUndecided)}));
  EXPECT_THAT(header, HasSubstr("</span>undecided</h1>"));
  EXPECT_THAT(header, HasSubstr("1 of 2 keys was not decided: that is no pass"));
  EXPECT_THAT(header, Not(HasSubstr("explains every answer")));
}

TEST(CheckPage, AViolationOutweighsWhatIsUndecided) {
  const std::string header =
      Header(Page({Key("a", Verdict::kUndecided), Key("b", Verdict::kViolation)}));
  EXPECT_THAT(header, HasSubstr("</span>NOT linearizable</h1>"));
  EXPECT_THAT(header, HasSubstr("On 1 of 2 keys, no order"));
  EXPECT_THAT(header, HasSubstr("1 of 2 keys was not decided"));
}

TEST(CheckPage, FactsAreTold) {
  const std::string page = Page({Key("a", Verdict::kLinearizable)});
  for (const char* fact :
       {"some/file.log", "etcd", "12.3 ms", "20,000,000 steps", "1,234", "340 µs"}) {
    EXPECT_THAT(page, HasSubstr(fact));
  }
}

TEST(CheckPage, ViolationsComeFirstThenTheUndecidedEachInTheirOrder) {
  const std::string page =
      Page({Key("fine-1", Verdict::kLinearizable), Key("open-1", Verdict::kUndecided),
            Key("bad-1", Verdict::kViolation), Key("fine-2", Verdict::kLinearizable),
            Key("bad-2", Verdict::kViolation)});
  size_t last = 0;
  for (const char* name : {"bad-1", "bad-2", "open-1", "fine-1", "fine-2"}) {
    const size_t at = page.find("<code>" + std::string(name) + "</code>");
    ASSERT_NE(at, std::string::npos) << name;
    EXPECT_LT(last, at) << name;
    last = at;
  }
}

TEST(CheckPage, ARowLeadsToItsViolation) {
  const std::string page = Page({Key("a", Verdict::kViolation), Key("b", Verdict::kViolation)});
  EXPECT_THAT(page, HasSubstr("<a href=\"#violation-2\"><code>b</code></a>"));
  const std::string second = page.substr(page.find("<section id=\"violation-2\">"));
  EXPECT_THAT(second, HasSubstr("<h3>Key <code>b</code></h3>"));
}

TEST(CheckPage, AnUndecidedKeyNamesNoLayerThatDecided) {
  EXPECT_EQ(Count(Page({Key("a", Verdict::kUndecided)}), "values"), 0u);
  EXPECT_EQ(Count(Page({Key("a", Verdict::kLinearizable)}), "<td class=\"layer\">values</td>"), 1u);
}

TEST(CheckPage, ManyFineKeysAreFolded) {
  std::vector<CheckedKey> keys(kListedKeysMax, Key("fine", Verdict::kLinearizable));
  EXPECT_THAT(Page(keys), Not(HasSubstr("<details class=\"rest\">")));
  keys.push_back(Key("bad", Verdict::kViolation));
  const std::string page = Page(keys);
  const size_t fold = page.find("<details class=\"rest\">");
  ASSERT_NE(fold, std::string::npos);
  EXPECT_LT(page.find("<code>bad</code>"), fold);
  EXPECT_LT(fold, page.find("<code>fine</code>"));
  EXPECT_THAT(page, HasSubstr("20 keys with 24,680 operations"));
}

TEST(CheckPage, ManyKeysOfWhichNoneIsFineFoldNothing) {
  const std::vector<CheckedKey> keys(kListedKeysMax + 1, Key("bad", Verdict::kViolation));
  EXPECT_THAT(Page(keys), Not(HasSubstr("<details class=\"rest\">")));
}

TEST(CheckPage, AViolationIsToldDrawnAndTabulated) {
  const std::string page = Page({Key("a", Verdict::kViolation)});
  EXPECT_THAT(page, HasSubstr("<p>Each is older than the other.</p>"));
  EXPECT_THAT(page, HasSubstr("Before these operations: <code>3 or 4</code>"));
  EXPECT_EQ(Count(page, "<svg "), 1u);
  const std::string table = page.substr(page.find("<details class=\"same\">"));
  EXPECT_THAT(table, HasSubstr("<code>write 1</code></div></td><td class=\"number\">1</td>"
                               "<td class=\"number\">3</td>"));
  EXPECT_THAT(table, HasSubstr("<code>write 2</code></div></td><td class=\"number\">2</td>"
                               "<td class=\"number\">has no answer</td>"));
}

TEST(CheckPage, WhatIsUnknownIsLeftOut) {
  CheckedKey key = Key("a", Verdict::kViolation);
  key.evidence.why.clear();
  key.evidence.before.clear();
  const std::string page = Page({key});
  EXPECT_THAT(page, HasSubstr("<p>No order explains these 2 operations.</p>"));
  EXPECT_THAT(page, Not(HasSubstr("Before these")));
}

TEST(CheckPage, AViolationWithoutEvidenceSaysSoAndDrawsNothing) {
  CheckedKey key = Key("a", Verdict::kViolation);
  key.evidence = {};
  const std::string page = Page({key});
  EXPECT_THAT(page, HasSubstr("was not found within the limit."));
  EXPECT_EQ(Count(page, "<svg "), 0u);
}

TEST(CheckPage, FineKeysHaveNoSection) {
  EXPECT_EQ(Count(Page({Key("a", Verdict::kLinearizable)}), "<section"), 0u);
}

TEST(CheckPage, HostileTextIsEscapedWhereverItStands) {
  const std::string hostile = "</title></style><script>alert('x')</script><img src=\"//x\"/>&";
  CheckReport report;
  report.file = report.format = hostile;
  report.keys = {Key(hostile, Verdict::kViolation), Key(hostile, Verdict::kUndecided)};
  report.keys[0].layer = report.keys[0].evidence.why = report.keys[0].evidence.before = hostile;
  for (sim::Bar& bar : report.keys[0].evidence.guilty) bar.who = bar.what = hostile;
  const std::string page = CheckPage(report);
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_EQ(Count(page, "</title>"), 1u + 2u);  // its own, and those of two bars
  EXPECT_EQ(Count(page, "</style>"), 1u);
}

TEST(CheckPage, NothingOutsideIsReferredTo) {
  const std::string page = Page({Key("a", Verdict::kViolation)});
  for (const char* reference : {"http:", "https:", "src=", "url(", "@import", "<link", "<script"}) {
    EXPECT_THAT(page, Not(HasSubstr(reference)));
  }
  EXPECT_EQ(Count(page, "href=\""), Count(page, "href=\"#"));
}

TEST(CheckPage, AFileWithoutOperationsIsSaidToHaveNone) {
  EXPECT_THAT(Header(Page({})), HasSubstr("There are no operations"));
}

}  // namespace
}  // namespace paxosstore::reports
