// What the platter tells an oracle, beside what the store says is durable.
#include "storage/log/group_reader.h"

#include <gtest/gtest.h>

#include <map>
#include <utility>
#include <vector>

#include "tests/storage/machine.h"

namespace paxosstore::storage {
namespace {

const Ballot kBallot{1, NodeId(1)};

// Follows one machine's platter.
class Oracle {
 public:
  explicit Oracle(Machine* machine) {
    machine->disk().set_on_durable(
        [this](std::string_view file, uint64_t offset, std::string_view bytes) {
          reader_.OnDurable(file, offset, bytes,
                            [this](const EntryRecord& record, const GroupReader::Origin& origin) {
                              OnRecord(record, origin);
                            });
        });
  }
  std::vector<std::pair<EntryRecord, GroupReader::Origin>> records;
  std::map<std::string, LogState> states;

 private:
  void OnRecord(const EntryRecord& record, const GroupReader::Origin& origin) {
    records.emplace_back(record, origin);
    LogState& state = states[record.object];
    if (record.kind == EntryRecord::Kind::kChosen) {
      state = {record.entry, record.value, {}};
      return;
    }
    if (record.previous_is_chosen) state = {record.entry.Previous(), state.pending.value, {}};
    state.pending.promised = record.promised;
    if (record.kind == EntryRecord::Kind::kAccept) {
      state.pending.accepted = record.accepted;
      state.pending.value = record.value;
    }
  }

  GroupReader reader_;
};

TEST(GroupReader, TellsEveryRecordBeforeItsWaiterRuns) {
  Machine machine(1);
  Oracle oracle(&machine);
  ASSERT_TRUE(machine.Open().ok());
  EXPECT_TRUE(oracle.records.empty());
  bool ran = false;
  machine.store().Write(Accept("a", 1, kBallot, MakeValue(7, "x")), [&](const absl::Status&) {
    ran = true;
    ASSERT_EQ(oracle.records.size(), 1u);
    const EntryRecord& record = oracle.records[0].first;
    EXPECT_EQ(record.kind, EntryRecord::Kind::kAccept);
    EXPECT_EQ(record.object, "a");
    EXPECT_EQ(record.entry, EntryId(1));
    EXPECT_EQ(record.accepted, kBallot);
    EXPECT_EQ(record.value->id.number, 7u);
    EXPECT_EQ(oracle.records[0].second.sequence, Sequence(2));
  });
  machine.RunAll();
  EXPECT_TRUE(ran);
}

// Through cleaning, recycling and restarts, what the platter was said to hold is what is found.
TEST(GroupReader, KnowsTheStateThatARestartFinds) {
  Machine machine(1);
  Oracle oracle(&machine);
  ASSERT_TRUE(machine.Open().ok());
  uint64_t copies = 0;
  for (uint64_t round = 1; round <= 5; ++round) {
    for (uint64_t i = 0; i < 1'000; ++i) {
      const uint64_t n = round * 1'000 + i;
      const std::string name = i % 50 == 0 ? "cold-" + std::to_string(n) : "hot";
      machine.store().Write(Chosen(name, n, MakeValue(n, std::string(80, 'v'))), Done());
      if (i % 100 == 0) machine.store().Write(Promise(name, n + 1, kBallot), Done());
      if (i % 7 == 0) machine.RunAll();
    }
    machine.RunAll();
    machine.KillProcess();
    ASSERT_TRUE(machine.Open().ok());
    for (const auto& [name, state] : oracle.states) {
      const LogState found = *machine.store().Load(name);
      ASSERT_EQ(found.chosen, state.chosen) << name;
      ASSERT_TRUE(SameValue(found.chosen_value, state.chosen_value)) << name;
      ASSERT_EQ(found.pending, state.pending) << name;
    }
  }
  for (const auto& [record, origin] : oracle.records) copies += origin.copy ? 1 : 0;
  EXPECT_GT(copies, 100u);
  EXPECT_EQ(machine.store().objects(), oracle.states.size());
}

// The sync of "a" has failed, that of "b" has not: a recovery would stop before both.
TEST(GroupReader, AGroupBehindAGapIsToldWhenTheGapIsClosed) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  machine.RunAll();  // no slot is being made any more
  std::vector<uint64_t> offsets;
  std::vector<std::string> pieces;
  machine.disk().set_on_durable([&](std::string_view, uint64_t offset, std::string_view bytes) {
    offsets.push_back(offset);
    pieces.emplace_back(bytes);
  });
  ASSERT_TRUE(machine.WriteDurably(Chosen("a", 1, MakeValue(1, "x"))).ok());
  ASSERT_TRUE(machine.WriteDurably(Chosen("b", 1, MakeValue(1, "y"))).ok());
  ASSERT_EQ(pieces.size(), 2u);
  const std::string file = *machine.disk().DurableContents("log-000001", 0, offsets[0]);
  GroupReader reader;
  std::vector<std::string> told;
  auto visit = [&told](const EntryRecord& record, const GroupReader::Origin&) {
    told.push_back(record.object);
  };
  reader.OnDurable("log-000001", 0, file, visit);  // the incarnation
  reader.OnDurable("log-000001", offsets[1], pieces[1], visit);
  EXPECT_TRUE(told.empty());
  reader.OnDurable("log-000001", offsets[0], pieces[0], visit);
  EXPECT_EQ(told, (std::vector<std::string>{"a", "b"}));
}

TEST(GroupReader, ARangeThatCutsAGroupAndOneThatRepeatsItTellNothing) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  ASSERT_TRUE(machine.WriteDurably(Chosen("a", 1, MakeValue(1, "x"))).ok());
  ASSERT_TRUE(machine.WriteDurably(Chosen("b", 1, MakeValue(1, "y"))).ok());
  const std::string file = *machine.disk().DurableContents("log-000001", 0, 4096);
  GroupReader reader;
  std::vector<std::string> told;
  auto visit = [&told](const EntryRecord& record, const GroupReader::Origin&) {
    told.push_back(record.object);
  };
  reader.OnDurable("log-000001", 0, std::string_view(file).substr(0, 250), visit);
  EXPECT_TRUE(told.empty());  // the incarnation is whole, the group of "a" is cut
  reader.OnDurable("new-000001", 0, file, visit);
  EXPECT_TRUE(told.empty());
  reader.OnDurable("log-000001", 0, file, visit);
  EXPECT_EQ(told, (std::vector<std::string>{"a", "b"}));
  reader.OnDurable("log-000001", 0, file, visit);
  EXPECT_EQ(told.size(), 2u);
}

}  // namespace
}  // namespace paxosstore::storage
