// What clients did, operation by operation and attempt by attempt.
#include "sim/trace/operation_recorder.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "sim/run/run.h"
#include "tests/sim/trace/recorded_world.h"

namespace paxosstore::sim {
namespace {

using End = TracedOperation::End;
using testing::StartsWith;

constexpr Instant At(int64_t ms) { return Instant{} + Milliseconds(ms); }

// One client, one object, "k0".
Scenario Scripted(std::vector<std::string> lines, NodeId node = n1, Instant at = At(300)) {
  Scenario scenario;
  scenario.name = "scripted";
  scenario.world.store.segment_bytes = 64 << 10;
  scenario.workload.clients = 1;
  scenario.workload.objects = 1;
  scenario.workload.tagged_of_ten = 0;
  scenario.workload.abandon = {};
  for (const std::string& line : lines) {
    ScriptedOperation operation;
    operation.number = scenario.workload.script.size() + 1;
    operation.at = at;
    operation.commands.push_back(MakeCommand(line));
    operation.node = node;
    scenario.workload.script.push_back(operation);
  }
  return scenario;
}

Trace RunUntil(const Scenario& scenario, Instant until) {
  Trace trace;
  RunOptions options;
  options.until = until;
  options.recording = &trace;
  const RunReport report = RunScenario(scenario, 1, options);
  EXPECT_FALSE(report.failure.has_value()) << report.failure->what;
  return trace;
}

TEST(OperationRecorder, AnAnsweredOneHasCommandReplyVersionAndAllItsMoments) {
  const Trace trace = RunUntil(Scripted({"SET k0 a", "INCRBY k0x 5", "GET k0"}), At(400));
  ASSERT_EQ(trace.operations.size(), 3u);
  const TracedOperation& set = trace.operations[0];
  EXPECT_EQ(set.client, 1u);
  EXPECT_EQ(set.name, "c1#1");
  EXPECT_EQ(set.sequence, 1u);
  EXPECT_EQ(trace.objects[set.object], "k0");
  EXPECT_EQ(set.command, "SET k0 \"a\"");
  EXPECT_EQ(set.reply, "OK");
  EXPECT_EQ(set.version, EntryId(1));
  EXPECT_EQ(set.end, End::kOk);
  EXPECT_FALSE(set.guilty);
  ASSERT_EQ(set.attempts.size(), 1u);
  const TracedOperation::Attempt& attempt = set.attempts[0];
  EXPECT_EQ(attempt.node, n1);
  EXPECT_EQ(attempt.reply, "ok @1");
  EXPECT_EQ(attempt.sent, set.started);
  ASSERT_TRUE(attempt.arrived && attempt.replied && attempt.answered && set.ended);
  EXPECT_GE(attempt.arrived->time - attempt.sent.time, Microseconds(100));
  EXPECT_GT(attempt.replied->time, attempt.arrived->time);
  EXPECT_GE(attempt.answered->time - attempt.replied->time, Microseconds(100));
  EXPECT_EQ(*set.ended, *attempt.answered);
  EXPECT_EQ(trace.operations[1].command, "INCRBY k0x 5") << "numbers are bare";
  EXPECT_EQ(trace.operations[2].command, "GET k0");
  EXPECT_EQ(trace.operations[2].reply, "\"a\"");
}

TEST(OperationRecorder, ARetryIsAnAttemptAtAnotherNode) {
  Scenario scenario = Scripted({"SET k0 a"}, n2);
  scenario.events.push_back({.at = At(250), .kind = FaultKind::kPause, .node = n2});
  const Trace trace = RunUntil(scenario, At(3000));
  ASSERT_EQ(trace.operations.size(), 1u);
  const TracedOperation& set = trace.operations[0];
  EXPECT_EQ(set.end, End::kOk);
  ASSERT_GE(set.attempts.size(), 2u);
  EXPECT_EQ(set.attempts[0].node, n2);
  EXPECT_FALSE(set.attempts[0].arrived.has_value());
  EXPECT_FALSE(set.attempts[0].answered.has_value());
  EXPECT_EQ(set.attempts[0].reply, "");
  EXPECT_NE(set.attempts[1].node, n2);
  EXPECT_GE(set.attempts[1].sent.time - set.attempts[0].sent.time, Milliseconds(800));
  EXPECT_THAT(set.attempts.back().reply, StartsWith("ok @"));
  EXPECT_TRUE(set.attempts.back().answered.has_value());
}

TEST(OperationRecorder, ANodeThatIsDownRefusesAtOnceAndTheNextIsAsked) {
  Scenario scenario = Scripted({"SET k0 a"}, n2);
  scenario.events.push_back({.at = At(250), .kind = FaultKind::kCrash, .node = n2});
  const Trace trace = RunUntil(scenario, At(3000));
  ASSERT_EQ(trace.operations.size(), 1u);
  const std::vector<TracedOperation::Attempt>& attempts = trace.operations[0].attempts;
  ASSERT_GE(attempts.size(), 2u);
  EXPECT_EQ(attempts[0].reply, "refused");
  EXPECT_EQ(attempts[0].replied, attempts[0].arrived);
  EXPECT_NE(attempts[1].node, n2);
  EXPECT_LE(attempts[1].sent.time - attempts[0].answered->time, Milliseconds(20));
}

TEST(OperationRecorder, OneThatIsNeverAnsweredIsUnknownAndTheNextBearsAnotherName) {
  Scenario scenario = Scripted({"SET k0 a", "SET k0 b"});
  scenario.workload.loss = {1, 1};
  scenario.workload.attempts_max = 2;
  const Trace trace = RunUntil(scenario, At(2500));
  ASSERT_EQ(trace.operations.size(), 2u);
  EXPECT_EQ(trace.operations[0].end, End::kUnknown);
  EXPECT_EQ(trace.operations[0].attempts.size(), 2u);
  EXPECT_EQ(trace.operations[0].reply, "");
  EXPECT_EQ(trace.operations[0].version, EntryId());
  EXPECT_TRUE(trace.operations[0].ended.has_value());
  EXPECT_EQ(trace.operations[0].name, "c1#1");
  EXPECT_EQ(trace.operations[1].name, "c2#1");
  EXPECT_EQ(trace.operations[1].client, 1u) << "its lane";
  EXPECT_EQ(trace.operations[1].end, End::kOpen);
  EXPECT_FALSE(trace.operations[1].ended.has_value());
}

// The node is there, and does not serve yet.
TEST(OperationRecorder, OneThatIsRefusedIsNotDone) {
  Scenario scenario = Scripted({"SET k0 a"}, n1, At(0));
  scenario.world.disk.sync_latency.base = Milliseconds(50);
  scenario.workload.attempts_max = 1;
  const Trace trace = RunUntil(scenario, At(100));
  ASSERT_EQ(trace.operations.size(), 1u);
  EXPECT_EQ(trace.operations[0].end, End::kNotDone);
  ASSERT_EQ(trace.operations[0].attempts.size(), 1u);
  EXPECT_EQ(trace.operations[0].attempts[0].reply, "refused");
  EXPECT_TRUE(trace.operations[0].attempts[0].answered.has_value());
}

TEST(OperationRecorder, AnAttemptKeepsItsAnswerAfterItsOperationHasEnded) {
  Scenario scenario = Scripted({"SET k0 a", "SET k0 b"});
  scenario.workload.latency.base = Milliseconds(20);
  scenario.workload.attempt_timeout = Milliseconds(30);
  scenario.workload.attempts_max = 1;
  const Trace trace = RunUntil(scenario, At(600));
  ASSERT_EQ(trace.operations.size(), 2u);
  const TracedOperation& first = trace.operations[0];
  EXPECT_EQ(first.end, End::kUnknown);
  ASSERT_EQ(first.attempts.size(), 1u);
  EXPECT_EQ(first.attempts[0].reply, "ok @1");
  ASSERT_TRUE(first.attempts[0].answered.has_value());
  EXPECT_GT(first.attempts[0].answered->time, first.ended->time);
}

// Its attempts are counted over all its operations.
TEST(OperationRecorder, AClientThatHadBegunBeforeIsFollowedFromItsNextOperationOn) {
  RecordedWorld world;
  ClientObserver* const clients = world.recorder().clients();
  History& history = world.history();
  const auto earlier = history.Start(0, ClientId(1), 1, {MakeCommand("GET k")}, world.now());
  clients->OnAttempt({1, 3}, n3);
  clients->OnArrival({1, 3});
  clients->OnEnd(1, earlier);
  EXPECT_TRUE(world.trace().operations.empty());
  const auto next = history.Start(0, ClientId(1), 2, {MakeCommand("GET k")}, world.now());
  clients->OnBegin(1, next);
  clients->OnAttempt({1, 4}, n2);
  clients->OnAnswer({1, 3});
  clients->OnArrival({1, 4});
  ASSERT_EQ(world.trace().operations.size(), 1u);
  const std::vector<TracedOperation::Attempt>& attempts = world.trace().operations[0].attempts;
  ASSERT_EQ(attempts.size(), 1u);
  EXPECT_EQ(attempts[0].node, n2);
  EXPECT_TRUE(attempts[0].arrived.has_value());
  EXPECT_FALSE(attempts[0].answered.has_value());
}

// --- against the history, over random runs

std::string Replies(const Operation& operation) {
  std::string text;
  for (const model::Reply& reply : operation.replies) {
    text += (text.empty() ? "" : "; ") + ToString(reply);
  }
  return text;
}

void ExpectAsInTheHistory(const TracedOperation& traced, const Operation& operation,
                          const std::string& object, const Trace& trace) {
  EXPECT_EQ(trace.objects[traced.object], object);
  EXPECT_EQ(traced.sequence, operation.sequence);
  EXPECT_EQ(traced.started.time, operation.started_at);
  EXPECT_EQ(traced.version, operation.version);
  if (traced.reply.size() < 200) {
    EXPECT_EQ(traced.reply, Replies(operation));
  }
  EXPECT_EQ(traced.end == End::kOk, operation.fate == Fate::kOk);
  EXPECT_EQ(traced.end == End::kNotDone, operation.fate == Fate::kNotDone);
  EXPECT_EQ(traced.ended.has_value(), traced.end != End::kOpen);
  if (operation.fate == Fate::kOk) {
    EXPECT_EQ(traced.ended->time, operation.ended_at);
  }
}

TEST(OperationRecorder, AllOperationsAreAsTheHistoryHasThemAndTheClientsCount) {
  Scenario scenario;
  scenario.workload.loss = {1, 20};
  scenario.faults.crashes.every = Milliseconds(300);
  scenario.faults.partitions.every = Milliseconds(300);
  scenario.fault_time = Seconds(3);
  for (uint64_t seed = 1; seed <= 3; ++seed) {
    Trace trace;
    RunOptions options;
    options.recording = &trace;
    options.history = true;
    options.until = At(2000);
    const RunReport report = RunScenario(scenario, seed, options);
    std::map<std::string, const TracedOperation*> by_name;
    std::map<End, uint64_t> ends;
    uint64_t attempts = 0;
    std::set<size_t> tries;
    for (const TracedOperation& traced : trace.operations) {
      EXPECT_TRUE(by_name.emplace(traced.name, &traced).second) << traced.name;
      ++ends[traced.end];
      attempts += traced.attempts.size();
      tries.insert(traced.attempts.size());
    }
    EXPECT_EQ(trace.operations.size(), report.history->operations());
    for (const NamedOperation& named : InOrderOfStarts(*report.history)) {
      const Operation& operation = *named.operation;
      const auto it =
          by_name.find("c" + ToString(operation.client) + "#" + std::to_string(operation.sequence));
      ASSERT_NE(it, by_name.end());
      ExpectAsInTheHistory(*it->second, operation, *named.object, trace);
    }
    EXPECT_EQ(ends[End::kOk], report.clients.ok);
    EXPECT_EQ(ends[End::kUnknown], report.clients.unknown);
    EXPECT_EQ(ends[End::kNotDone], report.clients.not_done);
    EXPECT_EQ(attempts, report.clients.attempts);
    EXPECT_GE(tries.size(), 3u) << "some had to try again";
  }
}

}  // namespace
}  // namespace paxosstore::sim
