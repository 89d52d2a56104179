// Bit rot: for each byte of a small log, one bit is flipped on the platter. Either the store
// refuses to open and names file and offset, or nothing that counts was hit; it never opens with
// wrong data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>

#include "storage/log/format.h"
#include "tests/storage/machine.h"

namespace paxosstore::storage {
namespace {

constexpr uint32_t kObjects = 40;
const Ballot kBallot{1, NodeId(1)};

StoreOptions TinyOptions() {
  StoreOptions options;
  options.segment_bytes = 4096;
  options.spare_segments = 1;
  options.garbage_percent_max = 100;
  options.seal_after = {};
  return options;
}

std::string Name(uint32_t i) { return "object-" + std::to_string(i); }

// Every write is durable by itself, so each is a group; all but the last are attested by the next.
std::unique_ptr<Machine> SmallLog() {
  auto machine = std::make_unique<Machine>(1, TinyOptions());
  EXPECT_TRUE(machine->Open().ok());
  for (uint32_t i = 0; i < kObjects; ++i) {
    const EntryRecord record = i % 4 == 0
                                   ? Promise(Name(i), 1, kBallot)
                                   : Accept(Name(i), 1, kBallot, MakeValue(i, std::string(i, 'v')));
    EXPECT_TRUE(machine->WriteDurably(record).ok());
  }
  machine->RunAll();
  machine->KillProcess();
  machine->disk().Crash();
  return machine;
}

// The bytes that belong to headers and groups of segments; offsets in ascending order.
std::set<uint64_t> OccupiedBytes(const std::string& file) {
  std::set<uint64_t> occupied;
  auto add = [&](uint64_t from, uint64_t to) {
    for (; from < to; ++from) occupied.insert(from);
  };
  add(0, kSegmentHeaderAt);
  const LogMark mark = MarkFromSalt(0);
  if (!DecodeSegmentHeader(file.substr(kSegmentHeaderAt), mark).has_value()) return occupied;
  add(kSegmentHeaderAt, kFirstGroupAt);
  for (uint64_t at = kFirstGroupAt; at < file.size();) {
    const std::optional<GroupHeader> group = DecodeGroupHeader(file.substr(at), mark);
    if (!group.has_value()) break;
    add(at, group->end());
    at = AlignGroup(group->end());
  }
  return occupied;
}

// The last group is attested by nothing.
std::pair<uint64_t, uint64_t> LastGroup(const std::string& file) {
  std::pair<uint64_t, uint64_t> last{0, 0};
  for (uint64_t at = kFirstGroupAt; at < file.size();) {
    const std::optional<GroupHeader> group = DecodeGroupHeader(file.substr(at), MarkFromSalt(0));
    if (!group.has_value()) break;
    last = {at, group->end()};
    at = AlignGroup(group->end());
  }
  return last;
}

void ExpectRightData(Machine& machine, uint32_t objects) {
  for (uint32_t i = 0; i < objects; ++i) {
    absl::StatusOr<LogState> log = machine.store().Load(Name(i));
    ASSERT_TRUE(log.ok()) << log.status();
    ASSERT_EQ(log->pending.promised, kBallot) << Name(i);
    if (i % 4 == 0) continue;
    ASSERT_NE(log->pending.value, nullptr) << Name(i);
    ASSERT_EQ(log->pending.value->payload, std::string(i, 'v'));
  }
}

TEST(Damage, EveryFlippedByteIsRefusedByNameOrDidNotCount) {
  std::unique_ptr<Machine> machine = SmallLog();
  const std::vector<std::string> names = machine->disk().DurableNames();
  ASSERT_GE(names.size(), 3u);
  const std::string& active = names[names.size() - 2];  // the last one is a spare
  uint64_t refused = 0, harmless = 0;
  for (const std::string& name : names) {
    const std::string file = *machine->disk().DurableContents(name, 0, TinyOptions().segment_bytes);
    const std::set<uint64_t> occupied = OccupiedBytes(file);
    const auto [last_from, last_to] = LastGroup(file);
    for (uint64_t offset = 0; offset < file.size(); ++offset) {
      const uint32_t bit = static_cast<uint32_t>(offset % 8);
      ASSERT_TRUE(machine->disk().FlipBit(name, offset, bit).ok());
      const absl::Status opened = machine->Open();
      const std::string where = name + " offset " + std::to_string(offset);
      if (!opened.ok()) {
        ++refused;
        ASSERT_TRUE(absl::IsDataLoss(opened)) << where << ": " << opened;
        ASSERT_THAT(std::string(opened.message()), testing::HasSubstr(name + ": offset ")) << where;
        ASSERT_TRUE(machine->disk().FlipBit(name, offset, bit).ok());
        continue;
      }
      ++harmless;
      const bool unattested = name == active && offset >= last_from && offset < last_to;
      ASSERT_TRUE(unattested || !occupied.contains(offset)) << where;
      ExpectRightData(*machine, unattested ? kObjects - 1 : kObjects);
      if (HasFatalFailure()) return;
      machine = SmallLog();  // opening has changed the disk
    }
  }
  EXPECT_GT(refused, 4000u);
  EXPECT_GT(harmless, 1000u);
}

// The last group that holds anything, after the log has been idle: damage to it was durable once.
TEST(Damage, RotInTheLastWriteOfAnIdleLogIsRefused) {
  for (const bool sealed : {true, false}) {
    StoreOptions options = SmallOptions();
    if (!sealed) options.seal_after = {};
    Machine machine(1, options);
    ASSERT_TRUE(machine.Open().ok());
    ASSERT_TRUE(machine.WriteDurably(Chosen("a", 1, MakeValue(1, "precious"))).ok());
    machine.RunAll();
    machine.Crash();
    const std::string file = *machine.disk().DurableContents("log-000001", 0, 4096);
    ASSERT_TRUE(machine.disk().FlipBit("log-000001", file.find("precious"), 3).ok());
    EXPECT_EQ(machine.Open().ok(), !sealed);  // without the seal it passes for a torn tail
  }
}

TEST(Damage, ADamagedSealTakesNothingWithIt) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  ASSERT_TRUE(machine.WriteDurably(Chosen("a", 1, MakeValue(1, "precious"))).ok());
  machine.RunAll();
  machine.Crash();
  const std::string file = *machine.disk().DurableContents("log-000001", 0, 4096);
  ASSERT_TRUE(machine.disk().FlipBit("log-000001", LastGroup(file).first + 70, 3).ok());
  ASSERT_TRUE(machine.Open().ok());
  EXPECT_EQ(machine.store().Load("a")->chosen, EntryId(1));
}

// Wherever it happens on the way round the log: with a segment's header or without, into a fresh
// slot or one in use again, which is the only one there is once the disk is full. Where the store
// opens, the segment was free.
TEST(Damage, ALostWriteIsNoticedAtTheNextStart) {
  uint64_t refused = 0;
  for (const bool full : {false, true}) {
    for (uint32_t before = 1; before < 150; ++before) {
      Machine machine(1, TinyOptions());
      ASSERT_TRUE(machine.Open().ok());
      machine.RunAll();
      machine.disk().SetFull(full);
      uint32_t entry = 0;
      const auto write = [&] {
        const uint64_t next = ++entry;
        return machine.WriteDurably(Chosen("hot", next, MakeValue(next, std::string(200, 'v'))));
      };
      while (entry < before) ASSERT_TRUE(write().ok());
      machine.disk().LoseNextWrites(1);
      for (int i = 0; i < 3; ++i) ASSERT_TRUE(write().ok());
      ASSERT_EQ(machine.disk().counters().lost_writes, 1u);
      machine.Crash();
      machine.disk().SetFull(false);
      const absl::Status opened = machine.Open();
      refused += absl::IsDataLoss(opened) ? 1 : 0;
      if (!opened.ok()) continue;
      EXPECT_EQ(machine.store().Load("hot")->chosen, EntryId(entry)) << before << " writes before";
    }
  }
  EXPECT_GT(refused, 250u);
}

TEST(Damage, DamageUnderARunningStoreIsSeenWhenTheValueIsRead) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  ASSERT_TRUE(machine.WriteDurably(Chosen("a", 1, MakeValue(1, "precious"))).ok());
  const std::string file = *machine.disk().DurableContents("log-000001", 0, 4096);
  const uint64_t offset = file.find("precious");
  ASSERT_NE(offset, std::string::npos);
  ASSERT_TRUE(machine.disk().FlipBit("log-000001", offset, 3).ok());
  const absl::StatusOr<LogState> log = machine.store().Load("a");
  EXPECT_TRUE(absl::IsDataLoss(log.status())) << log.status();
  EXPECT_THAT(std::string(log.status().message()), testing::HasSubstr("log-000001: offset "));
}

TEST(Damage, AFailingReadIsAnErrorNotAnEmptyObject) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  ASSERT_TRUE(machine.WriteDurably(Chosen("a", 1, MakeValue(1, "precious"))).ok());
  machine.disk().FailNextReads(1);
  EXPECT_FALSE(machine.store().Load("a").ok());
  EXPECT_TRUE(machine.store().Load("a").ok());
  machine.KillProcess();
  for (uint32_t failing = 1; failing <= 2; ++failing) {
    machine.disk().FailNextReads(1);
    EXPECT_FALSE(machine.Open().ok());
  }
  EXPECT_TRUE(machine.Open().ok());
}

}  // namespace
}  // namespace paxosstore::storage
