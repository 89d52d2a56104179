// Over many kinds of runs: recording changes nothing, repeats, and agrees with the ledger.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <tuple>

#include "reports/trace/trace_json.h"
#include "sim/run/run.h"

namespace paxosstore::sim {
namespace {

// Each seed is a scenario of its own: cluster, workload, knobs and faults, damage to disks too.
Scenario Swarm() {
  Scenario scenario;
  scenario.name = "swarm";
  scenario.swarm = true;
  scenario.storage_damage = true;
  scenario.world.store.segment_bytes = 64 << 10;
  FaultSpec& faults = scenario.faults;
  for (FaultRate* rate :
       {&faults.crashes,     &faults.zone_outages,      &faults.pauses,
        &faults.partitions,  &faults.bad_links,         &faults.rings,
        &faults.flapping,    &faults.slow_links,        &faults.bandwidth,
        &faults.corruption,  &faults.connection_resets, &faults.clocks,
        &faults.disk_stalls, &faults.slow_disks,        &faults.sync_errors,
        &faults.read_errors, &faults.misreads,          &faults.full_disks,
        &faults.bit_rot,     &faults.lost_writes,       &faults.misdirected_writes}) {
    rate->every = Seconds(1);
  }
  scenario.fault_time = Seconds(2);
  scenario.grace = Seconds(1);
  scenario.calm_time = Milliseconds(500);
  return scenario;
}

struct Recorded {
  Trace trace;
  RunReport report;
};

Recorded Record(uint64_t seed, std::function<void(World&)> at_end = nullptr,
                std::optional<Instant> until = std::nullopt) {
  Recorded recorded;
  RunOptions options;
  options.until = until;
  options.recording = &recorded.trace;
  options.at_end = std::move(at_end);
  recorded.report = RunScenario(Swarm(), seed, options);
  return recorded;
}

class Recording : public testing::TestWithParam<uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, Recording, testing::Range<uint64_t>(1, 13));

TEST_P(Recording, ARunIsTheSameWhetherItIsRecordedOrNot) {
  const RunReport plain = RunScenario(Swarm(), GetParam());
  const RunReport recorded = Record(GetParam()).report;
  EXPECT_EQ(recorded.trace_hash, plain.trace_hash);
  EXPECT_EQ(recorded.events, plain.events);
  EXPECT_EQ(recorded.sometimes, plain.sometimes);
}

TEST_P(Recording, TwiceRecordedIsTheSameTrace) {
  EXPECT_EQ(reports::TraceJson(Record(GetParam()).trace),
            reports::TraceJson(Record(GetParam()).trace));
}

// --- order

template <typename List, typename MomentOf>
void ExpectInOrder(const List& list, MomentOf moment_of, const Moment& end) {
  Moment last;
  for (const auto& one : list) {
    const Moment moment = moment_of(one);
    ASSERT_GE(moment.event, last.event);
    ASSERT_GE(moment.time, last.time);
    last = moment;
  }
  EXPECT_LE(last.event, end.event);
  EXPECT_LE(last.time, end.time);
}

TEST_P(Recording, ListsAreInOrderOfEventAndOfTimeUpToTheEnd) {
  const Trace trace = Record(GetParam()).trace;
  const auto at = [](const auto& one) { return one.at; };
  ExpectInOrder(
      trace.messages, [](const auto& m) { return m.sent; }, trace.end);
  ExpectInOrder(trace.node_states, at, trace.end);
  ExpectInOrder(trace.links, at, trace.end);
  ExpectInOrder(trace.faults, at, trace.end);
  ExpectInOrder(
      trace.syncs, [](const auto& s) { return s.asked; }, trace.end);
  ExpectInOrder(trace.states, at, trace.end);
  ExpectInOrder(trace.chosen, at, trace.end);
  ExpectInOrder(
      trace.operations, [](const auto& o) { return o.started; }, trace.end);
  for (const TracedOperation& operation : trace.operations) {
    ExpectInOrder(
        operation.attempts, [](const auto& a) { return a.sent; }, trace.end);
  }
}

// --- what the ledger and the world know

TEST_P(Recording, EachChosenEntryOfTheLedgerIsThereOnce) {
  using Entry = std::tuple<std::string, EntryId, std::string, std::string>;
  std::set<Entry> wanted;
  const Trace trace = Record(GetParam(), [&wanted](World& world) {
                        for (const ObjectTrack& object : world.watch().ledger().objects()) {
                          for (size_t i = 0; i < object.entries.size(); ++i) {
                            const EntryTrack& entry = object.entries[i];
                            if (!entry.chosen) continue;
                            wanted.emplace(object.name, EntryId(i + 1), ToString(entry.chosen_id),
                                           ToString(entry.chosen_at));
                          }
                        }
                      }).trace;
  std::set<Entry> found;
  for (const TracedChosen& chosen : trace.chosen) {
    EXPECT_TRUE(
        found.emplace(trace.objects[chosen.object], chosen.entry, chosen.value, chosen.ballot)
            .second);
  }
  EXPECT_EQ(found, wanted);
  EXPECT_FALSE(wanted.empty());
}

TracedNode::State StateOf(const World& world, NodeId node) {
  if (!world.running(node)) return TracedNode::State::kDown;
  if (world.paused(node)) return TracedNode::State::kPaused;
  return world.serving(node) ? TracedNode::State::kServing : TracedNode::State::kStarting;
}

// In the midst of the faults.
TEST_P(Recording, NodesAndLinksAreAsTheWorldHasThem) {
  for (const int64_t ms : {700, 1200, 1700}) {
    std::map<NodeId, TracedNode::State> nodes;
    std::set<std::pair<NodeId, NodeId>> blocked;
    const auto look = [&](World& world) {
      for (const NodeId node : world.nodes()) {
        nodes[node] = StateOf(world, node);
        for (const NodeId to : world.nodes()) {
          if (world.network().blocked(node, to)) blocked.emplace(node, to);
        }
      }
    };
    const Trace trace = Record(GetParam(), look, Instant{} + Milliseconds(ms)).trace;
    std::map<NodeId, TracedNode::State> last;
    for (const TracedNode& state : trace.node_states) last[state.node] = state.state;
    EXPECT_EQ(last, nodes);
    std::set<std::pair<NodeId, NodeId>> closed;
    for (const TracedLink& link : trace.links) {
      const std::pair ends{link.from, link.to};
      EXPECT_NE(closed.contains(ends), link.blocked) << "only changes are told";
      if (link.blocked) closed.insert(ends);
      if (!link.blocked) closed.erase(ends);
    }
    EXPECT_EQ(closed, blocked);
  }
}

TEST_P(Recording, EveryIdHasItsWords) {
  const Trace trace = Record(GetParam()).trace;
  std::set<std::string> known{""};
  for (const TracedValue& value : trace.values) {
    EXPECT_TRUE(known.insert(value.id).second) << value.id << " twice";
    EXPECT_FALSE(value.text.empty());
  }
  for (const TracedState& state : trace.states) {
    EXPECT_TRUE(known.contains(state.value)) << state.value;
    EXPECT_TRUE(known.contains(state.chosen_value)) << state.chosen_value;
  }
  for (const TracedChosen& chosen : trace.chosen) EXPECT_TRUE(known.contains(chosen.value));
  for (const TracedMessage& message : trace.messages) {
    EXPECT_TRUE(message.object == kNoObject || message.object < trace.objects.size());
  }
}

}  // namespace
}  // namespace paxosstore::sim
