// The queue, and the clock and executor over it.
#include "sim/event_queue.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"
#include "sim/sim_clock.h"
#include "sim/sim_executor.h"

namespace paxosstore::sim {
namespace {

class EventQueueTest : public testing::Test {
 protected:
  Work Note(int n) {
    return [this, n] { ran_.push_back(n); };
  }
  TimerId At(int64_t ns, ActorId actor, int n, OnKill on_kill = OnKill::kDrop) {
    return queue_.Schedule(Instant{ns}, actor, EventKind::kTimer, Note(n), on_kill);
  }
  void RunAll() {
    while (queue_.RunOne()) {
    }
  }

  DeterminismHash hash_;
  EventQueue queue_{&hash_};
  ActorId a_ = queue_.AddActor("a");
  ActorId b_ = queue_.AddActor("b");
  std::vector<int> ran_;
};

TEST_F(EventQueueTest, EventsRunByTimeAndEqualTimesInTheOrderOfTheCalls) {
  At(20, a_, 3);
  At(10, a_, 1);
  At(20, b_, 4);
  At(10, b_, 2);
  RunAll();
  EXPECT_EQ(ran_, (std::vector<int>{1, 2, 3, 4}));
  EXPECT_EQ(queue_.now(), Instant{20});
  EXPECT_EQ(queue_.dispatched(), 4u);
}

TEST_F(EventQueueTest, AnEventInThePastRunsNow) {
  queue_.RunUntil(Instant{100});
  At(10, a_, 1);
  EXPECT_EQ(queue_.NextTime(), Instant{100});
  RunAll();
  EXPECT_EQ(queue_.now(), Instant{100});
}

TEST_F(EventQueueTest, RunUntilStopsAtItsDeadlineAndMovesThePresentThere) {
  At(10, a_, 1);
  At(11, a_, 2);
  EXPECT_EQ(queue_.RunUntil(Instant{10}), 1u);
  EXPECT_EQ(ran_, (std::vector<int>{1}));
  EXPECT_EQ(queue_.RunUntil(Instant{500}), 1u);
  EXPECT_EQ(queue_.now(), Instant{500});
}

TEST_F(EventQueueTest, StopEndsRunUntilAfterTheEvent) {
  queue_.Schedule(Instant{10}, a_, EventKind::kTimer, [this] { queue_.Stop(); });
  At(20, a_, 1);
  queue_.RunUntil(Instant{100});
  EXPECT_EQ(queue_.now(), Instant{10});
  queue_.RunUntil(Instant{100});
  EXPECT_EQ(ran_, (std::vector<int>{1}));
}

TEST_F(EventQueueTest, ACancelledEventIsDestroyedAtOnceAndNeverRuns) {
  auto held = std::make_shared<int>();
  const TimerId id = queue_.Schedule(Instant{10}, a_, EventKind::kTimer, [held] { ADD_FAILURE(); });
  queue_.Cancel(id);
  EXPECT_EQ(held.use_count(), 1);
  EXPECT_EQ(queue_.pending(), 0u);
  EXPECT_FALSE(queue_.NextTime().has_value());
  EXPECT_FALSE(queue_.RunOne());
}

TEST_F(EventQueueTest, AnOldIdDoesNotCancelTheEventThatTookItsSlot) {
  const TimerId old = At(10, a_, 1);
  queue_.Cancel(old);
  At(10, a_, 2);
  queue_.Cancel(old);
  queue_.Cancel(TimerId(0));
  queue_.Cancel(TimerId(~uint64_t{0}));
  RunAll();
  EXPECT_EQ(ran_, (std::vector<int>{2}));
}

TEST_F(EventQueueTest, CancelledEventsDoNotAccumulate) {
  At(1'000'000, a_, 1);
  for (int i = 0; i < 100'000; ++i) queue_.Cancel(At(500'000 + i, a_, 2));
  EXPECT_EQ(queue_.pending(), 1u);
  EXPECT_LT(queue_.heap_size(), 5000u);
  RunAll();
  EXPECT_EQ(ran_, (std::vector<int>{1}));
}

TEST_F(EventQueueTest, AKilledActorsEventsAreGoneAndOthersStay) {
  auto held = std::make_shared<int>();
  queue_.Schedule(Instant{10}, a_, EventKind::kTimer, [held] { ADD_FAILURE(); });
  At(10, b_, 1);
  queue_.Kill(a_);
  EXPECT_EQ(held.use_count(), 1);
  At(20, a_, 2);  // of the next life
  RunAll();
  EXPECT_EQ(ran_, (std::vector<int>{1, 2}));
}

TEST_F(EventQueueTest, AnEventThatIsKeptRunsInTheNextLife) {
  At(10, a_, 1, OnKill::kKeep);
  const Life before = queue_.life(a_);
  queue_.Kill(a_);
  EXPECT_NE(queue_.life(a_), before);
  RunAll();
  EXPECT_EQ(ran_, (std::vector<int>{1}));
}

TEST_F(EventQueueTest, AnActorMayBeKilledByItsOwnEvent) {
  queue_.Schedule(Instant{10}, a_, EventKind::kTimer, [this] {
    queue_.Kill(a_);
    ran_.push_back(1);
  });
  At(10, a_, 2);
  RunAll();
  EXPECT_EQ(ran_, (std::vector<int>{1}));
}

TEST_F(EventQueueTest, APausedActorsEventsWaitAndKeepTheirOrder) {
  At(30, a_, 3);
  At(10, a_, 1);
  At(20, a_, 2);
  At(20, b_, 100);
  queue_.Pause(a_);
  queue_.RunUntil(Instant{50});
  EXPECT_EQ(ran_, (std::vector<int>{100}));
  At(50, a_, 4);
  queue_.Resume(a_);
  RunAll();
  EXPECT_EQ(ran_, (std::vector<int>{100, 1, 2, 3, 4}));
  EXPECT_EQ(queue_.now(), Instant{50});
}

TEST_F(EventQueueTest, WhatWaitsInAPauseCanBeCancelledOrKilled) {
  const TimerId first = At(10, a_, 1);
  At(11, a_, 2);
  At(12, b_, 3);
  queue_.Pause(a_);
  queue_.RunUntil(Instant{20});
  queue_.Cancel(first);
  queue_.Resume(a_);
  RunAll();
  EXPECT_EQ(ran_, (std::vector<int>{3, 2}));
  At(30, a_, 4);
  queue_.Pause(a_);
  queue_.RunUntil(Instant{40});
  queue_.Kill(a_);
  EXPECT_FALSE(queue_.paused(a_));
  RunAll();
  EXPECT_EQ(ran_, (std::vector<int>{3, 2}));
}

TEST_F(EventQueueTest, OnlyEventsThatRunReachTheHash) {
  At(10, a_, 1);
  queue_.Cancel(At(5, a_, 2));
  At(6, b_, 3);
  queue_.Kill(b_);
  RunAll();
  DeterminismHash expected;
  expected.MixEvent(Instant{10}, EventKind::kTimer, a_);
  EXPECT_EQ(hash_.value(), expected.value());
}

TEST_F(EventQueueTest, DestroyingTheQueueDropsEvents) {
  auto held = std::make_shared<int>();
  {
    DeterminismHash hash;
    EventQueue queue(&hash);
    queue.Schedule(Instant{1}, kWorld, EventKind::kWorld, [held] { ADD_FAILURE(); });
  }
  EXPECT_EQ(held.use_count(), 1);
}

// The heap, the slab and their laziness against a stable sort.
RC_GTEST_PROP(EventQueueProperty, RunsWhatWasNotCancelledInTheOrderOfAStableSort, ()) {
  struct Planned {
    int64_t time;
    int number;
  };
  const auto times = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 40));
  const auto cancels = *rc::gen::container<std::vector<size_t>>(rc::gen::arbitrary<size_t>());
  DeterminismHash hash;
  EventQueue queue(&hash);
  std::vector<int> ran;
  std::vector<TimerId> ids;
  std::vector<Planned> planned;
  for (size_t i = 0; i < times.size(); ++i) {
    const int number = static_cast<int>(i);
    planned.push_back({times[i], number});
    ids.push_back(queue.Schedule(Instant{times[i]}, kWorld, EventKind::kWorld,
                                 [&ran, number] { ran.push_back(number); }));
  }
  for (const size_t cancel : cancels) {
    if (ids.empty()) break;
    const size_t victim = cancel % ids.size();
    queue.Cancel(ids[victim]);
    std::erase_if(planned, [&](const Planned& p) { return p.number == static_cast<int>(victim); });
  }
  std::stable_sort(planned.begin(), planned.end(),
                   [](const Planned& x, const Planned& y) { return x.time < y.time; });
  while (queue.RunOne()) {
  }
  std::vector<int> expected;
  for (const Planned& p : planned) expected.push_back(p.number);
  RC_ASSERT(ran == expected);
}

TEST_F(EventQueueTest, AnExecutorOfAnEarlierLifeIsDead) {
  SimExecutor old(&queue_, a_, nullptr);
  old.Post(Note(1));
  queue_.Kill(a_);
  SimExecutor fresh(&queue_, a_, nullptr);
  old.Post(Note(2));
  const TimerId dead = old.After(Duration{}, Note(3));
  EXPECT_NE(dead.value(), 0u);
  old.Cancel(dead);
  fresh.Post(Note(4));
  RunAll();
  EXPECT_TRUE(old.stale());
  EXPECT_EQ(ran_, (std::vector<int>{4}));
}

TEST_F(EventQueueTest, ADeadExecutorsDestructionLeavesTheNextLifeAlone) {
  auto old = std::make_unique<SimExecutor>(&queue_, a_, nullptr);
  queue_.Kill(a_);
  SimExecutor fresh(&queue_, a_, nullptr);
  fresh.Post(Note(1));
  old.reset();
  RunAll();
  EXPECT_EQ(ran_, (std::vector<int>{1}));
}

TEST_F(EventQueueTest, ADriftingClockGainsItsPartsPerMillion) {
  SimClock clock(&queue_, {Seconds(7), PartsPerMillion(100), {}});
  EXPECT_EQ(clock.Now(), Instant{} + Seconds(7));
  queue_.RunUntil(Instant{} + Seconds(1));
  EXPECT_EQ(clock.Now(), Instant{} + Seconds(8) + Microseconds(100));
  clock.SetDrift(PartsPerMillion(-100));
  EXPECT_EQ(clock.Now(), Instant{} + Seconds(8) + Microseconds(100));
  queue_.RunUntil(Instant{} + Seconds(2));
  EXPECT_EQ(clock.Now(), Instant{} + Seconds(9));
}

TEST_F(EventQueueTest, TheWallClockJumpsAndTheMonotonicOneDoesNot) {
  SimClock clock(&queue_, {{}, {}, Seconds(3)});
  EXPECT_EQ(clock.WallNow().ms, SimClock::kWallStart.ms + 3000);
  clock.JumpWall(Seconds(-10));
  EXPECT_EQ(clock.WallNow().ms, SimClock::kWallStart.ms - 7000);
  EXPECT_EQ(clock.Now(), Instant{});
}

RC_GTEST_PROP(SimClockProperty, ATimersVirtualTimeIsTheFirstAtWhichTheClockShowsItsTime, ()) {
  DeterminismHash hash;
  EventQueue queue(&hash);
  const auto drift = *rc::gen::inRange<int64_t>(-900'000, 1'000'000);
  const auto start = *rc::gen::inRange<int64_t>(0, 1'000'000'000'000);
  const auto delay = *rc::gen::inRange<int64_t>(1, 1'000'000'000'000);
  SimClock clock(&queue, {Seconds(1), PartsPerMillion(drift), {}});
  queue.RunUntil(Instant{start});
  const Instant local = clock.Now() + Nanoseconds(delay);
  const Instant at = clock.ToVirtual(local);
  queue.RunUntil(at - Nanoseconds(1));
  RC_ASSERT(clock.Now() < local);
  queue.RunUntil(at);
  RC_ASSERT(clock.Now() >= local);
}

}  // namespace
}  // namespace paxosstore::sim
