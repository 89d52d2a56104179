// A failed sync latches: the store never says durable again, and only recovery from disk goes on.
#include <gtest/gtest.h>

#include <vector>

#include "storage/open.h"
#include "tests/storage/machine.h"

namespace paxosstore::storage {
namespace {

TEST(SyncError, EveryLaterWriteGetsTheSameError) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  machine.RunAll();
  ASSERT_TRUE(machine.WriteDurably(Chosen("a", 1, MakeValue(1, "a"))).ok());
  machine.disk().FailNextSyncs(1);
  const absl::Status first = machine.WriteDurably(Chosen("a", 2, MakeValue(2, "b")));
  EXPECT_FALSE(first.ok());
  for (uint64_t entry = 3; entry < 6; ++entry) {
    EXPECT_EQ(machine.WriteDurably(Chosen("a", entry, MakeValue(entry, "c"))), first);
  }
}

TEST(SyncError, WritesThatWereWaitingGetItToo) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  machine.RunAll();
  machine.disk().FailNextSyncs(1);
  std::vector<absl::Status> results;
  auto keep = [&results](const absl::Status& status) { results.push_back(status); };
  machine.store().Write(Chosen("a", 1, MakeValue(1, "a")), keep);
  machine.RunSome(1);  // its sync is under way
  machine.store().Write(Chosen("b", 1, MakeValue(1, "b")), keep);
  machine.RunAll();
  ASSERT_EQ(results.size(), 2u);
  EXPECT_FALSE(results[0].ok());
  EXPECT_EQ(results[0], results[1]);
}

// 1. The sync of a write fails; the kernel drops the pages, the cache still shows them. 2. The
// process restarts, believes the cache and reveals the write. 3. Power fails.
TEST(SyncError, WhatRecoveryBelievedAfterAFailedSyncSurvivesPowerLoss) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    Machine machine(seed);
    ASSERT_TRUE(machine.Open().ok());
    machine.RunAll();
    ASSERT_TRUE(machine.WriteDurably(Chosen("a", 1, MakeValue(1, "old"))).ok());
    machine.disk().FailNextSyncs(1);
    EXPECT_FALSE(machine.WriteDurably(Chosen("a", 2, MakeValue(2, std::string(5000, 'n')))).ok());
    machine.KillProcess();
    ASSERT_TRUE(machine.Open().ok());
    const EntryId revealed = machine.store().Load("a")->chosen;
    EXPECT_EQ(revealed, EntryId(2));
    machine.Crash();
    ASSERT_TRUE(machine.Open().ok());
    EXPECT_EQ(machine.store().Load("a")->chosen, revealed);
  }
}

TEST(SyncError, AnOpeningThatCannotBecomeDurableSaysSo) {
  Machine machine(1);
  ASSERT_TRUE(machine.Open().ok());
  ASSERT_TRUE(machine.WriteDurably(Chosen("a", 1, MakeValue(1, "a"))).ok());
  for (int restart = 0; restart < 3; ++restart) {
    machine.KillProcess();
    machine.disk().FailNextSyncs(1);
    EXPECT_FALSE(machine.Open().ok());
  }
  machine.KillProcess();
  ASSERT_TRUE(machine.Open().ok());
  EXPECT_EQ(machine.store().Load("a")->chosen, EntryId(1));
}

TEST(SyncError, AFailureToMakeASpareStopsTheLogOnlyWhenItNeedsOne) {
  StoreOptions options = SmallOptions();
  options.zero_chunk_bytes = 256;  // several syncs a slot, whatever the pool's hurry
  Machine machine(1, options);
  ASSERT_TRUE(machine.Open().ok());
  machine.disk().FailNextSyncs(1);  // that of the spare being made
  machine.RunAll();
  uint64_t written = 0;
  while (written < 1000 &&
         machine.WriteDurably(Chosen("k" + std::to_string(written), 1, MakeValue(1, "v"))).ok()) {
    ++written;
  }
  EXPECT_GT(written, 50u);
  EXPECT_LT(written, 1000u);
  machine.KillProcess();
  ASSERT_TRUE(machine.Open().ok());
  EXPECT_GE(machine.store().objects(), written);
}

}  // namespace
}  // namespace paxosstore::storage
