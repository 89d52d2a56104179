// What replicas hold in memory and on their platters, and which entries are chosen.
#include "sim/trace/state_recorder.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/sim/trace/recorded_world.h"

namespace paxosstore::sim {
namespace {

using Where = TracedState::Where;
using testing::HasSubstr;
using testing::StartsWith;

std::vector<TracedState> Of(const Trace& trace, NodeId node, Where where) {
  std::vector<TracedState> found;
  std::copy_if(trace.states.begin(), trace.states.end(), std::back_inserter(found),
               [&](const TracedState& s) { return s.node == node && s.where == where; });
  return found;
}

// The first one after which `what` has just happened.
std::optional<TracedState> First(const Trace& trace, NodeId node, Where where,
                                 const std::string& what) {
  for (const TracedState& state : Of(trace, node, where)) {
    if (state.what.find(what) != state.what.npos) return state;
  }
  return std::nullopt;
}

class States : public testing::Test {
 protected:
  States() { world_.Serve(); }
  const Trace& trace() const { return world_.trace(); }

  RecordedWorld world_;
};

TEST_F(States, MemoryAcceptsBeforeThePlatterHoldsIt) {
  EXPECT_TRUE(world_.Do(n1, "SET k a"));
  world_.RunFor(Milliseconds(50));
  for (const NodeId node : world_.nodes()) {
    const auto memory = First(trace(), node, Where::kMemory, "accepts ");
    const auto platter = First(trace(), node, Where::kPlatter, "stores the accept");
    ASSERT_TRUE(memory.has_value() && platter.has_value());
    EXPECT_GE(platter->at.time - memory->at.time, Microseconds(100));
    EXPECT_EQ(platter->value, memory->value);
    EXPECT_EQ(platter->accepted, memory->accepted);
    EXPECT_THAT(platter->what, HasSubstr(memory->value));
  }
}

// Each says all that is held, not only what has changed.
TEST_F(States, EachIsComplete) {
  EXPECT_TRUE(world_.Do(n1, "SET k a"));
  EXPECT_TRUE(world_.Do(n1, "SET k b"));
  world_.RunFor(Milliseconds(500));
  const auto learns = First(trace(), n2, Where::kMemory, "is chosen at entry 1");
  ASSERT_TRUE(learns.has_value());
  EXPECT_EQ(learns->chosen, EntryId(1));
  EXPECT_EQ(learns->chosen_value, trace().chosen[0].value);
  EXPECT_EQ(learns->entry, EntryId());
  EXPECT_EQ(learns->promised + learns->accepted + learns->value, "");
  for (const Where where : {Where::kMemory, Where::kPlatter}) {
    const auto states = Of(trace(), n2, where);
    const auto second = std::find_if(states.begin(), states.end(), [](const TracedState& s) {
      return s.entry == EntryId(2) && !s.accepted.empty();
    });
    ASSERT_NE(second, states.end());
    EXPECT_EQ(second->chosen, EntryId(1));
    EXPECT_EQ(second->chosen_value, trace().chosen[0].value);
    EXPECT_EQ(second->value, trace().chosen[1].value);
    EXPECT_FALSE(second->promised.empty());
    EXPECT_EQ(trace().objects[second->object], "k");
  }
}

TEST_F(States, APromiseIsToldAsOne) {
  EXPECT_TRUE(world_.Do(n1, "SET k a"));
  EXPECT_TRUE(world_.Do(n2, "SET k b"));  // not the owner: it has to ask first
  world_.RunFor(Milliseconds(50));
  const auto memory = First(trace(), n3, Where::kMemory, "promises ");
  const auto platter = First(trace(), n3, Where::kPlatter, "stores the promise ");
  ASSERT_TRUE(memory.has_value() && platter.has_value());
  EXPECT_EQ(memory->what, "promises " + memory->promised);
  EXPECT_EQ(platter->promised, memory->promised);
  EXPECT_EQ(memory->accepted + memory->value, "");
}

TEST_F(States, ACrashTakesMemoryAndLeavesThePlatter) {
  EXPECT_TRUE(world_.Do(n1, "SET k a"));
  EXPECT_TRUE(world_.Do(n1, "SET k b"));
  world_.RunFor(Milliseconds(300));
  const TracedState durable = Of(trace(), n2, Where::kPlatter).back();
  ASSERT_EQ(durable.chosen, EntryId(1)) << "the second entry says so of the first";
  ASSERT_EQ(Of(trace(), n2, Where::kMemory).back().chosen, EntryId(2));
  world_.Crash(n2);
  const TracedState gone = Of(trace(), n2, Where::kMemory).back();
  EXPECT_EQ(gone.at, world_.Now());
  EXPECT_EQ(gone.what, "is gone with its process");
  EXPECT_EQ(gone.chosen, EntryId());
  EXPECT_EQ(gone.entry, EntryId());
  EXPECT_EQ(gone.chosen_value + gone.promised + gone.accepted + gone.value, "");
  EXPECT_EQ(Of(trace(), n2, Where::kPlatter).back().at, durable.at);

  world_.Start(n2);
  world_.Await(n2);
  const TracedState back = Of(trace(), n2, Where::kMemory).back();
  EXPECT_THAT(back.what, StartsWith("starts with"));
  EXPECT_EQ(back.chosen, durable.chosen);
  EXPECT_EQ(back.chosen_value, durable.chosen_value);
  EXPECT_EQ(back.entry, durable.entry);
  EXPECT_EQ(back.promised, durable.promised);
  EXPECT_EQ(back.accepted, durable.accepted);
  EXPECT_EQ(back.value, durable.value);
}

TEST_F(States, WhatWasOnlyInMemoryIsLostByACrash) {
  world_.StallDisk(n2, Seconds(5));
  EXPECT_TRUE(world_.Do(n1, "SET k a"));
  world_.RunFor(Milliseconds(20));
  ASSERT_TRUE(First(trace(), n2, Where::kMemory, "accepts ").has_value());
  EXPECT_FALSE(First(trace(), n2, Where::kPlatter, "").has_value());
  world_.Crash(n2);
  EXPECT_EQ(Of(trace(), n2, Where::kMemory).back().value, "");
  EXPECT_FALSE(First(trace(), n2, Where::kPlatter, "").has_value());
}

TEST_F(States, AKillTakesMemoryToo) {
  EXPECT_TRUE(world_.Do(n1, "SET k a"));
  world_.KillProcess(n1);
  EXPECT_EQ(Of(trace(), n1, Where::kMemory).back().what, "is gone with its process");
}

// --- chosen

TEST_F(States, AnEntryIsChosenWhenTheSecondPlatterHoldsIt) {
  EXPECT_TRUE(world_.Do(n1, "SET k a"));
  world_.RunFor(Milliseconds(50));
  ASSERT_EQ(trace().chosen.size(), 1u);
  const TracedChosen& chosen = trace().chosen[0];
  std::vector<Moment> stored;
  for (const NodeId node : world_.nodes()) {
    stored.push_back(First(trace(), node, Where::kPlatter, "stores the accept")->at);
  }
  std::sort(stored.begin(), stored.end(), [](Moment a, Moment b) { return a.event < b.event; });
  EXPECT_EQ(chosen.at, stored[1]);
  // ... before anybody knows.
  for (const NodeId node : world_.nodes()) {
    const auto learns = First(trace(), node, Where::kMemory, "learns that");
    ASSERT_TRUE(learns.has_value());
    EXPECT_GE(learns->at.event, chosen.at.event);
    EXPECT_EQ(learns->chosen_value, chosen.value);
  }
}

TEST_F(States, WithoutAMajorityOfPlattersNothingIsChosen) {
  world_.StallDisk(n2, Seconds(1));
  world_.StallDisk(n3, Seconds(1));
  world_.Send(n1, "SET k a");
  world_.RunFor(Milliseconds(100));
  EXPECT_TRUE(First(trace(), n3, Where::kMemory, "accepts ").has_value());
  EXPECT_TRUE(trace().chosen.empty());
}

TEST_F(States, AValueIsToldByWhatTheObjectHoldsAfterIt) {
  EXPECT_TRUE(world_.Do(n1, "SET k a"));
  EXPECT_TRUE(world_.Do(n1, "APPEND k b"));
  EXPECT_TRUE(world_.Do(n1, "DEL k"));
  world_.RunFor(Milliseconds(300));
  ASSERT_EQ(trace().chosen.size(), 3u);
  const auto text = [&](const std::string& id) {
    for (const TracedValue& value : trace().values) {
      if (value.id == id) return value.text;
    }
    return std::string("unknown");
  };
  EXPECT_EQ(text(trace().chosen[0].value), "k = \"a\"");
  EXPECT_EQ(text(trace().chosen[1].value), "k = \"ab\"");
  EXPECT_EQ(text(trace().chosen[2].value), "no key");
}

TEST_F(States, ALongValueIsCut) {
  EXPECT_TRUE(world_.Do(n1, "SET k " + std::string(10'000, 'x')));
  ASSERT_FALSE(trace().values.empty());
  EXPECT_LT(trace().values[0].text.size(), 300u);
}

// --- what comes late, or out of turn

ValuePtr MakeValue(uint64_t number) {
  auto value = std::make_shared<Value>();
  value->id = {n1, Incarnation(1), number};
  return value;
}

EntryRecord Record(EntryRecord::Kind kind, uint64_t entry, const ValuePtr& value) {
  EntryRecord record;
  record.kind = kind;
  record.object = "k";
  record.entry = EntryId(entry);
  record.value = value;
  if (kind != EntryRecord::Kind::kChosen) record.promised = {1, n1};
  if (kind == EntryRecord::Kind::kAccept) record.accepted = {1, n1};
  return record;
}

class ToldStates : public testing::Test {
 protected:
  const std::vector<TracedState>& states() { return world_.trace().states; }
  void Hear(const Report& report) { world_.recorder().Hear(report); }
  void Store(EntryRecord::Kind kind, uint64_t entry, const ValuePtr& value) {
    Hear(DurableReport{n1, Record(kind, entry, value)});
  }

  RecordedWorld world_;
};

TEST_F(ToldStates, WhatIsKnownToBeChosenNeverGoesBack) {
  Hear(ChosenReport{n1, "k", EntryId(2), *MakeValue(2)});
  Hear(ChosenReport{n1, "k", EntryId(1), *MakeValue(1)});
  ASSERT_EQ(states().size(), 1u) << "nothing new";
  EXPECT_EQ(states()[0].chosen, EntryId(2));
  EXPECT_EQ(states()[0].chosen_value, "1/1/2");
}

TEST_F(ToldStates, ACopyOfAnOldRecordSaysNothingNew) {
  Store(EntryRecord::Kind::kChosen, 2, MakeValue(2));
  Store(EntryRecord::Kind::kAccept, 3, MakeValue(3));
  ASSERT_EQ(states().size(), 2u);
  Store(EntryRecord::Kind::kChosen, 2, MakeValue(2));
  Store(EntryRecord::Kind::kChosen, 1, MakeValue(1));
  Store(EntryRecord::Kind::kAccept, 2, MakeValue(2));
  Store(EntryRecord::Kind::kPromise, 1, nullptr);
  ASSERT_EQ(states().size(), 2u);
  EXPECT_EQ(states()[1].where, Where::kPlatter);
  EXPECT_EQ(states()[1].chosen, EntryId(2));
  EXPECT_EQ(states()[1].entry, EntryId(3));
  EXPECT_EQ(states()[1].value, "1/1/3");
}

// A crash may keep more than was reported, and damage may leave less.
TEST_F(ToldStates, WhatAStartFindsCorrectsThePlatter) {
  Store(EntryRecord::Kind::kAccept, 1, MakeValue(1));
  Hear(RecoveredReport{n1, "k", {EntryId(1), MakeValue(1), {}}});
  ASSERT_EQ(states().size(), 3u);
  EXPECT_EQ(states()[1].where, Where::kPlatter);
  EXPECT_EQ(states()[1].chosen, EntryId(1));
  EXPECT_EQ(states()[1].value, "");
  EXPECT_EQ(states()[2].where, Where::kMemory);
  EXPECT_EQ(states()[2].chosen, EntryId(1));
  Hear(RecoveredReport{n1, "k", {}});
  EXPECT_EQ(states()[3].chosen, EntryId());
}

TEST_F(ToldStates, ANewPromiseOverAnAcceptIsToldAsAPromise) {
  Hear(StateReport{n1, "k", EntryId(1), {{1, n1}, {1, n1}, MakeValue(1)}});
  Hear(StateReport{n1, "k", EntryId(1), {{2, n2}, {1, n1}, MakeValue(1)}});
  Hear(StateReport{n1, "k", EntryId(1), {{2, n2}, {2, n2}, MakeValue(1)}});
  ASSERT_EQ(states().size(), 3u);
  EXPECT_EQ(states()[0].what, "accepts 1/1/1 at 1.1");
  EXPECT_EQ(states()[1].what, "promises 2.2");
  EXPECT_EQ(states()[1].accepted, "1.1");
  EXPECT_EQ(states()[2].what, "accepts 1/1/1 at 2.2");
}

TEST_F(ToldStates, AValueThatOnlyAMessageShowsHasItsWords) {
  PaxosMessage message;
  message.object = "k";
  message.entry = EntryId(1);
  message.proposal = SentState{{1, n1}, {1, n1}, MakeValue(7)};
  Hear(SendReport{n1, n2, Message(message)});
  ASSERT_EQ(world_.trace().values.size(), 1u);
  EXPECT_EQ(world_.trace().values[0].id, "1/1/7");
}

TEST(PayloadInWords, BytesThatHoldNoStateAreCounted) {
  EXPECT_EQ(PayloadInWords("\xff\xff\xff"), "3 bytes that hold no state");
}

}  // namespace
}  // namespace paxosstore::sim
