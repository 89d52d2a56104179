#include "sim/determinism_hash.h"

#include <set>

#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"
#include "sim/sim_random.h"

namespace paxosstore::sim {
namespace {

constexpr ActorId kA{1};
constexpr ActorId kB{2};

std::string Name(ActorId actor) { return "actor" + std::to_string(actor.value()); }

// A run of three items; each parameter changes one thing about the second event.
DeterminismHash RunOf(int64_t at, EventKind kind, ActorId actor, uint64_t draw,
                      bool recording = false) {
  DeterminismHash hash;
  if (recording) hash.StartRecording();
  hash.MixEvent(Instant{10}, EventKind::kPost, kA);
  hash.MixEvent(Instant{at}, kind, actor);
  hash.MixDraw(actor, draw);
  return hash;
}

TEST(DeterminismHashTest, EqualRunsHaveEqualHashes) {
  EXPECT_EQ(RunOf(20, EventKind::kTimer, kA, 5).value(),
            RunOf(20, EventKind::kTimer, kA, 5).value());
}

TEST(DeterminismHashTest, EachFieldMatters) {
  const std::set<uint64_t> values = {
      RunOf(20, EventKind::kTimer, kA, 5).value(), RunOf(21, EventKind::kTimer, kA, 5).value(),
      RunOf(20, EventKind::kFrame, kA, 5).value(), RunOf(20, EventKind::kTimer, kB, 5).value(),
      RunOf(20, EventKind::kTimer, kA, 6).value()};
  EXPECT_EQ(values.size(), 5u);
}

TEST(DeterminismHashTest, TheOrderMatters) {
  DeterminismHash ab;
  ab.MixEvent(Instant{1}, EventKind::kPost, kA);
  ab.MixEvent(Instant{1}, EventKind::kPost, kB);
  DeterminismHash ba;
  ba.MixEvent(Instant{1}, EventKind::kPost, kB);
  ba.MixEvent(Instant{1}, EventKind::kPost, kA);
  EXPECT_NE(ab.value(), ba.value());
}

// The value is written into stored failures: it must not change from build to build.
TEST(DeterminismHashTest, TheValueIsTheSameInEveryBuild) {
  EXPECT_EQ(RunOf(20, EventKind::kTimer, kA, 5).value(), 14845876637208615241u);
}

TEST(DeterminismHashTest, RecordingDoesNotChangeTheValue) {
  EXPECT_EQ(RunOf(20, EventKind::kTimer, kA, 5, true).value(),
            RunOf(20, EventKind::kTimer, kA, 5, false).value());
}

TEST(FirstDifferenceTest, EqualLogsHaveNone) {
  const auto a = RunOf(20, EventKind::kTimer, kA, 5, true);
  EXPECT_FALSE(FirstDifference(a.log(), a.log(), Name).has_value());
  EXPECT_FALSE(FirstDifference("", "", Name).has_value());
}

TEST(FirstDifferenceTest, NamesIndexTimeKindActorAndTheItemBefore) {
  const auto a = RunOf(20'000, EventKind::kTimer, kA, 5, true);
  const auto b = RunOf(30'000, EventKind::kFrame, kB, 5, true);
  EXPECT_EQ(FirstDifference(a.log(), b.log(), Name),
            "item 1 differs: 20000ns timer of actor1 against 30000ns frame of actor2; "
            "the item before, equal in both: 10ns post of actor1");
}

TEST(FirstDifferenceTest, NamesADrawAndItsValues) {
  const auto a = RunOf(20'000, EventKind::kTimer, kA, 5, true);
  const auto b = RunOf(20'000, EventKind::kTimer, kA, 6, true);
  EXPECT_EQ(FirstDifference(a.log(), b.log(), Name),
            "item 2 differs: 20000ns draw of actor1 = 5 against 20000ns draw of actor1 = 6; "
            "the item before, equal in both: 20000ns timer of actor1");
}

TEST(FirstDifferenceTest, ARunThatEndsEarlierDiffersThere) {
  const auto a = RunOf(20'000, EventKind::kTimer, kA, 5, true);
  DeterminismHash b = a;
  b.MixNote(kB, 9);
  EXPECT_EQ(FirstDifference(a.log(), b.log(), Name),
            "item 3 differs: the end of the run against 20000ns note of actor2 = 9; "
            "the item before, equal in both: 20000ns draw of actor1 = 5");
}

TEST(FirstDifferenceTest, ADamagedLogIsADifferenceNotACrash) {
  const auto a = RunOf(20, EventKind::kTimer, kA, 5, true);
  const std::string cut = a.log().substr(0, a.log().size() - 3);
  const auto difference = FirstDifference(a.log(), cut, Name);
  ASSERT_TRUE(difference.has_value());
  EXPECT_NE(difference->find("item 2"), std::string::npos) << *difference;
  EXPECT_NE(difference->find("damaged log"), std::string::npos) << *difference;
}

RC_GTEST_PROP(FirstDifferenceProperty, LogsDifferExactlyWhereTheRunsDo, ()) {
  const auto items = *rc::gen::container<std::vector<uint8_t>>(rc::gen::arbitrary<uint8_t>());
  RC_PRE(!items.empty());
  const auto changed = *rc::gen::inRange<size_t>(0, items.size());
  DeterminismHash a;
  DeterminismHash b;
  a.StartRecording();
  b.StartRecording();
  for (size_t i = 0; i < items.size(); ++i) {
    a.MixDraw(kA, items[i]);
    b.MixDraw(kA, i == changed ? items[i] + 1u : items[i]);
  }
  RC_ASSERT(a.value() != b.value());
  const auto difference = FirstDifference(a.log(), b.log(), Name);
  RC_ASSERT(difference->starts_with("item " + std::to_string(changed) + " differs"));
}

TEST(RandomStreamTest, EqualSeedsGiveEqualStreamsAndEveryDrawIsHashed) {
  DeterminismHash hash_a;
  DeterminismHash hash_b;
  RandomStream a(7, &hash_a);
  RandomStream b(7, &hash_b);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(a.Next(), b.Next());
  EXPECT_EQ(hash_a.value(), hash_b.value());
  EXPECT_EQ(hash_a.items(), 100u);
}

TEST(RandomStreamTest, SubSeedsDifferByPurposeAndIndex) {
  const std::set<uint64_t> seeds = {SubSeed(1, "disk"), SubSeed(1, "network"), SubSeed(2, "disk"),
                                    SubSeed(1, "disk", 1), SubSeed(1, "dis", 'k')};
  EXPECT_EQ(seeds.size(), 5u);
}

TEST(RandomStreamTest, CertaintiesDrawNothing) {
  DeterminismHash hash;
  RandomStream stream(1, &hash);
  EXPECT_FALSE(stream.Chance({0, 5}));
  EXPECT_TRUE(stream.Chance({5, 5}));
  EXPECT_EQ(Sample({Microseconds(3), {}, {}, {}}, stream), Microseconds(3));
  EXPECT_EQ(hash.items(), 0u);
}

TEST(RandomStreamTest, ChancesAndRangesComeOutAsAsked) {
  RandomStream stream(1, nullptr);
  int hits = 0;
  std::set<int64_t> drawn;
  for (int i = 0; i < 10'000; ++i) {
    hits += stream.Chance({1, 10}) ? 1 : 0;
    drawn.insert(stream.Between(Nanoseconds(-2), Nanoseconds(2)).ns);
  }
  EXPECT_GT(hits, 800);
  EXPECT_LT(hits, 1200);
  EXPECT_EQ(drawn, (std::set<int64_t>{-2, -1, 0, 1, 2}));
}

}  // namespace
}  // namespace paxosstore::sim
