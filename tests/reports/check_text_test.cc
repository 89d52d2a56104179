#include "reports/check_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paxosstore::reports {
namespace {

using sim::Span;
using sim::Verdict;
using testing::HasSubstr;
using testing::Not;

CheckedKey Fine(std::string name) {
  CheckedKey key;
  key.name = std::move(name);
  key.operations = 7;
  key.verdict = Verdict::kLinearizable;
  key.layer = "values";
  key.took_us = 12;
  return key;
}

CheckedKey Violated(std::string name) {
  CheckedKey key = Fine(std::move(name));
  key.verdict = Verdict::kViolation;
  key.layer = "search";
  key.evidence.why = "the reason";
  key.evidence.guilty = {{"p1", "write 1", {0, 1}}, {"p2", "read: 2", {2, 3}}};
  return key;
}

CheckedKey Undecided(std::string name) {
  CheckedKey key = Fine(std::move(name));
  key.verdict = Verdict::kUndecided;
  key.layer = "search";
  return key;
}

std::string Text(std::vector<CheckedKey> keys) {
  CheckReport report;
  report.took_us = 12'345;
  report.keys = std::move(keys);
  std::string text;
  for (const CheckedKey& key : report.keys) text += CheckedKeyText(key, report.keys.size());
  return text + CheckSummary(report);
}

TEST(CheckText, OneKeyIsOneLine) {
  EXPECT_EQ(Text({Fine("")}), "linearizable: 7 operations on 1 key, 12.3 ms, decided by values\n");
}

TEST(CheckText, AViolationIsExplainedAndDrawn) {
  EXPECT_EQ(Text({Violated("")}),
            "NOT linearizable: the reason\n"
            "  p1  write 1  |--|\n"
            "  p2  read: 2        |--|\n"
            "\n"
            "NOT linearizable: 7 operations on 1 key, 12.3 ms, decided by search\n");
}

TEST(CheckText, WithoutAReasonNoOrderExplainsThem) {
  CheckedKey key = Violated("k");
  key.evidence.why.clear();
  EXPECT_THAT(CheckedKeyText(key, 1),
              HasSubstr("key k: NOT linearizable: no order explains these 2 operations\n"));
}

TEST(CheckText, EvidenceThatWasNotFoundIsOwnedUpTo) {
  CheckedKey key = Violated("k");
  key.evidence = {};
  EXPECT_THAT(CheckedKeyText(key, 1), HasSubstr("was not found within the limit"));
}

TEST(CheckText, AViolationOutweighsWhatIsUndecidedAndThatWhatIsFine) {
  EXPECT_THAT(Text({Fine("a"), Undecided("b")}), HasSubstr("\nundecided: 14 operations on 2 keys"));
  EXPECT_THAT(Text({Fine("a"), Violated("c"), Undecided("b")}),
              HasSubstr("\nNOT linearizable: 21 operations on 3 keys (1 NOT linearizable, 1 "
                        "undecided, 1 linearizable), 12.3 ms, decided by search (1 key) and values "
                        "(1 key)\n"));
}

TEST(CheckText, AnUndecidedKeyNamesTheFlagThatHelps) {
  EXPECT_THAT(Text({Undecided("b")}), HasSubstr("key b: undecided: 7 operations"));
  EXPECT_THAT(Text({Undecided("b")}), HasSubstr("--budget"));
}

TEST(CheckText, OfManyKeysOnlyTheBadOnesAreListed) {
  std::vector<CheckedKey> keys;
  for (size_t i = 0; i < kListedKeysMax - 1; ++i) keys.push_back(Fine("fine" + std::to_string(i)));
  keys.push_back(Violated("bad"));
  EXPECT_THAT(Text(keys), HasSubstr("key fine0: linearizable: 7 operations, 12 µs\n"));
  keys.push_back(Undecided("open"));
  EXPECT_THAT(Text(keys), Not(HasSubstr("fine0")));
  EXPECT_THAT(Text(keys), HasSubstr("key bad: "));
  EXPECT_THAT(Text(keys), HasSubstr("key open: "));
}

TEST(CheckText, NoTextOfAFileSteersTheTerminal) {
  CheckedKey key = Violated("\x1b[2J\nlinearizable");
  key.evidence.why = "\x1b";
  key.evidence.before = "\x1b";
  key.evidence.guilty[0].who = "\x1b";
  key.evidence.guilty[0].what = "\x1b\xc2\x9b";
  EXPECT_THAT(Text({key}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(Text({key}), Not(HasSubstr("\xc2\x9b")));
  EXPECT_THAT(Text({key}), Not(HasSubstr("\nlinearizable")));
}

}  // namespace
}  // namespace paxosstore::reports
