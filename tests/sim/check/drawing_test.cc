#include "sim/check/drawing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "sim/check/columns.h"
#include "sim/check/shown_text.h"

namespace paxosstore::sim {
namespace {

std::string Draw(std::vector<Bar> bars) { return DrawTimeLine(Evidence{"", "", std::move(bars)}); }

std::vector<std::string> Lines(const std::string& drawing) {
  std::istringstream stream(drawing);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(Drawing, BarsAreAlignedAndTheirOrderIsThatOfTheirEnds) {
  EXPECT_EQ(Draw({{"p1", "write 1", {3, 70}},
                  {"p12", "read: 1", {50, 80}},
                  {"p1", "read: nil", {90, 91}}}),
            "  p1   write 1    |-----|\n"
            "  p12  read: 1       |-----|\n"
            "  p1   read: nil              |--|\n");
}

TEST(Drawing, WithoutAnAnswerABarIsDashedAndOpenBeyondAllOthers) {
  EXPECT_EQ(Draw({{"1", "write 1", {0, Span::kNever}}, {"2", "read: 1", {1, 2}}}),
            "  1  write 1  | - - - - ->\n"
            "  2  read: 1     |--|\n");
}

TEST(Drawing, WhatTheRegisterCouldHaveBeenIsALineOfItsOwn) {
  EXPECT_EQ(DrawTimeLine(Evidence{"", "3 or nil", {{"1", "read: 1", {1, 2}}}}),
            "  before: 3 or nil\n"
            "  1  read: 1  |--|\n");
}

TEST(Drawing, FortyOperationsFitInto120Columns) {
  std::vector<Bar> apart, nested;
  for (uint64_t i = 0; i < 40; ++i) {
    const std::string who = "process-number-" + std::to_string(i);
    apart.push_back({who, std::string(60, 'x'), {2 * i, 2 * i + 1}});
    nested.push_back({who, std::string(60, 'x'), {i, i % 7 == 0 ? Span::kNever : 100 - i}});
  }
  for (const std::vector<Bar>& bars : {apart, nested}) {
    for (const std::string& line : Lines(Draw(bars))) {
      EXPECT_LE(line.size(), 120u) << line;
      EXPECT_NE(line.find("xxx"), std::string::npos) << line;
      EXPECT_NE(line.find('|'), std::string::npos) << line;
    }
  }
}

TEST(Drawing, BarsAreAlignedBehindTextsOfSeveralBytes) {
  const std::vector<std::string> lines = Lines(
      Draw({{"é", "値" + std::string(100, 'x'), {0, 1}}, {"e", std::string(103, 'x'), {2, 3}}}));
  ASSERT_EQ(lines.size(), 2u);
  const auto characters = [](const std::string& line) {
    return ShownCharacters(line.substr(0, line.find('|'))).size();
  };
  EXPECT_EQ(characters(lines[0]) + 6, characters(lines[1]));
}

TEST(Drawing, ALineBreakInAValueBreaksNoLine) {
  EXPECT_EQ(Lines(Draw({{"1", "write a\nb", {0, 1}}})).size(), 1u);
}

TEST(Drawing, NothingIsDrawnOfNothing) { EXPECT_EQ(Draw({}), ""); }

bool Precedes(const Span& a, const Span& b) { return a.answered() && a.end < b.start; }

// All ways in which three operations may lie.
TEST(Columns, TightOnesKeepWhatEndedBeforeWhatBegan) {
  std::vector<uint64_t> events = {0, 1, 2, 3, 4, 5};
  size_t fewer = 0;
  do {
    std::vector<Bar> bars;
    for (size_t i = 0; i < 3; ++i) {
      if (events[2 * i] < events[2 * i + 1])
        bars.push_back({"", "", {events[2 * i], events[2 * i + 1]}});
    }
    if (bars.size() < 3) continue;
    bars[2].span.end = bars[2].span.end == 5 ? Span::kNever : bars[2].span.end;
    const Columns tight = TightColumnsOf(bars), loose = ColumnsOf(bars);
    fewer += tight.count < loose.count ? 1 : 0;
    for (size_t a = 0; a < 3; ++a) {
      EXPECT_EQ(tight.of[a].answered(), bars[a].span.answered());
      EXPECT_TRUE(!tight.of[a].answered() || tight.of[a].start < tight.of[a].end);
      for (size_t b = 0; b < 3; ++b) {
        EXPECT_EQ(Precedes(tight.of[a], tight.of[b]), Precedes(bars[a].span, bars[b].span));
        EXPECT_EQ(loose.of[a].start < loose.of[b].start, bars[a].span.start < bars[b].span.start);
      }
    }
  } while (std::next_permutation(events.begin(), events.end()));
  EXPECT_GT(fewer, 0u);
}

}  // namespace
}  // namespace paxosstore::sim
