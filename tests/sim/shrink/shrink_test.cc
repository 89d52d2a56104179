#include "sim/shrink/shrink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/run/planted.h"
#include "sim/shrink/story.h"

namespace paxosstore::sim {
namespace {

using testing::Contains;
using testing::HasSubstr;

class ShrinkTest : public testing::Test {
 protected:
  ~ShrinkTest() override { ActivatePlantedBug(PlantedBug::kNone); }

  // The first failure of the scenario with the bug on, within `seeds`.
  static FailureCase Find(PlantedBug bug, const Scenario& scenario, uint64_t seeds) {
    ActivatePlantedBug(bug);
    for (uint64_t seed = 1; seed <= seeds; ++seed) {
      if (auto failing = Capture(scenario, seed)) return *std::move(failing);
    }
    ADD_FAILURE() << "the bug was not found";
    return {};
  }
};

Scenario Crashes() {
  Scenario scenario;
  scenario.world.store.segment_bytes = 64 << 10;
  scenario.faults.crashes.every = Milliseconds(600);
  scenario.faults.partitions.every = Milliseconds(900);
  scenario.faults.bad_links.every = Seconds(1);
  scenario.fault_time = Seconds(4);
  return scenario;
}

TEST_F(ShrinkTest, ACapturedRunFailsAgainInTheSameWay) {
  const FailureCase failing = Find(PlantedBug::kAcceptNotSynced, Crashes(), 20);
  EXPECT_FALSE(failing.scenario.workload.script.empty());
  EXPECT_FALSE(failing.scenario.faults.crashes.on());
  const RunReport again = Rerun(failing);
  ASSERT_TRUE(again.failure.has_value());
  EXPECT_EQ(again.failure->what, failing.failure.what);
  EXPECT_EQ(again.trace_hash, failing.trace_hash);
}

TEST_F(ShrinkTest, ARunThatPassesIsNotCaptured) {
  ActivatePlantedBug(PlantedBug::kNone);
  EXPECT_FALSE(Capture(Crashes(), 1).has_value());
}

// One that needs no fault, one that needs a crash, one that needs competing proposers.
TEST_F(ShrinkTest, TypicalBugsShrinkToAHandful) {
  for (const PlantedBug bug : {PlantedBug::kPromiseNotSynced, PlantedBug::kBallotReusedAfterRestart,
                               PlantedBug::kAdoptsNothing, PlantedBug::kReadWithoutMajority}) {
    const FailureCase failing = Find(bug, Crashes(), 60);
    const ShrinkResult result = Shrink(failing);
    EXPECT_TRUE(result.finished);
    EXPECT_LE(result.smallest.scenario.events.size(), 10u) << InfoOf(bug).name;
    EXPECT_LE(result.smallest.scenario.workload.script.size(), 5u) << InfoOf(bug).name;
    EXPECT_EQ(result.smallest.failure.oracle, failing.failure.oracle);
    EXPECT_EQ(Rerun(result.smallest).trace_hash, result.smallest.trace_hash);
  }
}

// The boundary that the run probed by chance moves with every event that is left out.
TEST_F(ShrinkTest, WhatTheProbeFoundShrinksLikeTheRest) {
  Scenario scenario = Crashes();
  scenario.probe = {100, 8};
  const FailureCase failing = Find(PlantedBug::kTornTailAccepted, scenario, 20);
  ASSERT_EQ(failing.failure.oracle, "power-cut recoverable");
  const ShrinkResult result = Shrink(failing);
  EXPECT_LE(result.smallest.scenario.events.size(), 10u);
  EXPECT_LE(result.smallest.scenario.workload.script.size(), 5u);
}

TEST_F(ShrinkTest, WhatIsLeftIsNecessary) {
  const FailureCase failing = Find(PlantedBug::kBallotReusedAfterRestart, Crashes(), 60);
  const FailureCase smallest = Shrink(failing).smallest;
  for (size_t i = 0; i < smallest.scenario.events.size(); ++i) {
    FailureCase without = smallest;
    without.scenario.events.erase(without.scenario.events.begin() + static_cast<ptrdiff_t>(i));
    const RunReport report = Rerun(without);
    EXPECT_TRUE(!report.failure.has_value() || report.failure->oracle != smallest.failure.oracle);
  }
  const auto& script = smallest.scenario.workload.script;
  for (size_t i = 0; script.size() > 1 && i < script.size(); ++i) {
    FailureCase without = smallest;
    auto& rest = without.scenario.workload.script;
    rest.erase(rest.begin() + static_cast<ptrdiff_t>(i));
    const RunReport report = Rerun(without);
    EXPECT_TRUE(!report.failure.has_value() || report.failure->oracle != smallest.failure.oracle);
  }
}

TEST_F(ShrinkTest, TheSearchEndsWhenItIsTold) {
  const FailureCase failing = Find(PlantedBug::kBallotReusedAfterRestart, Crashes(), 60);
  ShrinkOptions options;
  options.runs_max = 7;
  const ShrinkResult result = Shrink(failing, std::move(options));
  EXPECT_FALSE(result.finished);
  EXPECT_LE(result.runs, 7u);
  EXPECT_EQ(result.smallest.failure.oracle, failing.failure.oracle);
}

TEST_F(ShrinkTest, TheStorySaysWhatWasNotDurable) {
  const FailureCase failing = Find(PlantedBug::kPromiseNotSynced, Crashes(), 20);
  const std::vector<std::string> story = TellStory(Shrink(failing).smallest);
  EXPECT_THAT(story, Contains(HasSubstr("promises ballot")));
  EXPECT_THAT(story, Contains(HasSubstr("not on its disk at the end")));
}

TEST_F(ShrinkTest, ALongStorySaysThatItBeginsLate) {
  const FailureCase failing = Find(PlantedBug::kReadWithoutMajority, Crashes(), 60);
  EXPECT_THAT(TellStory(failing, 5).front(), HasSubstr("earlier lines are left out"));
}

TEST(Signature, NumbersDoNotCount) {
  const auto of = [](const std::string& what) { return SignatureOf({"oracle", what, {}}); };
  EXPECT_EQ(of("k3 entry 12: node 1"), of("k4 entry 7: node 3"));
  EXPECT_EQ(of("at ballot 3.1\nmore"), of("at ballot 12.2"));
  EXPECT_NE(of("k3 promises"), of("k3 accepts"));
  EXPECT_EQ(of("k12 entry 3: n2 shows it"), of("t0 entry 4: n1 shows it"));
  EXPECT_NE(of("one 1"), of("other 1"));
  EXPECT_NE(SignatureOf({"a", "x", {}}), SignatureOf({"b", "x", {}}));
}

}  // namespace
}  // namespace paxosstore::sim
