// Disk space: bounded under overwrites, and nothing that is still needed is lost on the way round.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/storage/machine.h"

namespace paxosstore::storage {
namespace {

const Ballot kBallot{1, NodeId(1)};
const Ballot kPromised{7, NodeId(3)};

std::string Padded(uint64_t i) { return std::to_string(i) + std::string(100, '.'); }

TEST(LogSpace, StaysBoundedUnderOverwrites) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  const uint64_t segment = machine.options().segment_bytes;
  uint64_t most = 0;
  for (uint64_t i = 1; i <= 20'000; ++i) {
    machine.store().Write(Chosen("hot-" + std::to_string(i % 50), i, MakeValue(i, Padded(i))),
                          Done());
    if (i % 8 == 0) machine.RunAll();
    most = std::max(most, machine.DiskBytes());
  }
  // Fifty objects of about 150 bytes are live: half a segment.
  EXPECT_LE(most, 8 * segment);
  machine.Crash();
  ASSERT_TRUE(machine.Open().ok());
  EXPECT_EQ(machine.store().objects(), 50u);
}

// Most of the live data is written once and never again; the log must carry it round.
TEST(LogSpace, ColdDataAndPromisesSurviveManyRoundsOfTheLog) {
  Machine machine(2);
  ASSERT_TRUE(machine.Open().ok());
  for (uint64_t i = 0; i < 200; ++i) {
    const std::string name = "cold-" + std::to_string(i);
    machine.store().Write(Chosen(name, 5, MakeValue(i, Padded(i), 2)), Done());
    if (i % 2 == 0) machine.store().Write(Accept(name, 6, kBallot, MakeValue(i, "six")), Done());
    if (i % 4 == 0) machine.store().Write(Promise(name, 6, kPromised), Done());
  }
  machine.store().Write(Promise("only-promised", 1, kPromised), Done());
  machine.RunAll();
  uint64_t most = 0;
  for (uint64_t i = 1; i <= 10'000; ++i) {
    machine.store().Write(Chosen("hot", i, MakeValue(i, Padded(i))), Done());
    if (i % 8 == 0) machine.RunAll();
    most = std::max(most, machine.DiskBytes());
    if (i % 2000 == 0) {
      machine.Crash();
      ASSERT_TRUE(machine.Open().ok());
    }
  }
  for (uint64_t i = 0; i < 200; ++i) {
    const LogState log = *machine.store().Load("cold-" + std::to_string(i));
    ASSERT_EQ(log.chosen, EntryId(5));
    ASSERT_EQ(log.chosen_value->payload, Padded(i));
    ASSERT_EQ(log.pending.value != nullptr, i % 2 == 0);
    ASSERT_EQ(log.pending.accepted, i % 2 == 0 ? kBallot : Ballot());
    ASSERT_EQ(log.pending.promised, i % 4 == 0 ? kPromised : i % 2 == 0 ? kBallot : Ballot());
  }
  EXPECT_EQ(machine.store().Load("only-promised")->pending.promised, kPromised);
  // About 45 kB are live; up to half may be garbage, beside the segments at both ends.
  EXPECT_LE(most, 2 * 45'000 + 7 * machine.options().segment_bytes);
}

TEST(LogSpace, AnIdleStoreDoesNothing) {
  Machine machine(3);
  ASSERT_TRUE(machine.Open().ok());
  for (uint64_t i = 1; i <= 2'000; ++i) {
    machine.store().Write(Chosen("hot", i, MakeValue(i, Padded(i))), Done());
    if (i % 8 == 0) machine.RunAll();
  }
  machine.RunAll();
  EXPECT_EQ(machine.queue().pending(), 0u);
  for (int restart = 0; restart < 3; ++restart) {
    machine.KillProcess();
    ASSERT_TRUE(machine.Open().ok());
    machine.RunAll();
    const uint64_t writes = machine.disk().counters().writes;
    machine.RunAll();
    EXPECT_EQ(machine.disk().counters().writes, writes);
    EXPECT_EQ(machine.queue().pending(), 0u);
  }
}

TEST(LogSpace, TheSwitchToANewSegmentWaitsForNoNewFile) {
  StoreOptions options = SmallOptions();
  options.spare_segments = 2;
  Machine machine(4, options);
  ASSERT_TRUE(machine.Open().ok());
  machine.RunAll();
  // Once spares are there and the log goes round, no file is made or removed any more.
  for (uint64_t i = 1; i <= 1'000; ++i) {
    ASSERT_TRUE(machine.WriteDurably(Chosen("hot", i, MakeValue(i, Padded(i)))).ok());
  }
  const std::vector<std::string> names = machine.disk().DurableNames();
  for (uint64_t i = 1'001; i <= 3'000; ++i) {
    ASSERT_TRUE(machine.WriteDurably(Chosen("hot", i, MakeValue(i, Padded(i)))).ok());
  }
  EXPECT_EQ(machine.disk().DurableNames(), names);
}

TEST(LogSpace, ASegmentThatGrewForALargeRecordShrinksWhenItIsFree) {
  Machine machine(5);
  ASSERT_TRUE(machine.Open().ok());
  for (uint64_t i = 1; i <= 30; ++i) {
    ASSERT_TRUE(
        machine.WriteDurably(Chosen("large", i, MakeValue(i, std::string(60'000, 'L')))).ok());
  }
  for (uint64_t i = 1; i <= 2'000; ++i) {
    ASSERT_TRUE(machine.WriteDurably(Chosen("large", 30 + i, MakeValue(i, "small"))).ok());
  }
  machine.RunAll();
  EXPECT_LE(machine.DiskBytes(), 8 * machine.options().segment_bytes + 60'000);
}

}  // namespace
}  // namespace paxosstore::storage
