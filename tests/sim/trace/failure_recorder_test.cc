// Of failures of many kinds, whom and what they are about. The failures are those of planted bugs.
#include "sim/trace/failure_recorder.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "sim/oracles/exactly_once.h"
#include "sim/run/planted.h"
#include "sim/run/run.h"
#include "tests/sim/trace/recorded_world.h"

namespace paxosstore::sim {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

Scenario Crashes() {
  Scenario scenario;
  scenario.world.store.segment_bytes = 64 << 10;
  scenario.workload.objects = 3;
  scenario.faults.crashes.every = Milliseconds(600);
  scenario.faults.partitions.every = Milliseconds(900);
  scenario.faults.bad_links.every = Seconds(1);
  scenario.fault_time = Seconds(4);
  return scenario;
}

class Failures : public testing::Test {
 protected:
  ~Failures() override { ActivatePlantedBug(PlantedBug::kNone); }

  // The trace of the first run that fails by that oracle.
  Trace Find(PlantedBug bug, const std::string& oracle, const Scenario& scenario = Crashes()) {
    ActivatePlantedBug(bug);
    for (uint64_t seed = 1; seed <= 60; ++seed) {
      Trace trace;
      RunOptions options;
      options.recording = &trace;
      const RunReport report = RunScenario(scenario, seed, options);
      if (!report.failure.has_value() || report.failure->oracle != oracle) continue;
      Check(report, trace);
      return trace;
    }
    ADD_FAILURE() << "\"" << oracle << "\" did not fail";
    Trace none;
    none.failure.emplace();
    return none;
  }
  static std::vector<const TracedOperation*> Guilty(const Trace& trace) {
    std::vector<const TracedOperation*> guilty;
    for (const TracedOperation& operation : trace.operations) {
      if (operation.guilty) guilty.push_back(&operation);
    }
    return guilty;
  }

 private:
  static void Check(const RunReport& report, const Trace& trace) {
    ASSERT_TRUE(trace.failure.has_value());
    EXPECT_EQ(trace.failure->failure.what, report.failure->what);
    EXPECT_EQ(trace.failure->failure.moment, report.failure->moment);
    EXPECT_EQ(trace.end.time, report.ended_at);
    EXPECT_EQ(trace.end.event, report.events);
    EXPECT_LE(trace.failure->node.value(), trace.nodes);
  }
};

TEST_F(Failures, AMessageThatShowsTooMuchNamesItsSenderObjectAndEntry) {
  const Trace trace = Find(PlantedBug::kPromiseNotSynced, "durable before visible");
  const TracedFailure& failure = *trace.failure;
  ASSERT_FALSE(trace.messages.empty());
  ASSERT_LT(failure.object, trace.objects.size());
  EXPECT_GT(failure.entry, EntryId());
  EXPECT_THAT(failure.told, StartsWith("n" + ToString(failure.node) + " sends to n"));
  EXPECT_THAT(failure.told, HasSubstr(trace.objects[failure.object]));
  // It is the last thing that happened: the run ended there.
  const TracedMessage& last = trace.messages.back();
  EXPECT_EQ(last.sent, failure.failure.moment);
  EXPECT_EQ(last.from, failure.node);
  EXPECT_EQ(last.object, failure.object);
  EXPECT_EQ(last.entry, failure.entry);
  EXPECT_THAT(failure.told, HasSubstr(last.text));
  EXPECT_THAT(Guilty(trace), IsEmpty());
}

TEST_F(Failures, ASecondChosenValueNamesItsEntry) {
  const Trace trace = Find(PlantedBug::kAdoptsNothing, "one chosen value");
  const TracedFailure& failure = *trace.failure;
  ASSERT_LT(failure.object, trace.objects.size());
  EXPECT_THAT(failure.failure.what,
              StartsWith(trace.objects[failure.object] + " entry " + ToString(failure.entry)));
  EXPECT_NE(failure.node, NodeId());
  EXPECT_THAT(failure.told, Not(IsEmpty()));
  EXPECT_TRUE(std::any_of(trace.chosen.begin(), trace.chosen.end(), [&](const TracedChosen& c) {
    return c.object == failure.object && c.entry == failure.entry;
  })) << "the first one";
}

TEST_F(Failures, ABallotOfTwoValuesNamesItsEntry) {
  const Trace trace = Find(PlantedBug::kEqualBallots, "one value per ballot");
  const TracedFailure& failure = *trace.failure;
  ASSERT_LT(failure.object, trace.objects.size());
  EXPECT_GT(failure.entry, EntryId());
  EXPECT_NE(failure.node, NodeId());
  EXPECT_THAT(failure.failure.what, HasSubstr(trace.objects[failure.object]));
  EXPECT_THAT(failure.told, HasSubstr(trace.objects[failure.object]));
  EXPECT_THAT(failure.failure.what, HasSubstr(" entry " + ToString(failure.entry) + ":"));
}

TEST_F(Failures, AWrongHistoryMarksItsGuiltyOperationsAndExplains) {
  Scenario scenario = Crashes();
  scenario.workload.mix = {30, 30, 0, 0, 0, 0, 0, 10, 10, 0};
  const Trace trace = Find(PlantedBug::kReadWithoutMajority, "linearizability", scenario);
  const TracedFailure& failure = *trace.failure;
  ASSERT_LT(failure.object, trace.objects.size());
  EXPECT_THAT(failure.failure.what, StartsWith(trace.objects[failure.object] + ":"));
  EXPECT_EQ(failure.node, NodeId()) << "no single node is to blame";
  EXPECT_EQ(failure.entry, EntryId());
  EXPECT_THAT(failure.told, IsEmpty());
  const auto guilty = Guilty(trace);
  ASSERT_GE(guilty.size(), 2u) << "a write, and a read that has not seen it";
  EXPECT_LT(guilty.size(), trace.operations.size());
  EXPECT_THAT(failure.explanation, StartsWith("No order of these explains"));
  for (const TracedOperation* operation : guilty) {
    EXPECT_EQ(operation->object, failure.object);
    EXPECT_THAT(failure.explanation, HasSubstr("\n" + operation->name + " "));
  }
  EXPECT_EQ(
      static_cast<size_t>(std::count(failure.explanation.begin(), failure.explanation.end(), '\n')),
      guilty.size());
}

TEST_F(Failures, ExactlyOnceNamesItsOperationAndNoSingleEntry) {
  Scenario scenario = Crashes();
  scenario.workload.loss = {1, 10};
  scenario.faults.crashes.every = Milliseconds(300);
  const Trace trace = Find(PlantedBug::kRequestIdsForgottenAtRestart, ExactlyOnce::kName, scenario);
  const TracedFailure& failure = *trace.failure;
  const auto guilty = Guilty(trace);
  ASSERT_EQ(guilty.size(), 1u);
  EXPECT_THAT(failure.failure.what, HasSubstr(guilty[0]->name + " "));
  EXPECT_EQ(failure.object, guilty[0]->object);
  EXPECT_EQ(failure.entry, EntryId());
}

TEST_F(Failures, AFailureThatTheScenarioAllowsIsInTheTraceAndSaysSo) {
  Scenario scenario = Crashes();
  scenario.may_fail = {"durable before visible"};
  ActivatePlantedBug(PlantedBug::kPromiseNotSynced);
  Trace trace;
  RunOptions options;
  options.recording = &trace;
  const RunReport report = RunScenario(scenario, 1, options);
  ASSERT_FALSE(report.failure.has_value());
  ASSERT_TRUE(report.excused.has_value());
  ASSERT_TRUE(trace.failure.has_value());
  EXPECT_EQ(trace.failure->failure.oracle, "durable before visible");
  EXPECT_THAT(trace.failure->explanation, StartsWith("The scenario allows this"));
}

TEST_F(Failures, ARunThatPassesHasNone) {
  Trace trace;
  RunOptions options;
  options.recording = &trace;
  EXPECT_FALSE(RunScenario(Crashes(), 1, options).failure.has_value());
  EXPECT_FALSE(trace.failure.has_value());
  EXPECT_THAT(Guilty(trace), IsEmpty());
}

// --- failures as they are worded

// What the recorder makes of a failure that nobody told of before.
TracedFailure Recorded(const std::string& oracle, const std::string& what) {
  WorldOptions options;
  options.objects = {"k1", "k10"};
  World world(1, options);
  Trace trace;
  Recorder recorder(&world, &trace);
  world.judge().Fail(oracle, what);
  recorder.Finish();
  return *trace.failure;
}

TEST(FailureWords, AnObjectIsFoundByItsWholeName) {
  EXPECT_EQ(Recorded("linearizability", "k1: no").object, 0u);
  EXPECT_EQ(Recorded("linearizability", "k10: no").object, 1u);
  EXPECT_EQ(Recorded("linearizability", "k100: no").object, kNoObject);
  EXPECT_EQ(Recorded("linearizability", "of k10: no").object, kNoObject);
}

TEST(FailureWords, AnEntryIsFoundBehindItsObject) {
  EXPECT_EQ(Recorded("replicas converge", "k10 entry 12: n1 differs").entry, EntryId(12));
  EXPECT_EQ(Recorded("replicas converge", "k10: entry 12 is odd").entry, EntryId());
}

TEST(FailureWords, ANodeIsFoundAtTheBeginning) {
  EXPECT_EQ(Recorded("all requests end", "n2 still counts 3 requests").node, n2);
  EXPECT_EQ(Recorded("storage recovers", "node 3: cannot open").node, n3);
  EXPECT_EQ(Recorded("all requests end", "no answer of n2").node, NodeId());
  EXPECT_EQ(Recorded("all requests end", "n9 is not there").node, NodeId());
}

// A report that came in another event than the failure has nothing to do with it.
TEST(FailureWords, OnlyWhatWasToldInThatEventIsToBlame) {
  WorldOptions options;
  options.objects = {"k"};
  World world(1, options);
  Trace trace;
  Recorder recorder(&world, &trace);
  world.StartAll();
  recorder.Hear(AnswerReport{n2, "k", EntryId(4)});
  world.RunFor(Milliseconds(5));
  world.judge().Fail(ExactlyOnce::kName, "what was told long ago");
  recorder.Finish();
  EXPECT_EQ(trace.failure->told, "");
  EXPECT_EQ(trace.failure->node, NodeId());
}

// Others may report before the run ends, in the very event of the failure.
TEST(FailureWords, WhatIsToldAfterTheFailureIsNotToBlame) {
  WorldOptions options;
  options.objects = {"k"};
  World world(1, options);
  Trace trace;
  Recorder recorder(&world, &trace);
  recorder.Hear(AnswerReport{n2, "k", EntryId(4)});
  world.judge().Fail(ExactlyOnce::kName, "a sentence");
  recorder.Hear(AnswerReport{n3, "k", EntryId(5)});
  recorder.Finish();
  EXPECT_EQ(trace.failure->node, n2);
  EXPECT_EQ(trace.failure->entry, EntryId(4));
  EXPECT_THAT(trace.failure->told, HasSubstr("n2"));
}

// Production code that finds itself in the wrong does so on what it has just done.
TEST(FailureWords, AFailedCheckBlamesWhoSpokeLast) {
  WorldOptions options;
  options.objects = {"k"};
  World world(1, options);
  Trace trace;
  Recorder recorder(&world, &trace);
  recorder.Hear(AnswerReport{n2, "k", EntryId(4)});
  world.judge().Fail("check", "shard.cc:1: a < b");
  recorder.Finish();
  EXPECT_EQ(trace.failure->node, n2);
  EXPECT_EQ(trace.failure->object, 0u);
}

TEST(FailureWords, AnOperationIsFoundByItsWholeName) {
  WorldOptions options;
  options.objects = {"k", "j"};
  World world(1, options);
  Trace trace;
  Recorder recorder(&world, &trace);
  for (const uint64_t sequence : {2, 23}) {
    recorder.clients()->OnBegin(
        1, world.history().Start(1, ClientId(1), sequence, {MakeCommand("GET j")}, world.now()));
  }
  world.judge().Fail("progress after healing", "not answered: c1#23 GET j");
  recorder.Finish();
  ASSERT_EQ(trace.operations.size(), 2u);
  EXPECT_FALSE(trace.operations[0].guilty);
  EXPECT_TRUE(trace.operations[1].guilty);
  EXPECT_EQ(trace.failure->object, 1u) << "that of the operation";
}

// An oracle that asks by itself is not told anything.
TEST(FailureWords, AnOracleThatAsksByItselfBlamesNobodyWhoJustSpoke) {
  WorldOptions options;
  options.objects = {"k"};
  World world(1, options);
  Trace trace;
  Recorder recorder(&world, &trace);
  recorder.Hear(AnswerReport{n2, "k", EntryId(4)});
  world.judge().Fail("all requests end", "a sentence");
  recorder.Finish();
  EXPECT_EQ(trace.failure->node, NodeId());
  EXPECT_EQ(trace.failure->told, "");
}

}  // namespace
}  // namespace paxosstore::sim
