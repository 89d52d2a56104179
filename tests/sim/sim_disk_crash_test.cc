// What a crash of the simulated machine leaves of what was not synced.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "rapidcheck/gtest.h"
#include "tests/sim/sim_disk_machine.h"

namespace paxosstore::sim {
namespace {

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
