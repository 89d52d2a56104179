// What nodes are, from change to change; blocked links; faults of a plan.
#include "sim/trace/node_recorder.h"

#include <gmock/gmock.h>

#include "sim/faults/injector.h"
#include "sim/world/disk_verbs.h"
#include "tests/sim/trace/recorded_world.h"

namespace paxosstore::sim {

inline bool operator==(const TracedLink& a, const TracedLink& b) {
  return a.from == b.from && a.to == b.to && a.blocked == b.blocked;
}

namespace {

using State = TracedNode::State;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::StartsWith;
using testing::UnorderedElementsAre;

std::vector<std::pair<State, std::string>> StatesOf(const Trace& trace, NodeId node) {
  std::vector<std::pair<State, std::string>> states;
  for (const TracedNode& state : trace.node_states) {
    if (state.node == node) states.emplace_back(state.state, state.why);
  }
  return states;
}

TEST(NodeRecorder, ANodeThatStartsServesLater) {
  RecordedWorld world;
  world.Serve();
  EXPECT_THAT(StatesOf(world.trace(), n1),
              ElementsAre(Pair(State::kStarting, "starts"), Pair(State::kServing, "serves")));
  const auto& states = world.trace().node_states;
  EXPECT_EQ(states.front().at.time, Instant{});
  EXPECT_EQ(states.back().at, world.Now());
}

TEST(NodeRecorder, OneThatNobodyStartsHasNoState) {
  RecordedWorld world;
  world.Start(n2);
  world.RunFor(Milliseconds(50));
  EXPECT_THAT(StatesOf(world.trace(), n1), IsEmpty());
  EXPECT_EQ(StatesOf(world.trace(), n2).size(), 2u);
}

TEST(NodeRecorder, APauseEndsInWhatTheNodeWas) {
  RecordedWorld world;
  world.Serve();
  world.Pause(n1);
  world.RunFor(Milliseconds(50));
  world.Resume(n1);
  EXPECT_THAT(StatesOf(world.trace(), n1),
              ElementsAre(Pair(State::kStarting, "starts"), Pair(State::kServing, "serves"),
                          Pair(State::kPaused, "stands still"), Pair(State::kServing, "goes on")));
}

TEST(NodeRecorder, OneThatIsPausedWhileItStartsStartsOn) {
  RecordedWorld world;
  world.Start(n1);
  world.Pause(n1);
  world.RunFor(Milliseconds(50));
  world.Resume(n1);
  world.Await(n1);
  EXPECT_THAT(StatesOf(world.trace(), n1),
              ElementsAre(Pair(State::kStarting, "starts"), Pair(State::kPaused, "stands still"),
                          Pair(State::kStarting, "goes on"), Pair(State::kServing, "serves")));
}

TEST(NodeRecorder, ACrashAndAKillSayWhich) {
  RecordedWorld world;
  world.Serve();
  world.Crash(n1);
  world.KillProcess(n2);
  world.Crash(n2);  // it is down: nothing happens
  EXPECT_EQ(StatesOf(world.trace(), n1).back(),
            std::pair(State::kDown, std::string("loses power")));
  EXPECT_EQ(StatesOf(world.trace(), n2).back(), std::pair(State::kDown, std::string("is killed")));
  EXPECT_EQ(StatesOf(world.trace(), n2).size(), 3u);
}

TEST(NodeRecorder, ANodeThatDiesWhilePausedIsDownAndStartsAsUsual) {
  RecordedWorld world;
  world.Serve();
  world.Pause(n1);
  world.Crash(n1);
  world.Start(n1);
  world.Await(n1);
  EXPECT_THAT(StatesOf(world.trace(), n1),
              ElementsAre(Pair(State::kStarting, "starts"), Pair(State::kServing, "serves"),
                          Pair(State::kPaused, "stands still"), Pair(State::kDown, "loses power"),
                          Pair(State::kStarting, "starts"), Pair(State::kServing, "serves")));
}

// The end of its process tells nothing new.
TEST(NodeRecorder, AStoreThatGivesUpIsToldOnceWithItsReason) {
  RecordedWorld world;
  world.Serve();
  world.FailNextSync(n1);
  world.Send(n1, "SET k a");
  ASSERT_TRUE(world.RunUntil([&] { return world.starts() == 4; }, Seconds(5)));
  world.Await(n1);
  EXPECT_THAT(
      StatesOf(world.trace(), n1),
      ElementsAre(Pair(State::kStarting, "starts"), Pair(State::kServing, "serves"),
                  Pair(State::kDown, AllOf(StartsWith("stops: "), HasSubstr("input/output error"))),
                  Pair(State::kStarting, "starts"), Pair(State::kServing, "serves")));
}

TEST(NodeRecorder, AStoreThatDoesNotOpenRefusesToStartWithItsReason) {
  RecordedWorld world;
  world.Serve();
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(world.Do(n1, "SET k a"));
  world.RunFor(Milliseconds(300));
  ASSERT_TRUE(RotDisk(world, n1, 3));
  world.Crash(n1);
  world.Start(n1);
  ASSERT_TRUE(world.RunUntil([&] { return world.refusals() > 0; }, Seconds(5)));
  const auto states = StatesOf(world.trace(), n1);
  EXPECT_THAT(states.back(), Pair(State::kDown, StartsWith("refuses to start: ")));
  EXPECT_GT(states.back().second.size(), std::string("refuses to start: ").size());
}

TEST(NodeRecorder, WhatTheNodesAreWhenTheRecorderComesIsKnown) {
  RecordedWorld world;
  world.Serve();
  world.Pause(n1);
  world.Crash(n2);
  world.Start(n2);
  world.Crash(n3);
  Trace late;
  const Recorder recorder(&world, &late);
  EXPECT_THAT(StatesOf(late, n1), ElementsAre(Pair(State::kPaused, "")));
  EXPECT_THAT(StatesOf(late, n2), ElementsAre(Pair(State::kStarting, "")));
  EXPECT_THAT(StatesOf(late, n3), IsEmpty());
  world.Await(n2);
  EXPECT_EQ(StatesOf(late, n2).back().first, State::kServing);
}

// --- links

TEST(LinkRecorder, APartitionBlocksEachDirectionOnceAndHealingOpensIt) {
  RecordedWorld world;
  world.Serve();
  world.Partition({{n1}, {n2, n3}});
  EXPECT_THAT(world.trace().links,
              UnorderedElementsAre(TracedLink{{}, n1, n2, true}, TracedLink{{}, n1, n3, true},
                                   TracedLink{{}, n2, n1, true}, TracedLink{{}, n3, n1, true}));
  world.Partition({{n1}, {n2, n3}});
  world.Isolate(n1);
  EXPECT_EQ(world.trace().links.size(), 4u) << "nothing new";
  world.RunFor(Milliseconds(10));
  world.HealNetwork();
  ASSERT_EQ(world.trace().links.size(), 8u);
  for (size_t i = 4; i < 8; ++i) {
    EXPECT_FALSE(world.trace().links[i].blocked);
    EXPECT_EQ(world.trace().links[i].at, world.Now());
  }
  world.HealNetwork();
  EXPECT_EQ(world.trace().links.size(), 8u);
}

TEST(LinkRecorder, OneWayIsOneWay) {
  RecordedWorld world;
  world.BlockOneWay(n3, n1);
  EXPECT_THAT(world.trace().links, ElementsAre(TracedLink{{}, n3, n1, true}));
}

TEST(LinkRecorder, WhatIsBlockedWhenTheRecorderComesBeginsThere) {
  RecordedWorld world;
  world.BlockOneWay(n3, n1);
  world.Serve();
  Trace late;
  const Recorder recorder(&world, &late);
  EXPECT_THAT(late.links, ElementsAre(TracedLink{{}, n3, n1, true}));
  EXPECT_EQ(late.links[0].at, world.Now());
}

// --- faults

constexpr Instant At(int64_t ms) { return Instant{} + Milliseconds(ms); }

TEST(FaultRecorder, FaultsStrikeAtTheirTimeOnTheirNodes) {
  RecordedWorld world;
  world.Serve();
  Injector injector(&world,
                    {{.at = At(400), .kind = FaultKind::kCrash, .node = n2},
                     {.at = At(500), .kind = FaultKind::kRestart, .node = n2},
                     {.at = At(600), .kind = FaultKind::kPartition, .nodes = 0b011},
                     {.at = At(700), .kind = FaultKind::kCutLink, .node = n1, .nodes = 0b100},
                     {.at = At(800), .kind = FaultKind::kMendLink, .node = n1, .nodes = 0b100},
                     {.at = At(5000), .kind = FaultKind::kCrash, .node = n1}});
  injector.set_observer(world.recorder().faults());
  world.RunTo(At(1000));
  injector.Heal();
  world.RunTo(At(6000));
  const std::vector<TracedFault>& faults = world.trace().faults;
  ASSERT_EQ(faults.size(), 6u) << "what was still to come never struck";
  const auto expect = [&](size_t i, Instant at, bool injects, uint32_t nodes, const char* text) {
    EXPECT_EQ(faults[i].at.time, at) << i;
    EXPECT_EQ(faults[i].injects, injects) << i;
    EXPECT_EQ(faults[i].nodes, nodes) << i;
    EXPECT_THAT(faults[i].text, HasSubstr(text)) << i;
  };
  expect(0, At(400), true, 0b010, "crash n2");
  expect(1, At(500), false, 0b010, "n2");
  expect(2, At(600), true, 0b011, "partition");
  expect(3, At(700), true, 0b101, "n1");
  expect(4, At(800), false, 0b101, "n1");
  expect(5, At(1000), false, 0, "all faults end");
}

// It is told before what it does.
TEST(FaultRecorder, AFaultStandsBeforeWhatItDoes) {
  RecordedWorld world;
  world.Serve();
  Injector injector(&world, {{.at = At(400), .kind = FaultKind::kCrash, .node = n2}});
  injector.set_observer(world.recorder().faults());
  world.RunTo(At(400));
  ASSERT_EQ(world.trace().faults.size(), 1u);
  EXPECT_EQ(world.trace().faults[0].at, world.trace().node_states.back().at);
  EXPECT_EQ(StatesOf(world.trace(), n2).back().first, State::kDown);
}

}  // namespace
}  // namespace paxosstore::sim
