// Every layer of the checker on little histories, against a judge that tries all orders.
//
// PAXOSSTORE_FUZZ_HISTORIES and PAXOSSTORE_FUZZ_SEED say how many, and the first seed of them; a
// failure names the seed, and one history of that seed shows it again.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>

#include "sim/check/register_evidence.h"
#include "tests/sim/check/drawn_history.h"
#include "tests/sim/check/opinions.h"
#include "tests/sim/check/permutation_oracle.h"

namespace paxosstore::sim {
namespace {

constexpr uint64_t kHistories = 50'000;
constexpr HistorySize kLittle{2, 8, 8, 8};

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}
uint64_t HistoriesWanted() { return FromEnvironment("PAXOSSTORE_FUZZ_HISTORIES", kHistories); }
uint64_t FirstSeed() { return FromEnvironment("PAXOSSTORE_FUZZ_SEED", 1); }

struct Little {
  HistoryKind kind;
  DrawnHistory history;
};

Little DrawLittle(uint64_t seed, HistorySize size = kLittle) {
  RandomStream random(SubSeed(seed, "little history"), nullptr);
  const HistoryKind kind = KindOfNumber(random.Below(kHistoryKinds));
  Little little{kind, DrawTrueHistory(kind, size, random)};
  // Every third stays as it happened; of the rest, about two thirds are wrong.
  const uint64_t changes = random.Below(3) == 0 ? 0 : 1 + random.Below(7);
  for (uint64_t i = 0; i < changes; ++i) ChangeSomething(little.history, random);
  return little;
}

// How many histories of a class there were, and how many of them are linearizable.
struct Share {
  uint64_t all = 0, linearizable = 0;

  void Add(bool is_linearizable) {
    ++all;
    linearizable += is_linearizable ? 1 : 0;
  }
};

// Of what a history really holds, not of what it might have held.
template <typename Predicate>
bool Any(const Operations& operations, Predicate predicate) {
  return std::any_of(operations.begin(), operations.end(), predicate);
}

void Count(const Little& little, bool linearizable, std::map<std::string, Share>& shares) {
  const Operations& operations = little.history.operations;
  const auto count = [&](const char* name, bool belongs) {
    if (belongs) shares[name].Add(linearizable);
  };
  const auto is = [](RegisterVerb verb) {
    return [verb](const auto& o) { return o.verb == verb; };
  };
  const bool cas = Any(operations, is(RegisterVerb::kCas));
  const bool appends = Any(operations, is(RegisterVerb::kAppend));
  count("all", true);
  count("unique values", little.kind.unique);
  count("repeated values", !little.kind.unique);
  count("unanswered", Any(operations, [](const auto& o) { return !o.span.answered(); }));
  count("compare-and-sets", cas);
  count("refused compare-and-sets", Any(operations, [](const auto& o) { return o.refused; }));
  count("appends", appends);
  count("appends and compare-and-sets", cas && appends);
  count("appends that may be read in several ways", appends && little.kind.ambiguous);
}

// Both verdicts have to be common in every class, or agreement would say little.
TEST(Fuzz, EveryLayerSaysWhatTryingAllOrdersSays) {
  const std::vector<Layer> layers = {MonitorLayer(),
                                     SearchLayer(),
                                     NarrowSweep(Excess::kJoin, 1),
                                     NarrowSweep(Excess::kDrop, 1),
                                     NarrowSweep(Excess::kJoin, 2),
                                     WholeChecker()};
  std::map<std::string, Share> shares;
  std::map<std::pair<bool, bool>, uint64_t> by_monitor;  // (unique, decided)
  const uint64_t first = FirstSeed(), histories = HistoriesWanted();
  for (uint64_t seed = first; seed < first + histories; ++seed) {
    Little little = DrawLittle(seed);
    Operations& operations = little.history.operations;
    Values& values = little.history.values;
    if (Disagree(layers, operations, &values)) {
      FAIL() << "seed " << seed << "\n" << MakeSmall(layers, operations, &values).text;
    }
    Count(little, SomeOrderExplains(operations, values), shares);
    const Verdict quick = layers[0].decide(operations, &values);
    ++by_monitor[{little.kind.unique, quick != Verdict::kUndecided}];
  }
  if (histories < kHistories) return;  // a failure is looked at
  ASSERT_EQ(shares.size(), 9u);
  for (const auto& [name, share] : shares) {
    RecordProperty(name, std::to_string(share.linearizable) + " of " + std::to_string(share.all));
    EXPECT_GE(share.all, histories / 50) << name;
    EXPECT_GE(share.linearizable * 100, share.all * 15) << name;
    EXPECT_LE(share.linearizable * 100, share.all * 85) << name;
  }
  // The quick layer decides most of what it is for.
  EXPECT_GT((by_monitor[{true, true}]), (by_monitor[{true, false}]));
}

// Which of many unanswered operations took effect, and which are still to be had: of two or three
// clients, with few values, so that it matters.
TEST(Fuzz, EveryLayerKeepsAccountOfManyUnansweredOperations) {
  const std::vector<Layer> layers = {SearchLayer(), NarrowSweep(Excess::kJoin, 2),
                                     NarrowSweep(Excess::kDrop, 2), WholeChecker()};
  Share share;
  uint64_t unanswered = 0;
  const uint64_t first = FirstSeed(), histories = HistoriesWanted() / 10 + 1;
  for (uint64_t seed = first; seed < first + histories; ++seed) {
    RandomStream random(SubSeed(seed, "unanswered"), nullptr);
    const HistoryKind kind{.unanswered = true, .cas = true, .refusals = random.Below(2) == 0};
    DrawnHistory history = DrawTrueHistory(kind, {8, 13, 3, 6}, random);
    for (uint64_t changes = random.Below(4); changes > 0; --changes) {
      ChangeSomething(history, random);
    }
    Operations& operations = history.operations;
    if (Disagree(layers, operations, &history.values)) {
      FAIL() << "seed " << seed << "\n" << MakeSmall(layers, operations, &history.values).text;
    }
    share.Add(layers[0].decide(operations, &history.values) == Verdict::kLinearizable);
    for (const RegisterOperation& o : operations) unanswered += o.span.answered() ? 0 : 1;
  }
  EXPECT_GE(share.linearizable * 100 + 100, share.all * 15);
  EXPECT_LE(share.linearizable * 100, share.all * 85 + 100);
  EXPECT_GE(unanswered, 2 * histories);
}

// Whether somebody wrote what `reader` saw, or a part of it.
bool IsWritten(const Operations& operations, const RegisterOperation& reader,
               const Values& values) {
  const std::string& seen = values.Text(reader.seen);
  return Any(operations, [&](const RegisterOperation& o) {
    const std::string& own = values.Text(o.argument);
    const bool part =
        o.verb == RegisterVerb::kAppend && !own.empty() && seen.find(own) != std::string::npos;
    const bool all = o.verb == RegisterVerb::kWrite || (o.verb == RegisterVerb::kCas && !o.refused);
    return o.span.start < reader.span.end && (part || (all && own == seen));
  });
}

// Of the histories that are wrong and that `belongs` picks: their evidence is wrong by itself, and
// not because it left out who wrote what was read.
template <typename Predicate>
void ExpectEvidence(Predicate belongs) {
  uint64_t wrong = 0;
  const uint64_t first = FirstSeed(), histories = HistoriesWanted() / 5 + 1;
  for (uint64_t seed = first; seed < first + histories; ++seed) {
    Little little = DrawLittle(seed);
    Operations& operations = little.history.operations;
    Values& values = little.history.values;
    if (!belongs(operations)) continue;
    const auto [guilty, before, why] = FindEvidence(operations, &values, 10'000'000);
    const bool truth = SomeOrderExplains(operations, values);
    ASSERT_EQ(guilty.empty(), truth) << "seed " << seed << "\n" << HistoryText(operations, values);
    if (truth) continue;
    ++wrong;
    for (const RegisterOperation& reader : guilty) {
      const bool reads = reader.verb == RegisterVerb::kRead && reader.seen != kAbsent;
      // What stood there before is known, from those who wrote it.
      if (!reads || !before.empty() || !IsWritten(operations, reader, values)) continue;
      ASSERT_TRUE(IsWritten(guilty, reader, values))
          << "seed " << seed << "\n"
          << HistoryText(operations, values) << "evidence without the writer:\n"
          << HistoryText(guilty, values);
    }
    for (const ValueId value : before.empty() ? std::vector<ValueId>{kAbsent} : before) {
      ASSERT_FALSE(SomeOrderExplains(guilty, values, value))
          << "seed " << seed << ", before " << values.Shown(value) << "\n"
          << HistoryText(operations, values) << "evidence that proves nothing:\n"
          << HistoryText(guilty, values);
    }
  }
  EXPECT_GE(wrong * 40 + 40, histories);
}

// What a compare-and-set or an append saw puts one value right behind another.
bool HasNeighbours(const Operations& operations) {
  return Any(operations, [](const RegisterOperation& o) {
    return o.verb == RegisterVerb::kAppend || o.verb == RegisterVerb::kCas;
  });
}

TEST(Fuzz, EvidenceIsWrongByItself) {
  ExpectEvidence([](const Operations& operations) { return !HasNeighbours(operations); });
}

TEST(Fuzz, EvidenceOfNeighboursIsWrongByItself) { ExpectEvidence(HasNeighbours); }

TEST(Fuzz, TheNaiveJudgeSaysWhatPermutingByTheLetterSays) {
  std::map<bool, uint64_t> verdicts;
  for (uint64_t seed = 1; seed <= 5'000; ++seed) {
    const DrawnHistory history = DrawLittle(seed, {2, 5, 5, 5}).history;
    if (history.operations.size() > 6) continue;  // some were doubled
    const bool truth = SomePermutationExplains(history.operations, history.values);
    ++verdicts[truth];
    ASSERT_EQ(SomeOrderExplains(history.operations, history.values), truth)
        << "seed " << seed << "\n"
        << HistoryText(history.operations, history.values);
  }
  EXPECT_GT(verdicts[true], 750u);
  EXPECT_GT(verdicts[false], 750u);
}

// Checkers with one mistake each: the fuzzing is sharp enough to find it, and to show it small.
struct Mistake {
  const char* name;
  void (*make)(Operations&);
};

void ForgetUnanswered(Operations& operations) {
  std::erase_if(operations, [](const auto& o) { return !o.span.answered(); });
}
void ForgetRefused(Operations& operations) {
  std::erase_if(operations, [](const auto& o) { return o.refused; });
}
void TakeUnansweredForDone(Operations& operations) {
  for (RegisterOperation& o : operations) {
    if (!o.span.answered() && o.verb == RegisterVerb::kWrite) o.span.end = o.span.start + 1;
  }
}
void LetUnansweredBeginAtOnce(Operations& operations) {
  uint64_t start = 0;
  for (RegisterOperation& o : operations) {
    if (!o.span.answered()) o.span.start = start++;
  }
  SortByStarts(operations);
}
void TakeRealTimeForNothing(Operations& operations) {
  uint64_t end = 1'000'000'000;
  for (RegisterOperation& o : operations) {
    if (o.span.answered()) o.span.end = end++;
  }
}
void LookAtNoOverlap(Operations& operations) {
  for (RegisterOperation& o : operations) {
    if (o.span.answered()) o.span.end = o.span.start + 1;
  }
}
void TakeRefusedForReads(Operations& operations) {
  for (RegisterOperation& o : operations) {
    if (o.refused) o = {o.process, RegisterVerb::kRead, kAbsent, kAbsent, kAbsent, false, o.span};
  }
}
void TakeUnansweredCasForWrites(Operations& operations) {
  for (RegisterOperation& o : operations) {
    if (o.verb == RegisterVerb::kCas && !o.span.answered()) o.verb = RegisterVerb::kWrite;
  }
}

const Mistake kMistakes[] = {
    {"ForgetsUnanswered", ForgetUnanswered},
    {"ForgetsRefused", ForgetRefused},
    {"TakesUnansweredForDone", TakeUnansweredForDone},
    {"LetsUnansweredBeginAtOnce", LetUnansweredBeginAtOnce},
    {"TakesRealTimeForNothing", TakeRealTimeForNothing},
    {"LooksAtNoOverlap", LookAtNoOverlap},
    {"TakesRefusedForReads", TakeRefusedForReads},
    {"TakesUnansweredCasForWrites", TakeUnansweredCasForWrites},
};

class CheckerWithAMistake : public testing::TestWithParam<Mistake> {};

TEST_P(CheckerWithAMistake, IsFoundAndShownByAFewOperations) {
  const std::vector<Layer> layers = {
      {GetParam().name, [](const Operations& operations, Values* values) {
         Operations mistaken = operations;
         GetParam().make(mistaken);
         return SearchLayer().decide(mistaken, values);
       }}};
  for (uint64_t seed = 1; seed <= 2'000; ++seed) {
    Little little = DrawLittle(seed);
    Operations& operations = little.history.operations;
    Values& values = little.history.values;
    if (!Disagree(layers, operations, &values)) continue;
    EXPECT_LE(MakeSmall(layers, operations, &values).operations.size(), 5u) << "seed " << seed;
    return;
  }
  ADD_FAILURE() << "no history of 2000 shows it";
}

INSTANTIATE_TEST_SUITE_P(All, CheckerWithAMistake, testing::ValuesIn(kMistakes),
                         [](const auto& mistake) { return std::string(mistake.param.name); });

}  // namespace
}  // namespace paxosstore::sim
