#include "sim/check/shown_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paxosstore::sim {
namespace {

using testing::ElementsAre;

std::string Shown(std::string_view text) { return Shortened(text, 1000); }

TEST(ShownText, CodePointsAreKeptWhole) {
  EXPECT_THAT(ShownCharacters("aé値🙂"), ElementsAre("a", "é", "値", "🙂"));
}

TEST(ShownText, WhatIsNotWellFormedIsReplacedByteByByte) {
  EXPECT_EQ(Shown("a\x80z"), "a�z");             // nothing begins so
  EXPECT_EQ(Shown("\xc3"), "�");                 // the rest is missing
  EXPECT_EQ(Shown("\xc3z"), "�z");               // another one begins
  EXPECT_EQ(Shown("\xc0\xaf"), "��");            // overlong
  EXPECT_EQ(Shown("\xe0\x80\xaf"), "���");       // overlong
  EXPECT_EQ(Shown("\xf0\x80\x80\xaf"), "����");  // overlong
  EXPECT_EQ(Shown("\xed\xa0\x80"), "���");       // a surrogate
  EXPECT_EQ(Shown("\xf4\x90\x80\x80"), "����");  // beyond the last
  EXPECT_EQ(Shown("\xf5\x80\x80\x80"), "����");
}

TEST(ShownText, TheFirstAndTheLastOfEachLengthAreKept) {
  for (const char* text :
       {"~", "\xc2\xa0", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbd",
        "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_EQ(Shown(text), text);
  }
}

TEST(ShownText, WhatSteersATerminalOrTurnsTheDirectionIsReplaced) {
  EXPECT_EQ(Shown("a\x1b[2J\r\n\tb\x7f"), "a�[2J���b�");
  EXPECT_EQ(Shown("\xc2\x9b"), "�");      // CSI in one
  EXPECT_EQ(Shown("\xe2\x80\xae"), "�");  // right-to-left override
  EXPECT_EQ(Shown("\xe2\x81\xa6"), "�");  // isolate
  EXPECT_EQ(Shown("\xe2\x80\xa8"), "�");  // line separator
  EXPECT_EQ(Shown(std::string_view("\0", 1)), "�");
}

TEST(ShownText, OfALongTextBothEndsStay) {
  EXPECT_EQ(Shortened("abcdefghij", 10), "abcdefghij");
  EXPECT_EQ(Shortened("abcdefghijk", 10), "abcd...ijk");
  EXPECT_EQ(Shortened("値値値値値値", 5), "値...値");
  EXPECT_EQ(Shortened("abcdef", 4), "a...");
  EXPECT_EQ(ShownLength("abcdefghijk", 10), 10u);
  EXPECT_EQ(ShownLength("値値", 10), 2u);
}

}  // namespace
}  // namespace paxosstore::sim
