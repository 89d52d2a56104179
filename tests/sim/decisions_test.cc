#include "sim/decisions.h"

#include <gtest/gtest.h>

#include <set>

#include "sim/sim_network.h"

namespace paxosstore::sim {
namespace {

constexpr Ratio kHalf{1, 2};

TEST(Decisions, EqualOccasionsGiveEqualChoicesWhateverWasDrawnBefore) {
  Decisions a(3, nullptr);
  Decisions b(3, nullptr);
  for (uint64_t i = 0; i < 10; ++i) b.At(Purpose::kDelay, {1, 100, i}).Next();
  EXPECT_EQ(a.At(Purpose::kDelay, {1, 100, 4}).Next(), b.At(Purpose::kDelay, {1, 100, 4}).Next());
}

TEST(Decisions, EachPartOfTheKeyCounts) {
  std::set<uint64_t> drawn;
  Decisions decisions(3, nullptr);
  Decisions other(4, nullptr);
  drawn.insert(decisions.At(Purpose::kDelay, {1, 100, 0}).Next());
  drawn.insert(decisions.At(Purpose::kLoss, {1, 100, 0}).Next());
  drawn.insert(decisions.At(Purpose::kDelay, {2, 100, 0}).Next());
  drawn.insert(decisions.At(Purpose::kDelay, {1, 101, 0}).Next());
  drawn.insert(decisions.At(Purpose::kDelay, {1, 100, 1}).Next());
  drawn.insert(other.At(Purpose::kDelay, {1, 100, 0}).Next());
  EXPECT_EQ(drawn.size(), 6u);
}

TEST(Decisions, EveryPurposeHasANameOfItsOwn) {
  for (size_t i = 0; i < kPurposes; ++i) {
    const auto purpose = static_cast<Purpose>(i);
    EXPECT_EQ(FindPurpose(ToString(purpose)), purpose);
  }
  EXPECT_EQ(FindPurpose("no such"), std::nullopt);
}

TEST(Decisions, WhatIsNotKeptComesOutCalmAndTheRestAsBefore) {
  Decisions free(3, nullptr);
  Decisions bound(3, nullptr);
  bound.Restrict({Purpose::kLoss, {{1, 100, 7}}});
  for (uint64_t i = 0; i < 20; ++i) {
    const Occasion occasion{1, 100, i};
    const bool lost = free.At(Purpose::kLoss, occasion).Chance(kHalf);
    EXPECT_EQ(bound.At(Purpose::kLoss, occasion).Chance(kHalf), i == 7 && lost) << i;
    EXPECT_EQ(bound.At(Purpose::kDelay, occasion).Next(),
              free.At(Purpose::kDelay, occasion).Next());
  }
  EXPECT_EQ(bound.At(Purpose::kLoss, {1, 100, 8}).Below(10), 0u);
}

TEST(Decisions, TheRecordNamesExactlyWhatWasNotCalm) {
  Decisions decisions(3, nullptr);
  decisions.Record();
  std::vector<Occasion> lost;
  for (uint64_t i = 0; i < 50; ++i) {
    const Occasion occasion{1, 100, i};
    if (decisions.At(Purpose::kLoss, occasion).Chance(kHalf)) lost.push_back(occasion);
  }
  EXPECT_GT(lost.size(), 10u);
  EXPECT_LT(lost.size(), 40u);
  EXPECT_EQ(decisions.made(Purpose::kLoss), lost);
  EXPECT_TRUE(decisions.made(Purpose::kDelay).empty());
}

TEST(Decisions, WithAllThatWasMadeKeptNothingChanges) {
  Decisions free(5, nullptr);
  free.Record();
  std::vector<uint64_t> before;
  for (uint64_t i = 0; i < 50; ++i) before.push_back(free.At(Purpose::kDelay, {1, 1, i}).Below(9));
  Decisions bound(5, nullptr);
  bound.Restrict({Purpose::kDelay, free.made(Purpose::kDelay)});
  for (uint64_t i = 0; i < 50; ++i) {
    EXPECT_EQ(bound.At(Purpose::kDelay, {1, 1, i}).Below(9), before[i]);
  }
}

TEST(SimRandomTest, ADrawForOnePurposeMovesNoOther) {
  DeterminismHash hash;
  const EventQueue queue(&hash);
  Decisions decisions(3, nullptr);
  SimRandom a(&decisions, &queue, ActorId(1));
  SimRandom b(&decisions, &queue, ActorId(1));
  b.Next(Draw::kBackoff);
  EXPECT_EQ(a.Next(Draw::kSweep), b.Next(Draw::kSweep));
  EXPECT_NE(a.Next(Draw::kBackoff), b.Next(Draw::kBackoff));
}

struct Nothing : Payload {};

// The times at which frames sent at 1, 2, 3 ... ms arrive, if `extra` others are sent at 500 us.
std::vector<Instant> Arrivals(int extra) {
  DeterminismHash hash;
  EventQueue queue(&hash);
  Decisions decisions(9, &hash);
  NetworkModel network(&queue, &decisions);
  LinkOptions link;
  link.latency.jitter = Milliseconds(1);
  link.loss = {1, 3};
  network.SetAllLinks(link);
  const ActorId one = queue.AddActor("one"), two = queue.AddActor("two");
  const auto from = network.Attach(NodeId(1), ShardId(0), one);
  const auto to = network.Attach(NodeId(2), ShardId(0), two);
  std::vector<Instant> arrivals;
  to->SetHandler([&](NodeId, Frame) {
    if (queue.now() > Instant{} + Microseconds(2500)) arrivals.push_back(queue.now());
  });
  const auto send = [&from] { from->Send(NodeId(2), std::make_shared<Nothing>()); };
  for (int i = 0; i < extra; ++i) {
    queue.Schedule(Instant{} + Microseconds(500), one, EventKind::kWorld, send);
  }
  for (int i = 0; i < 20; ++i) {
    queue.Schedule(Instant{} + Milliseconds(3 + i), one, EventKind::kWorld, send);
  }
  while (queue.RunOne()) {
  }
  return arrivals;
}

TEST(Decisions, OneFrameMoreMovesNoFateOfAnother) {
  EXPECT_GT(Arrivals(0).size(), 5u);
  EXPECT_LT(Arrivals(0).size(), 20u);
  EXPECT_EQ(Arrivals(0), Arrivals(1));
  EXPECT_EQ(Arrivals(0), Arrivals(4));
}

}  // namespace
}  // namespace paxosstore::sim
