#include "reports/time_line_svg.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace paxosstore::reports {
namespace {

using sim::Bar;
using sim::Span;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string Draw(const std::vector<Bar>& bars) { return TimeLineSvg(bars, "label"); }

// The first group of each match.
std::vector<std::string> Find(const std::string& svg, const std::string& pattern) {
  const std::regex regex(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator at(svg.begin(), svg.end(), regex), end; at != end; ++at) {
    found.push_back((*at)[1]);
  }
  return found;
}

std::vector<std::string> Lanes(const std::string& svg) {
  return Find(svg, "class=\"who\"[^>]*>([^<]*)<");
}

TEST(TimeLineSvg, EachProcessHasALaneInOrderOfItsFirstStart) {
  const std::string svg =
      Draw({{"p2", "write 1", {0, 1}}, {"p1", "read: 1", {2, 3}}, {"p2", "read: 2", {4, 5}}});
  EXPECT_THAT(Lanes(svg), ElementsAre("p2", "p1"));
  const std::vector<std::string> tops = Find(svg, "class=\"bar\" d=\"M\\d+ (\\d+)");
  ASSERT_EQ(tops.size(), 3u);
  EXPECT_EQ(tops[0], tops[2]);
  EXPECT_NE(tops[0], tops[1]);
}

TEST(TimeLineSvg, WhatOverlapsInOneProcessIsNotDrawnOverEachOther) {
  const std::string svg = Draw({{"p", "write 1", {0, Span::kNever}}, {"p", "write 2", {1, 2}}});
  EXPECT_THAT(Lanes(svg), ElementsAre("p"));
  const std::vector<std::string> tops = Find(svg, "class=\"bar[^\"]*\" d=\"M\\d+ (\\d+)");
  ASSERT_EQ(tops.size(), 2u);
  EXPECT_NE(tops[0], tops[1]);
}

TEST(TimeLineSvg, OnlyWhatHasNoAnswerIsOpenAndEndsAtTheRightOfAll) {
  const std::string svg = Draw({{"p", "write 1", {0, Span::kNever}}, {"q", "write 2", {1, 2}}});
  EXPECT_THAT(Find(svg, "class=\"bar (open)\""), ElementsAre("open"));
  const int tip = std::stoi(Find(svg, "class=\"bar open\" d=\"M\\d+ \\d+H\\d+L(\\d+)")[0]);
  const int answered = std::stoi(Find(svg, "class=\"bar\" d=\"M\\d+ \\d+H(\\d+)")[0]);
  EXPECT_GT(tip, answered);
}

TEST(TimeLineSvg, OnlyTheOrderOfEventsCounts) {
  EXPECT_EQ(Draw({{"p", "a", {0, 5}}, {"q", "b", {3, 9}}}),
            Draw({{"p", "a", {10, 5000}}, {"q", "b", {400, 90000}}}));
  EXPECT_NE(Draw({{"p", "a", {0, 5}}, {"q", "b", {3, 9}}}),
            Draw({{"p", "a", {0, 2}}, {"q", "b", {3, 9}}}));
}

TEST(TimeLineSvg, ABarBeginsWhereTheOneBeforeItHasEnded) {
  const std::string svg = Draw({{"p", "a", {0, 1}}, {"q", "b", {2, 3}}});
  const int end = std::stoi(Find(svg, "class=\"bar\" d=\"M\\d+ \\d+H(\\d+)")[0]);
  const int start = std::stoi(Find(svg, "class=\"bar\" d=\"M(\\d+)")[1]);
  EXPECT_LT(end, start);
}

TEST(TimeLineSvg, ManyBarsShareColumnsAndStayInTheirOrder) {
  std::vector<Bar> bars;
  for (uint64_t i = 0; i < 40; ++i) bars.push_back({std::to_string(i), "write 1", {i, 40 + i}});
  bars.push_back({"last", "read: 1", {100, 101}});
  const std::string svg = Draw(bars);
  EXPECT_EQ(Find(svg, "(class=\"guide\")").size(), 4u);
  EXPECT_LT(std::stoi(Find(svg, " width=\"(\\d+)\"")[0]), 500);
  const std::vector<std::string> starts = Find(svg, "class=\"bar\" d=\"M(\\d+)");
  const std::vector<std::string> ends = Find(svg, "class=\"bar\" d=\"M\\d+ \\d+H(\\d+)");
  EXPECT_LT(std::stoi(ends[39]), std::stoi(starts[40]));
}

TEST(TimeLineSvg, WordsThatFitStandInFull) {
  EXPECT_THAT(Draw({{"p", "cas 123456 to 654321: refused", {0, 1}}}),
              HasSubstr(">cas 123456 to 654321: refused</text>"));
}

TEST(TimeLineSvg, LongWordsAreShortenedAndWholeInTheTitle) {
  const std::string whole = "read: " + std::string(100, 'x') + " the end";
  const std::string svg = Draw({{"p", whole, {0, 1}}});
  EXPECT_THAT(svg, HasSubstr("<title>p: " + whole + "</title>"));
  EXPECT_THAT(svg, Not(HasSubstr(whole + "</text>")));
  EXPECT_THAT(svg, HasSubstr("the end</text>"));
}

TEST(TimeLineSvg, HostileWordsAreEscapedEverywhere) {
  const std::string svg = TimeLineSvg({{"<i>", "write </text><script>", {0, 1}}}, "\"<u>");
  for (const char* markup : {"<i>", "<script", "<u>", "\"\""})
    EXPECT_THAT(svg, Not(HasSubstr(markup)));
}

TEST(TimeLineSvg, NothingIsAPictureToo) { EXPECT_THAT(Draw({}), HasSubstr("</svg>")); }

}  // namespace
}  // namespace paxosstore::reports
