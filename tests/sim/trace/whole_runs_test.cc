// The trace of a run under faults, beside what the run itself counts and holds.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "sim/probe/crash_image.h"
#include "sim/probe/recovery.h"
#include "sim/run/run.h"

namespace paxosstore::sim {
namespace {

using Where = TracedState::Where;

Scenario Harsh() {
  Scenario scenario;
  scenario.name = "harsh";
  scenario.world.store.segment_bytes = 32 << 10;
  scenario.world.shard.resident_objects_max = 4;
  scenario.faults.crashes.every = Milliseconds(700);
  scenario.faults.pauses.every = Seconds(1);
  scenario.faults.partitions.every = Milliseconds(500);
  scenario.faults.bad_links.every = Milliseconds(500);
  scenario.faults.corruption.every = Seconds(1);
  scenario.faults.connection_resets.every = Milliseconds(300);
  scenario.faults.bandwidth.every = Seconds(1);
  scenario.faults.sync_errors.every = Seconds(1);
  scenario.faults.disk_stalls.every = Seconds(1);
  scenario.workload.loss = {1, 50};
  scenario.fault_time = Seconds(3);
  scenario.grace = Seconds(1);
  scenario.calm_time = Milliseconds(500);
  return scenario;
}

class WholeRun : public testing::TestWithParam<uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, WholeRun, testing::Range<uint64_t>(1, 9));

TEST_P(WholeRun, RecordingChangesNothing) {
  Trace trace;
  RunOptions options;
  options.recording = &trace;
  const RunReport recorded = RunScenario(Harsh(), GetParam(), options);
  const RunReport plain = RunScenario(Harsh(), GetParam());
  EXPECT_EQ(recorded.trace_hash, plain.trace_hash);
  EXPECT_EQ(recorded.events, plain.events);
  EXPECT_EQ(trace.end.event, plain.events);
  EXPECT_EQ(trace.end.time, plain.ended_at);
  EXPECT_EQ(trace.scenario, "harsh");
  EXPECT_EQ(trace.seed, GetParam());
  EXPECT_EQ(trace.nodes, 3u);
  EXPECT_EQ(trace.clients, Harsh().workload.clients);
  EXPECT_FALSE(trace.failure.has_value());
}

TEST_P(WholeRun, EachFrameHasTheFateThatTheNetworkCounts) {
  Trace trace;
  RunOptions options;
  options.recording = &trace;
  const LinkCounters network = RunScenario(Harsh(), GetParam(), options).network;
  std::map<TracedMessage::End, uint64_t> ends;
  uint64_t duplicates = 0;
  for (const TracedMessage& message : trace.messages) {
    ++ends[message.end];
    duplicates += message.duplicate ? 1 : 0;
  }
  EXPECT_EQ(trace.messages.size(), network.sent + network.duplicated);
  EXPECT_EQ(duplicates, network.duplicated);
  using End = TracedMessage::End;
  EXPECT_EQ(ends[End::kDelivered], network.delivered);
  EXPECT_EQ(ends[End::kLost], network.lost);
  EXPECT_EQ(ends[End::kBlocked], network.blocked);
  EXPECT_EQ(ends[End::kUndeliverable], network.undeliverable);
  EXPECT_EQ(ends[End::kCorrupted], network.corrupted);
  EXPECT_EQ(ends[End::kReset], network.reset);
  EXPECT_EQ(ends[End::kOverflowed], network.overflowed);
}

TEST_P(WholeRun, FaultsSyncsAndChosenEntriesAreThoseThatAreCounted) {
  Trace trace;
  RunOptions options;
  options.recording = &trace;
  const RunReport report = RunScenario(Harsh(), GetParam(), options);
  uint64_t struck = 0;
  for (const uint64_t count : report.faults) struck += count;
  EXPECT_EQ(trace.faults.size(), struck + 1);
  EXPECT_EQ(trace.faults.back().text, "all faults end");
  EXPECT_EQ(trace.chosen.size(), report.entries_chosen);
  const auto count = [&trace](TracedSync::End end) {
    return static_cast<uint64_t>(
        std::count_if(trace.syncs.begin(), trace.syncs.end(),
                      [end](const TracedSync& sync) { return sync.end == end; }));
  };
  EXPECT_EQ(count(TracedSync::End::kFailed), report.disks.failed_syncs);
  EXPECT_GT(count(TracedSync::End::kOk), 0u);
  EXPECT_LE(count(TracedSync::End::kOk), report.disks.syncs);  // those of directories count there
}

TEST_P(WholeRun, ListsAreInTheOrderOfTimeAndEndsComeAfterBeginnings) {
  Trace trace;
  RunOptions options;
  options.recording = &trace;
  RunScenario(Harsh(), GetParam(), options);
  const auto ascends = [](const auto& list, auto moment_of) {
    return std::is_sorted(list.begin(), list.end(), [&](const auto& a, const auto& b) {
      return moment_of(a).event < moment_of(b).event || moment_of(a).time < moment_of(b).time;
    });
  };
  const auto at = [](const auto& one) { return one.at; };
  EXPECT_TRUE(ascends(trace.messages, [](const auto& one) { return one.sent; }));
  EXPECT_TRUE(ascends(trace.operations, [](const auto& one) { return one.started; }));
  EXPECT_TRUE(ascends(trace.syncs, [](const auto& one) { return one.asked; }));
  EXPECT_TRUE(ascends(trace.node_states, at));
  EXPECT_TRUE(ascends(trace.links, at));
  EXPECT_TRUE(ascends(trace.faults, at));
  EXPECT_TRUE(ascends(trace.states, at));
  EXPECT_TRUE(ascends(trace.chosen, at));
  for (const TracedMessage& one : trace.messages) {
    EXPECT_TRUE(!one.ended.has_value() || one.sent.time <= one.ended->time);
  }
  for (const TracedOperation& one : trace.operations) {
    EXPECT_TRUE(!one.ended.has_value() || one.started.time <= one.ended->time);
  }
}

// --- what the replicas hold at the end

struct Shown {
  EntryId chosen;
  std::string chosen_value, promised, accepted, value;
  friend bool operator==(const Shown&, const Shown&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Shown& shown) {
    return out << ToString(shown.chosen) << " " << shown.chosen_value << " m=" << shown.promised
               << " n=" << shown.accepted << " v=" << shown.value;
  }
};

std::string Text(Ballot ballot) { return ballot.IsNone() ? "" : ToString(ballot); }
std::string Text(const ValuePtr& value) { return value == nullptr ? "" : ToString(value->id); }

Shown ShownOf(const LogState& state) {
  return {state.chosen, Text(state.chosen_value), Text(state.pending.promised),
          Text(state.pending.accepted), Text(state.pending.value)};
}

class LastStates {
 public:
  explicit LastStates(const Trace& trace) : trace_(trace) {
    for (const TracedState& state : trace.states) {
      last_[{state.node, state.where, state.object}] = {
          state.chosen, state.chosen_value, state.promised, state.accepted, state.value};
    }
  }
  Shown Of(NodeId node, Where where, const std::string& object) const {
    for (ObjectIndex i = 0; i < trace_.objects.size(); ++i) {
      const auto it = last_.find({node, where, i});
      if (trace_.objects[i] == object) return it == last_.end() ? Shown{} : it->second;
    }
    return {};
  }

 private:
  const Trace& trace_;
  std::map<std::tuple<NodeId, Where, ObjectIndex>, Shown> last_;
};

// Runs until several moments in the midst of the faults, and hands over what there is then.
using Look = std::function<void(World& world, const LastStates& last)>;
void LookAtMoments(const Scenario& scenario, uint64_t seed, const Look& look) {
  for (int64_t ms = 700; ms < 3000; ms += 379) {
    Trace trace;
    RunOptions options;
    options.recording = &trace;
    options.until = Instant{} + Milliseconds(ms);
    options.at_end = [&](World& world) { look(world, LastStates(trace)); };
    RunScenario(scenario, seed, options);
  }
}

TEST_P(WholeRun, MemoryIsWhatTheReplicasSayThatItIs) {
  size_t compared = 0;
  LookAtMoments(Harsh(), GetParam(), [&](World& world, const LastStates& last) {
    for (const NodeId node : world.nodes()) {
      for (const std::string& object : world.options().objects) {
        ReplicaHost& host = world.HostOf(node, object);
        const DiskModel::QuietReads quiet(&host.disk());
        const bool serves = host.shard() != nullptr;
        // What is down, or does not serve yet, has no memory of anything.
        const Shown held = serves ? ShownOf(host.shard()->Inspect(object)) : Shown{};
        if (!serves && host.running()) continue;
        EXPECT_EQ(last.Of(node, Where::kMemory, object), held)
            << "n" << ToString(node) << " " << object << " at " << ToString(world.now());
        compared += serves ? 1 : 0;
      }
    }
  });
  EXPECT_GT(compared, 50u);
}

// A mark says only that what is pending is chosen, and nobody is told of it.
bool SameButForAMark(const Shown& told, const Shown& held) {
  if (told == held) return true;
  return held == Shown{told.chosen.Next(), told.value, "", "", ""} && told.value != "";
}

// Of disks whose nodes serve: what a crash has kept is known only when somebody has read it. And of
// those that failed no sync, of which some pages come and others do not.
TEST_P(WholeRun, ThePlatterIsWhatRecoveryFindsThere) {
  Scenario scenario = Harsh();
  scenario.faults.sync_errors = {};
  size_t compared = 0;
  LookAtMoments(scenario, GetParam(), [&](World& world, const LastStates& last) {
    for (const NodeId node : world.nodes()) {
      ReplicaHost& host = world.host(node, ShardId(0));
      if (host.shard() == nullptr) continue;
      Choices all_lost;
      Recovery recovery(BuildCrashImage(host.disk().directory(), all_lost).files,
                        world.options().store);
      ASSERT_TRUE(recovery.status().ok()) << recovery.status();
      for (const std::string& object : world.options().objects) {
        const Shown told = last.Of(node, Where::kPlatter, object);
        const Shown held = ShownOf(recovery.store().Load(object).value());
        EXPECT_TRUE(SameButForAMark(told, held))
            << "n" << ToString(node) << " " << object << " at " << ToString(world.now()) << ": "
            << told << " told, " << held << " held";
        ++compared;
      }
    }
  });
  EXPECT_GT(compared, 50u);
}

TEST_P(WholeRun, EveryValueThatIsNamedCanBeRead) {
  Trace trace;
  RunOptions options;
  options.recording = &trace;
  RunScenario(Harsh(), GetParam(), options);
  std::map<std::string, std::string> values;
  for (const TracedValue& value : trace.values) {
    EXPECT_TRUE(values.emplace(value.id, value.text).second) << value.id << " twice";
    EXPECT_FALSE(value.text.empty());
  }
  for (const TracedState& state : trace.states) {
    EXPECT_TRUE(state.value.empty() || values.contains(state.value)) << state.value;
    EXPECT_TRUE(state.chosen_value.empty() || values.contains(state.chosen_value));
  }
  for (const TracedChosen& chosen : trace.chosen) EXPECT_TRUE(values.contains(chosen.value));
}

}  // namespace
}  // namespace paxosstore::sim
