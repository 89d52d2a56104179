// What the simulated disk does to what was not synced, and for whom it can be asked. What every
// disk promises is asked in tests/conformance.
#include "sim/sim_disk.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"
#include "sim/sim_executor.h"

namespace paxosstore::sim {
namespace {

// Enough for every outcome that a test waits for, each of a probability of a few percent at least.
constexpr uint64_t kSeeds = 500;

// A machine with one disk and one process.
class Machine {
 public:
  explicit Machine(uint64_t seed, DiskOptions options = {})
      : model_(&queue_, actor_, seed, options), disk_(model_.Mount()) {}

  DiskModel& model() { return model_; }
  SimDisk& disk() { return *disk_; }
  EventQueue& queue() { return queue_; }
  std::unique_ptr<File> Open(std::string_view name) {
    return *disk_->Open(name, OpenMode::kOpenOrCreate);
  }
  // Runs all that is due: every sync called so far completes.
  void Settle() {
    while (queue_.RunOne()) {
    }
  }
  absl::Status Sync(File& file) {
    absl::Status result = absl::UnknownError("never answered");
    file.Sync([&result](absl::Status status) { result = status; });
    Settle();
    return result;
  }
  void SyncDirectory() {
    disk_->SyncDirectory([](absl::Status status) { EXPECT_TRUE(status.ok()); });
    Settle();
  }
  // Makes a file whose name and content are durable.
  std::unique_ptr<File> MakeDurable(std::string_view name, std::string_view content) {
    auto file = Open(name);
    EXPECT_TRUE(file->WriteAt(0, content).ok());
    EXPECT_TRUE(Sync(*file).ok());
    SyncDirectory();
    return file;
  }
  void Crash() {
    queue_.Kill(actor_);
    model_.Crash();
    old_disks_.push_back(std::move(disk_));
    disk_ = model_.Mount();
  }
  void KillProcess() {
    queue_.Kill(actor_);
    model_.ProcessKilled();
    old_disks_.push_back(std::move(disk_));
    disk_ = model_.Mount();
  }
  // The process does not close it before it dies.
  void KeepOpen(std::unique_ptr<File> file) { open_.push_back(std::move(file)); }
  std::string Read(std::string_view name) {
    auto file = disk_->Open(name, OpenMode::kExisting);
    if (!file.ok()) return "(none)";
    std::string bytes;
    EXPECT_TRUE((*file)->ReadAt(0, 1 << 24, &bytes).ok());
    return bytes;
  }

 private:
  DeterminismHash hash_;
  EventQueue queue_{&hash_};
  ActorId actor_ = queue_.AddActor("a");
  DiskModel model_;
  std::vector<std::unique_ptr<SimDisk>> old_disks_;  // outlive their files
  std::unique_ptr<SimDisk> disk_;
  std::vector<std::unique_ptr<File>> open_;
};

void Write(File& file, uint64_t offset, std::string_view bytes) {
  ASSERT_TRUE(file.WriteAt(offset, bytes).ok());
}

// What `observe` finds after `act` and a crash, over many seeds.
std::set<std::string> Outcomes(const std::function<void(Machine&)>& act,
                               const std::function<std::string(Machine&)>& observe) {
  std::set<std::string> outcomes;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    Machine machine(seed);
    act(machine);
    machine.Crash();
    outcomes.insert(observe(machine));
  }
  return outcomes;
}

using Set = std::set<std::string>;

TEST(SimDiskCrashTest, SyncedDataSurvivesEveryCrash) {
  const auto found = Outcomes(
      [](Machine& m) {
        auto file = m.MakeDurable("f", "synced");
        Write(*file, 100'000, "not synced");
        Write(*file, 6, "nor this");
      },
      [](Machine& m) { return m.Read("f").substr(0, 6); });
  EXPECT_EQ(found, Set{"synced"});
}

TEST(SimDiskCrashTest, UnsyncedPagesSurviveInEverySubset) {
  const std::string page(kPageBytes, 'o');
  const auto found = Outcomes(
      [&](Machine& m) {
        auto file = m.MakeDurable("f", page + page + page);
        for (uint64_t i = 0; i < 3; ++i) Write(*file, i * kPageBytes, "n");
      },
      [](Machine& m) {
        const std::string read = m.Read("f");
        return std::string{read[0], read[kPageBytes], read[2 * kPageBytes]};
      });
  EXPECT_EQ(found, (Set{"ooo", "oon", "ono", "onn", "noo", "non", "nno", "nnn"}));
}

TEST(SimDiskCrashTest, APageMayHoldWhatItHeldAtAnyMomentSinceTheSync) {
  const auto found = Outcomes(
      [](Machine& m) {
        auto file = m.MakeDurable("f", "0");
        for (const char* bytes : {"1", "2", "3"}) Write(*file, 0, bytes);
      },
      [](Machine& m) { return m.Read("f"); });
  EXPECT_EQ(found, (Set{"0", "1", "2", "3"}));
}

// Where the bytes of a page that was rewritten change from old to new or back.
std::vector<size_t> Boundaries(const std::string& page) {
  std::vector<size_t> boundaries;
  for (size_t i = 1; i < page.size(); ++i) {
    if (page[i] != page[i - 1]) boundaries.push_back(i);
  }
  return boundaries;
}

TEST(SimDiskCrashTest, APageIsTornBetweenSectorsAndInsideThem) {
  int whole = 0;
  int between_sectors = 0;
  int inside_a_sector = 0;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    Machine machine(seed);
    auto file = machine.MakeDurable("f", std::string(kPageBytes, 'o'));
    Write(*file, 0, std::string(kPageBytes, 'n'));
    machine.Crash();
    const auto boundaries = Boundaries(machine.Read("f"));
    const bool aligned = std::all_of(boundaries.begin(), boundaries.end(),
                                     [](size_t b) { return b % kSectorBytes == 0; });
    ++(boundaries.empty() ? whole : aligned ? between_sectors : inside_a_sector);
  }
  EXPECT_GT(whole, 100);
  EXPECT_GT(between_sectors, 50);
  EXPECT_GT(inside_a_sector, 10);
}

TEST(SimDiskCrashTest, AWriteAfterTheCallOfASyncIsNotCoveredByIt) {
  const auto found = Outcomes(
      [](Machine& m) {
        auto file = m.MakeDurable("f", std::string(2 * kPageBytes, 'o'));
        Write(*file, 0, "1");
        bool synced = false;
        file->Sync([&synced](absl::Status status) { synced = status.ok(); });
        Write(*file, kPageBytes, "2");
        m.Settle();
        EXPECT_TRUE(synced);
      },
      [](Machine& m) {
        const std::string read = m.Read("f");
        return std::string{read[0], read[kPageBytes]};
      });
  EXPECT_EQ(found, (Set{"1o", "12"}));
}

TEST(SimDiskCrashTest, ASyncThatHasNotCompletedPromisesNothing) {
  const auto found = Outcomes(
      [](Machine& m) {
        auto file = m.MakeDurable("f", "o");
        Write(*file, 0, "n");
        file->Sync([](absl::Status) { ADD_FAILURE() << "completed after the crash"; });
        m.KeepOpen(std::move(file));
      },
      [](Machine& m) {
        m.Settle();
        return m.Read("f");
      });
  EXPECT_EQ(found, (Set{"o", "n"}));
}

TEST(SimDiskCrashTest, TheSizeIsThatOfSomeMomentAndLostBytesWithinItAreZeros) {
  const auto found = Outcomes(
      [](Machine& m) {
        auto file = m.MakeDurable("f", "");
        Write(*file, 0, "a");
        Write(*file, 1, "b");
      },
      [](Machine& m) { return m.Read("f"); });
  const std::string zero(1, '\0');
  EXPECT_EQ(found, (Set{"", "a", "ab", zero, zero + zero, "a" + zero, zero + "b"}));
}

TEST(SimDiskCrashTest, AnUnsyncedTruncateSurvivesOrNotAsAWhole) {
  const auto found = Outcomes(
      [](Machine& m) {
        auto file = m.MakeDurable("f", "0123456789");
        ASSERT_TRUE(file->Truncate(4).ok());
      },
      [](Machine& m) { return m.Read("f"); });
  EXPECT_EQ(found, (Set{"0123", "0123456789"}));
}

TEST(SimDiskCrashTest, WhatATruncateCutDoesNotComeBackWithTheSize) {
  const auto found = Outcomes(
      [](Machine& m) {
        auto file = m.MakeDurable("f", "0123456789");
        ASSERT_TRUE(file->Truncate(4).ok());
        ASSERT_TRUE(file->Truncate(6).ok());
        EXPECT_TRUE(m.Sync(*file).ok());
      },
      [](Machine& m) { return m.Read("f"); });
  EXPECT_EQ(found, Set{"0123" + std::string(2, '\0')});
}

TEST(SimDiskCrashTest, UnsyncedNamesSurviveOrNotEachByItself) {
  const auto names = [](Machine& m) {
    std::string all;
    const auto list = m.disk().List();
    for (const std::string& name : *list) all += name;
    return all;
  };
  EXPECT_EQ(Outcomes([](Machine& m) { m.Open("a"), m.Open("b"); }, names),
            (Set{"", "a", "b", "ab"}));
  EXPECT_EQ(Outcomes(
                [](Machine& m) {
                  m.Open("a"), m.Open("b");
                  m.SyncDirectory();
                  EXPECT_TRUE(m.disk().Remove("a").ok());
                  EXPECT_TRUE(m.disk().Rename("b", "c").ok());
                },
                names),
            (Set{"ab", "b", "ac", "c"}));
  EXPECT_EQ(Outcomes(
                [](Machine& m) {
                  m.Open("a"), m.Open("b");
                  m.SyncDirectory();
                },
                names),
            Set{"ab"});
}

TEST(SimDiskCrashTest, ARenameThatReplacesIsAtomic) {
  const auto found = Outcomes(
      [](Machine& m) {
        m.MakeDurable("old", "previous");
        m.MakeDurable("new", "next");
        EXPECT_TRUE(m.disk().Rename("new", "old").ok());
      },
      [](Machine& m) { return m.Read("old") + " " + m.Read("new"); });
  EXPECT_EQ(found, (Set{"previous next", "next (none)"}));
}

TEST(SimDiskCrashTest, ARenamedFileNeverHasTwoNames) {
  const auto found = Outcomes(
      [](Machine& m) {
        m.Open("a");
        m.SyncDirectory();
        EXPECT_TRUE(m.disk().Rename("a", "b").ok());
        EXPECT_TRUE(m.disk().Rename("b", "c").ok());
      },
      [](Machine& m) { return m.disk().List()->size() == 1 ? m.disk().List()->front() : "not 1"; });
  EXPECT_EQ(found, (Set{"a", "b", "c"}));
}

TEST(SimDiskCrashTest, SyncingTheDirectoryDoesNotSyncContents) {
  const auto found = Outcomes(
      [](Machine& m) {
        auto file = m.Open("f");
        Write(*file, 0, "x");
        m.SyncDirectory();
      },
      [](Machine& m) { return m.Read("f"); });
  EXPECT_EQ(found, (Set{"", "x", std::string(1, '\0')}));
}

TEST(SimDiskCrashTest, SyncingAFileDoesNotSyncItsName) {
  const auto found = Outcomes(
      [](Machine& m) {
        auto file = m.Open("f");
        Write(*file, 0, "x");
        EXPECT_TRUE(m.Sync(*file).ok());
      },
      [](Machine& m) { return m.Read("f"); });
  EXPECT_EQ(found, (Set{"(none)", "x"}));
}

uint64_t DigestAfterCrash(uint64_t seed) {
  Machine machine(seed);
  auto file = machine.MakeDurable("f", std::string(50'000, 'o'));
  for (uint64_t i = 0; i < 20; ++i) Write(*file, i * 2000, std::string(3000, 'n'));
  machine.Crash();
  return machine.model().DurableDigest();
}

TEST(SimDiskCrashTest, TheSameSeedGivesTheSameCrash) {
  std::set<uint64_t> digests;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    EXPECT_EQ(DigestAfterCrash(seed), DigestAfterCrash(seed));
    digests.insert(DigestAfterCrash(seed));
  }
  EXPECT_EQ(digests.size(), 20u);
}

TEST(SimDiskCrashTest, AfterACrashTheCacheIsThePlatter) {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    Machine machine(seed);
    auto file = machine.MakeDurable("f", std::string(20'000, 'o'));
    if (seed % 3 == 0) machine.model().FailNextSyncs(1);
    Write(*file, 500, std::string(9000, 'n'));
    if (seed % 2 == 0) static_cast<void>(machine.Sync(*file));
    Write(*file, 15'000, std::string(9000, 'm'));
    if (seed % 5 == 0) {
      ASSERT_TRUE(file->Truncate(18'000).ok());
    }
    machine.Crash();
    EXPECT_EQ(machine.Read("f"), *machine.model().DurableContents("f", 0, 1 << 20));
  }
}

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

// The naive twin: for each byte, every value it may have after a crash.
class PossibleFile {
 public:
  void Write(size_t offset, const std::string& bytes) {
    Grow(offset + bytes.size());
    for (size_t i = 0; i < bytes.size(); ++i) Set(offset + i, bytes[i]);
    sizes_.insert(size_);
  }
  void Truncate(size_t size) {
    for (size_t i = size; i < possible_.size(); ++i) Set(i, '\0');
    Grow(size);
    size_ = size;
    sizes_.insert(size_);
  }
  void Synced() {
    for (size_t i = 0; i < possible_.size(); ++i) possible_[i] = {now_[i]};
    sizes_ = {size_};
  }
  bool Allows(const std::string& found) const {
    if (!sizes_.contains(found.size())) return false;
    for (size_t i = 0; i < found.size(); ++i) {
      if (!possible_[i].contains(found[i])) return false;
    }
    return true;
  }
  std::string Now() const { return now_.substr(0, size_); }

 private:
  void Grow(size_t size) {
    size_ = std::max(size_, size);
    if (possible_.size() < size) possible_.resize(size, {'\0'});
    if (now_.size() < size) now_.resize(size, '\0');
  }
  void Set(size_t i, char value) {
    now_[i] = value;
    possible_[i].insert(value);
  }

  size_t size_ = 0;
  std::string now_;
  std::vector<std::set<char>> possible_;
  std::set<size_t> sizes_ = {0};
};

RC_GTEST_PROP(SimDiskProperty, ACrashLeavesOnlyWhatTheContractAllows, ()) {
  Machine machine(*rc::gen::arbitrary<uint64_t>());
  auto file = machine.Open("f");
  machine.SyncDirectory();
  PossibleFile possible;
  const auto steps = *rc::gen::inRange(1, 25);
  for (int step = 0; step < steps; ++step) {
    const int kind = *rc::gen::inRange(0, 8);
    if (kind == 0) {
      RC_ASSERT(machine.Sync(*file).ok());
      possible.Synced();
    } else if (kind == 1) {
      const auto size = *rc::gen::inRange<size_t>(0, 12'000);
      RC_ASSERT(file->Truncate(size).ok());
      possible.Truncate(size);
    } else {
      const auto offset = *rc::gen::inRange<size_t>(0, 9000);
      const std::string bytes(*rc::gen::inRange<size_t>(1, 6000),
                              *rc::gen::element('\0', 'a', 'b', 'c'));
      RC_ASSERT(file->WriteAt(offset, bytes).ok());
      possible.Write(offset, bytes);
    }
    RC_ASSERT(machine.Read("f") == possible.Now());
  }
  machine.Crash();
  RC_ASSERT(possible.Allows(machine.Read("f")));
}

}  // namespace
}  // namespace paxosstore::sim
