// The simulated disk beside crashes: its lives, what it reports as durable, and its faults. What
// every disk promises is asked in tests/conformance.
#include "sim/sim_disk.h"

#include <string>
#include <vector>

#include "tests/sim/sim_disk_machine.h"

namespace paxosstore::sim {
namespace {

TEST(SimDiskTest, AKilledProcessLeavesItsWritesInTheCache) {
  const auto found = Outcomes(
      [](Machine& m) {
        auto file = m.MakeDurable("f", "o");
        Write(*file, 0, "n");
        m.KillProcess();
        EXPECT_EQ(m.Read("f"), "n");
      },
      [](Machine& m) { return m.Read("f"); });
  EXPECT_EQ(found, (Set{"o", "n"}));  // but they are not durable
}

TEST(SimDiskTest, TheDiskOfAnEarlierLifeAnswersErrors) {
  Machine machine(1);
  SimDisk& old_disk = machine.disk();
  auto file = machine.MakeDurable("f", "x");
  machine.Crash();
  std::string bytes;
  EXPECT_FALSE(file->WriteAt(0, "y").ok());
  EXPECT_FALSE(file->ReadAt(0, 1, &bytes).ok());
  EXPECT_FALSE(file->Truncate(0).ok());
  EXPECT_FALSE(file->Size().ok());
  EXPECT_FALSE(old_disk.Open("g", OpenMode::kCreate).ok());
  EXPECT_FALSE(old_disk.Remove("f").ok());
  file->Sync([](absl::Status) { ADD_FAILURE() << "answered to a dead process"; });
  machine.Settle();
  EXPECT_EQ(machine.Read("f"), "x");
}

TEST(SimDiskTest, AWipedDiskIsEmpty) {
  Machine machine(1);
  machine.MakeDurable("f", "x").reset();
  machine.model().Wipe();
  EXPECT_TRUE(machine.model().DurableNames().empty());
  EXPECT_TRUE(machine.model().Mount()->List()->empty());
}

struct Range {
  std::string file;
  uint64_t offset;
  std::string bytes;
  friend bool operator==(const Range&, const Range&) = default;
};

std::vector<Range>* Watch(Machine& machine, std::vector<Range>* ranges) {
  machine.model().set_on_durable(
      [ranges](std::string_view file, uint64_t offset, std::string_view bytes) {
        ranges->push_back({std::string(file), offset, std::string(bytes)});
      });
  return ranges;
}

TEST(DurableHookTest, AppendsAreReportedAsOneRangeBeforeTheSyncAnswers) {
  Machine machine(1);
  std::vector<Range> ranges;
  Watch(machine, &ranges);
  auto file = machine.Open("log");
  for (uint64_t i = 0; i < 100; ++i) Write(*file, i * 100, std::string(100, 'a'));
  EXPECT_TRUE(ranges.empty());
  bool answered = false;
  file->Sync([&](absl::Status) {
    answered = true;
    EXPECT_EQ(ranges.size(), 1u);
  });
  Write(*file, 10'000, "not covered");
  machine.Settle();
  EXPECT_TRUE(answered);
  EXPECT_EQ(ranges, (std::vector<Range>{{"log", 0, std::string(10'000, 'a')}}));
  EXPECT_TRUE(machine.Sync(*file).ok());
  EXPECT_EQ(ranges.back(), (Range{"log", 10'000, "not covered"}));
}

TEST(DurableHookTest, OverlappingWritesAreReportedAsTheyStandOnThePlatter) {
  Machine machine(1);
  std::vector<Range> ranges;
  Watch(machine, &ranges);
  auto file = machine.Open("f");
  Write(*file, 50, "abcdef");
  Write(*file, 0, "head");
  Write(*file, 52, "XY");
  Write(*file, 56, "tail");
  EXPECT_TRUE(machine.Sync(*file).ok());
  EXPECT_EQ(ranges, (std::vector<Range>{{"f", 0, "head"}, {"f", 50, "abXYeftail"}}));
}

TEST(DurableHookTest, WhatWasCutIsNotReported) {
  Machine machine(1);
  std::vector<Range> ranges;
  Watch(machine, &ranges);
  auto file = machine.Open("f");
  Write(*file, 0, "abcdef");
  Write(*file, 5000, "gone");
  ASSERT_TRUE(file->Truncate(3).ok());
  EXPECT_TRUE(machine.Sync(*file).ok());
  EXPECT_EQ(ranges, (std::vector<Range>{{"f", 0, "abc"}}));
}

TEST(DurableHookTest, BlocksOfZerosAreReportedWhole) {
  Machine machine(1);
  std::vector<Range> ranges;
  Watch(machine, &ranges);
  auto file = machine.Open("f");
  Write(*file, 100, std::string(200'000, '\0'));
  EXPECT_TRUE(machine.Sync(*file).ok());
  uint64_t next = 100;
  for (const Range& range : ranges) {
    EXPECT_EQ(range.offset, next);
    EXPECT_EQ(range.bytes, std::string(range.bytes.size(), '\0'));
    next += range.bytes.size();
  }
  EXPECT_EQ(next, 200'100u);
}

TEST(DurableHookTest, TheFileIsNamedAsItIsCalledNow) {
  Machine machine(1);
  std::vector<Range> ranges;
  Watch(machine, &ranges);
  auto file = machine.Open("temporary");
  Write(*file, 0, "x");
  EXPECT_TRUE(machine.disk().Rename("temporary", "final").ok());
  EXPECT_TRUE(machine.Sync(*file).ok());
  EXPECT_EQ(ranges, (std::vector<Range>{{"final", 0, "x"}}));
}

TEST(DiskFaultTest, AFailedSyncLosesPagesThatTheCacheStillShowsAndLaterSyncsDoNotSave) {
  const auto found = Outcomes(
      [](Machine& m) {
        auto file = m.MakeDurable("f", std::string(2 * kPageBytes, 'o'));
        m.model().FailNextSyncs(1);
        Write(*file, 0, "n");
        EXPECT_FALSE(m.Sync(*file).ok());
        EXPECT_EQ(m.Read("f")[0], 'n');
        Write(*file, kPageBytes, "m");
        EXPECT_TRUE(m.Sync(*file).ok());
      },
      [](Machine& m) {
        const std::string read = m.Read("f");
        return std::string{read[0], read[kPageBytes]};
      });
  EXPECT_EQ(found, (Set{"om", "nm"}));
}

TEST(DiskFaultTest, AFailedSyncReportsNothingAsDurable) {
  Machine machine(1);
  std::vector<Range> ranges;
  Watch(machine, &ranges);
  auto file = machine.Open("f");
  Write(*file, 0, "x");
  machine.model().FailNextSyncs(1);
  const absl::Status status = machine.Sync(*file);
  EXPECT_EQ(status.message(), "f: sync: input/output error");
  EXPECT_TRUE(machine.Sync(*file).ok());
  EXPECT_TRUE(ranges.empty());
  EXPECT_EQ(machine.model().counters().failed_syncs, 1u);
}

TEST(DiskFaultTest, ReadsFailAsOftenAsAsked) {
  Machine machine(1);
  auto file = machine.MakeDurable("f", "x");
  machine.model().FailNextReads(1);
  std::string bytes;
  EXPECT_EQ(file->ReadAt(0, 1, &bytes).message(), "f: read: input/output error");
  EXPECT_TRUE(file->ReadAt(0, 1, &bytes).ok());
}

TEST(DiskFaultTest, AFlippedBitIsReadUnlessThePageIsDirty) {
  Machine machine(1);
  auto file = machine.MakeDurable("f", std::string(2 * kPageBytes, 'a'));
  ASSERT_TRUE(machine.model().FlipBit("f", 10, 1).ok());
  EXPECT_EQ(machine.Read("f")[10], 'c');
  Write(*file, 10, "n");
  ASSERT_TRUE(machine.model().FlipBit("f", 20, 1).ok());
  EXPECT_EQ(machine.Read("f")[20], 'a');
  EXPECT_EQ((*machine.model().DurableContents("f", 20, 1)), "c");
  EXPECT_TRUE(absl::IsNotFound(machine.model().FlipBit("f", 2 * kPageBytes, 0)));
  EXPECT_TRUE(absl::IsNotFound(machine.model().FlipBit("g", 0, 0)));
}

TEST(DiskFaultTest, AStalledDiskSyncsNothingUntilItsTime) {
  Machine machine(1);
  auto file = machine.MakeDurable("f", "x");
  const Instant until = machine.queue().now() + Seconds(2);
  machine.model().StallUntil(until);
  EXPECT_TRUE(machine.Sync(*file).ok());
  EXPECT_GE(machine.queue().now(), until);
}

TEST(DiskFaultTest, SyncsTakeTheirLatency) {
  DiskOptions options;
  options.sync_latency = {Milliseconds(3), Milliseconds(1), {}, {}};
  Machine machine(1, options);
  auto file = machine.Open("f");
  for (int i = 0; i < 20; ++i) {
    const Instant before = machine.queue().now();
    EXPECT_TRUE(machine.Sync(*file).ok());
    EXPECT_GE((machine.queue().now() - before).ns, Milliseconds(3).ns);
    EXPECT_LE((machine.queue().now() - before).ns, Milliseconds(4).ns);
  }
}

}  // namespace
}  // namespace paxosstore::sim
