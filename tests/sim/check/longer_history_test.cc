// Histories too long to try all orders: what is true by construction is accepted, what is certainly
// wrong is refused, and of the rest the two layers say the same.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "sim/check/register_check.h"
#include "tests/sim/check/certain_mutations.h"
#include "tests/sim/check/drawn_history.h"
#include "tests/sim/check/opinions.h"
#include "tools/bench/checker/listed_histories.h"

namespace paxosstore::sim {
namespace {

// Appends by many at once defeat the search now and then; what it leaves undecided is counted.
constexpr uint64_t kBudget = 50'000;

// Of 10 to 60 operations.
DrawnHistory DrawMedium(uint64_t seed, HistoryKind* kind) {
  RandomStream random(SubSeed(seed, "medium history"), nullptr);
  *kind = KindOfNumber(random.Below(kHistoryKinds));
  return DrawTrueHistory(*kind, {10, 60, 5, 3}, random);
}

TEST(MediumHistories, WhatHappenedIsAccepted) {
  constexpr uint64_t kHistories = 3'000;
  uint64_t accepted = 0;
  for (uint64_t seed = 1; seed <= kHistories; ++seed) {
    HistoryKind kind;
    DrawnHistory history = DrawMedium(seed, &kind);
    for (const Layer& layer : {MonitorLayer(), SearchLayer(kBudget), WholeChecker(kBudget)}) {
      const Verdict verdict = layer.decide(history.operations, &history.values);
      ASSERT_NE(verdict, Verdict::kViolation) << layer.name << ", seed " << seed << "\n"
                                              << HistoryText(history.operations, history.values);
      if (layer.name == WholeChecker().name) accepted += verdict == Verdict::kLinearizable ? 1 : 0;
    }
  }
  EXPECT_GE(accepted, kHistories * 95 / 100);
}

TEST(MediumHistories, TheLayersAgreeOnWhatWasChanged) {
  constexpr uint64_t kHistories = 6'000;
  std::map<std::pair<Verdict, Verdict>, uint64_t> verdicts;  // of monitor and search
  std::map<Verdict, uint64_t> narrowly;
  for (uint64_t seed = 1; seed <= kHistories; ++seed) {
    HistoryKind kind;
    DrawnHistory history = DrawMedium(seed, &kind);
    RandomStream random(SubSeed(seed, "changes"), nullptr);
    for (uint64_t changes = 1 + random.Below(2); changes > 0; --changes) {
      ChangeSomething(history, random);
    }
    const Verdict quick = MonitorLayer().decide(history.operations, &history.values);
    const Verdict exact = SearchLayer(kBudget).decide(history.operations, &history.values);
    ++verdicts[{quick, exact}];
    for (const Layer& narrow : {NarrowSweep(Excess::kJoin, 2), NarrowSweep(Excess::kDrop, 2)}) {
      const Verdict verdict = narrow.decide(history.operations, &history.values);
      if (verdict == Verdict::kUndecided || exact == Verdict::kUndecided) continue;
      ++narrowly[verdict];
      ASSERT_EQ(verdict, exact) << narrow.name << ", seed " << seed << "\n"
                                << HistoryText(history.operations, history.values);
    }
    if (quick == Verdict::kUndecided || exact == Verdict::kUndecided) continue;
    ASSERT_EQ(quick, exact) << "seed " << seed << "\n"
                            << HistoryText(history.operations, history.values);
  }
  EXPECT_GT(narrowly[Verdict::kLinearizable], kHistories / 15);
  EXPECT_GT(narrowly[Verdict::kViolation], kHistories / 15);
  EXPECT_GT((verdicts[{Verdict::kLinearizable, Verdict::kLinearizable}]), kHistories / 15);
  EXPECT_GT((verdicts[{Verdict::kViolation, Verdict::kViolation}]), kHistories / 15);
}

using Counts = std::map<std::string_view, uint64_t>;

// Each certain mutation of a true history turns the verdict.
void ExpectMutationsRefused(const Operations& operations, Values* values, uint64_t seed,
                            const std::string& name, Counts& counts) {
  for (const CertainMutation& mutation : CertainMutations()) {
    RandomStream random(SubSeed(seed, mutation.name), nullptr);
    const auto mutated = mutation.mutate(operations, values, random);
    if (!mutated.has_value()) continue;
    ++counts[mutation.name];
    ASSERT_EQ(WholeChecker().decide(*mutated, values), Verdict::kViolation)
        << name << ": " << mutation.name;
  }
}

void ExpectEach(Counts& counts, uint64_t least) {
  for (const CertainMutation& mutation : CertainMutations()) {
    EXPECT_GE(counts[mutation.name], least) << mutation.name;
  }
}

TEST(MediumHistories, WhatIsCertainlyWrongIsRefused) {
  Counts counts;
  for (uint64_t seed = 1; seed <= 3'000; ++seed) {
    HistoryKind kind;
    DrawnHistory history = DrawMedium(seed, &kind);
    if (kind.appends) continue;
    ExpectMutationsRefused(history.operations, &history.values, seed,
                           "seed " + std::to_string(seed), counts);
    if (HasFatalFailure()) return;
  }
  ExpectEach(counts, 100);
}

TEST(BigHistories, WhatHappenedIsAcceptedAndWhatIsCertainlyWrongIsRefused) {
  Counts counts;
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    RandomStream random(SubSeed(seed, "big history"), nullptr);
    HistoryKind kind{.unique = true, .unanswered = seed % 2 == 0, .cas = seed % 2 != 0};
    DrawnHistory history =
        DrawTrueHistory(kind, {20'000, 20'000, kind.cas ? 6u : 50u, 2'000}, random);
    ASSERT_EQ(WholeChecker().decide(history.operations, &history.values), Verdict::kLinearizable)
        << "seed " << seed;
    ExpectMutationsRefused(history.operations, &history.values, seed,
                           "seed " + std::to_string(seed), counts);
    if (HasFatalFailure()) return;
  }
  ExpectEach(counts, 5);
}

// The histories of other makers: unique and repeated values, up to 13 unanswered operations.
TEST(ListedHistories, WhatIsCertainlyWrongIsRefused) {
  Counts counts;
  const auto all = bench::ListHistories(PAXOSSTORE_TEST_DATA "/histories");
  ASSERT_TRUE(all.ok()) << all.status();
  for (const bench::ListedHistory& listed : *all) {
    if (!listed.linearizable) continue;
    RegisterHistories histories = *bench::ReadHistories(listed);
    for (uint64_t seed = 1; seed <= 1; ++seed) {
      ExpectMutationsRefused(histories.keys[0].operations, &histories.values, seed, listed.file,
                             counts);
      if (HasFatalFailure()) return;
    }
  }
  ExpectEach(counts, 3);
}

}  // namespace
}  // namespace paxosstore::sim
