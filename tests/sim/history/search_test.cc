#include <gtest/gtest.h>

#include "sim/history/linearizability.h"
#include "tests/sim/history/brute_force.h"
#include "tests/sim/history/history_builder.h"

namespace paxosstore::sim {
namespace {

using model::Reply;

Verdict Decide(const HistoryBuilder& history) {
  return SearchHistory(history.Build(), 100'000).verdict;
}

TEST(Search, AcceptsTheEmptyHistory) { EXPECT_EQ(Decide({}), Verdict::kLinearizable); }

TEST(Search, AReadThatOverlapsAWriteMaySeeEitherValue) {
  for (const Reply& seen : {Reply::Null(), Reply::Bulk("a")}) {
    HistoryBuilder history;
    history.Ok("SET k a", Reply::Ok(), {1, 4});
    history.Ok("GET k", seen, {2, 3});
    EXPECT_EQ(Decide(history), Verdict::kLinearizable);
  }
}

TEST(Search, AReadAfterAWriteMustSeeIt) {
  HistoryBuilder history;
  history.Ok("SET k a", Reply::Ok(), {1, 2});
  history.Ok("GET k", Reply::Null(), {3, 4});
  const SearchResult result = SearchHistory(history.Build(), 1000);
  EXPECT_EQ(result.verdict, Verdict::kViolation);
  EXPECT_EQ(result.culprit, 1u);
}

TEST(Search, TwoReadsMayNotSeeAWriteAppearAndVanish) {
  HistoryBuilder history;
  history.Ok("SET k a", Reply::Ok(), {1, 10});
  history.Ok("GET k", Reply::Bulk("a"), {2, 3});
  history.Ok("GET k", Reply::Null(), {4, 5});
  EXPECT_EQ(Decide(history), Verdict::kViolation);
}

TEST(Search, AnUnansweredWriteMayTakeEffectLateOrNever) {
  for (const Reply& seen : {Reply::Null(), Reply::Bulk("a")}) {
    HistoryBuilder history;
    history.Unknown("SET k a", 1);
    history.Ok("GET k", Reply::Null(), {2, 3});
    history.Ok("GET k", seen, {4, 5});
    EXPECT_EQ(Decide(history), Verdict::kLinearizable);
  }
}

TEST(Search, AnUnansweredWriteMayNotTakeEffectBeforeItsStart) {
  HistoryBuilder history;
  history.Ok("GET k", Reply::Bulk("a"), {1, 2});
  history.Unknown("SET k a", 3);
  EXPECT_EQ(Decide(history), Verdict::kViolation);
}

TEST(Search, AnUnansweredIncrementTakesEffectAtMostOnce) {
  HistoryBuilder history;
  history.Unknown("INCRBY k 1", 1);
  history.Ok("INCRBY k 1", Reply::Integer(1), {2, 3});
  history.Ok("GET k", Reply::Bulk("3"), {4, 5});
  EXPECT_EQ(Decide(history), Verdict::kViolation);
}

TEST(Search, WhatWasNotDoneMayNotBeSeen) {
  HistoryBuilder history;
  history.Unknown("SET k a", 1).fate = Fate::kNotDone;
  history.Ok("GET k", Reply::Bulk("a"), {2, 3});
  EXPECT_EQ(Decide(history), Verdict::kViolation);
}

TEST(Search, IsUndecidedWhenTheBudgetIsUsedUp) {
  HistoryBuilder history;
  for (uint64_t i = 1; i <= 10; ++i) history.Unknown("APPEND k " + std::to_string(i), i);
  history.Ok("GET k", Reply::Bulk("9876543210"), {20, 21});
  EXPECT_EQ(SearchHistory(history.Build(), 1000).verdict, Verdict::kUndecided);
}

// A little machine for random histories: at most 4 open at once, real effects at random moments
// (some unanswered, some never), and in every second history one answer is replaced by another's.
class RandomHistories {
 public:
  uint64_t Below(uint64_t bound) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return (state_ >> 33) % bound;
  }

  std::vector<Operation> Next() {
    static const char* const kLines[] = {"GET k",    "SET k a",   "SET k b",    "SETNX k c",
                                         "GETDEL k", "DEL k",     "INCRBY k 1", "APPEND k 1",
                                         "STRLEN k", "GETSET k 7"};
    HistoryBuilder history;
    model::ObjectState state;
    uint64_t now = 1;
    const uint64_t count = 3 + Below(5);
    for (uint64_t i = 0; i < count; ++i) {
      const uint64_t start = now + Below(3) * 4 + i;
      const uint64_t end = start + 40 + Below(4) * 40;
      AddOne(history, kLines[Below(10)], start * 100 + i, end * 100 + 50 + i, state);
      now += Below(3) * 30;
    }
    std::vector<Operation> operations = history.Build();
    if (Below(2) == 0) Damage(operations);
    return operations;
  }

 private:
  void AddOne(HistoryBuilder& history, const std::string& line, uint64_t start, uint64_t end,
              model::ObjectState& state) {
    const uint64_t fate = Below(5);
    if (fate == 0) {  // unanswered, and done or not
      if (Below(2) == 0) model::Evaluate(MakeCommand(line), state);
      history.Unknown(line, start);
      return;
    }
    history.Ok(line, model::Evaluate(MakeCommand(line), state).reply, {start, end});
  }
  void Damage(std::vector<Operation>& operations) {
    Operation& victim = operations[Below(operations.size())];
    if (victim.fate != Fate::kOk) return;
    const Reply candidates[] = {Reply::Null(), Reply::Bulk("a"), Reply::Integer(1), Reply::Ok()};
    victim.replies = {candidates[Below(4)]};
  }

  uint64_t state_ = 7;
};

TEST(Search, AgreesWithBruteForceOnRandomHistories) {
  RandomHistories random;
  const int kRuns = 4000;
  int linearizable = 0;
  for (int i = 0; i < kRuns; ++i) {
    const std::vector<Operation> operations = random.Next();
    const bool expected = LinearizableByBruteForce(operations);
    linearizable += expected ? 1 : 0;
    const Verdict verdict = SearchHistory(operations, 1'000'000).verdict;
    std::string text;
    for (const Operation& operation : operations) text += ToString(operation) + "\n";
    ASSERT_EQ(verdict, expected ? Verdict::kLinearizable : Verdict::kViolation) << text;
  }
  EXPECT_GT(linearizable, kRuns * 15 / 100);
  EXPECT_LT(linearizable, kRuns * 85 / 100);
}

}  // namespace
}  // namespace paxosstore::sim
