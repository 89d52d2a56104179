// Each storage fault of the simulated disk by itself: what it does to bytes that had been answered
// for, and that it is counted.
#include <string>
#include <vector>

#include "sim/sim_disk.h"
#include "tests/sim/sim_disk_machine.h"

namespace paxosstore::sim {
namespace {

std::string Platter(Machine& m, std::string_view file) {
  return *m.model().DurableContents(file, 0, 1 << 20);
}

TEST(DiskDamageTest, ALostWriteIsAnsweredForAndNeverThere) {
  Machine m(1);
  auto file = m.MakeDurable("f", std::string(2000, 'o'));
  EXPECT_FALSE(m.model().damaged());
  m.model().LoseNextWrites(1);
  Write(*file, 100, "new");
  EXPECT_EQ(m.Read("f").substr(100, 3), "new");  // until the sync nobody can know
  EXPECT_TRUE(m.Sync(*file).ok());
  EXPECT_EQ(Platter(m, "f"), std::string(2000, 'o'));
  EXPECT_EQ(m.Read("f"), std::string(2000, 'o'));
  EXPECT_EQ(m.model().counters().lost_writes, 1u);
  EXPECT_TRUE(m.model().damaged());
  Write(*file, 100, "new");
  EXPECT_TRUE(m.Sync(*file).ok());
  EXPECT_EQ(Platter(m, "f").substr(99, 5), "onewo");  // the next one arrives
}

TEST(DiskDamageTest, ALostWriteThatNothingAttestsComesLateIfOneAllowsOnlyWhatCanBeKnown) {
  for (const bool attested : {true, false}) {
    Machine m(1);
    auto file = m.MakeDurable("f", std::string(2000, 'o'));
    m.model().LoseNextWrites(1);
    Write(*file, 100, "new");
    EXPECT_TRUE(m.Sync(*file).ok());
    m.model().SettleStrayWrites([&](uint64_t offset, std::string_view bytes) {
      EXPECT_EQ(offset, 100u);
      EXPECT_EQ(bytes, "new");
      return attested;
    });
    m.Crash();
    EXPECT_EQ(m.Read("f").substr(100, 3), attested ? "ooo" : "new");
    EXPECT_EQ(m.model().damaged(), attested);
    EXPECT_EQ(m.model().counters().late_writes, attested ? 0u : 1u);
  }
}

TEST(DiskDamageTest, WhatComesLateComesBelowWhatIsNotSyncedYet) {
  Machine m(1);
  auto file = m.MakeDurable("f", std::string(2000, 'o'));
  m.model().LoseNextWrites(1);
  Write(*file, 100, "lost");
  EXPECT_TRUE(m.Sync(*file).ok());
  Write(*file, 102, "newer");
  m.model().SettleStrayWrites([](uint64_t, std::string_view) { return false; });
  m.KillProcess();
  EXPECT_EQ(m.Read("f").substr(98, 10), "oolonewero");
  EXPECT_EQ(Platter(m, "f").substr(98, 10), "oolostoooo");
}

TEST(DiskDamageTest, WhatIsWrittenOverIsNotMissingAndTheRestOfALostWriteIs) {
  Machine m(1);
  auto file = m.MakeDurable("f", std::string(2000, 'o'));
  m.model().LoseNextWrites(1);
  Write(*file, 100, "header, body");
  EXPECT_TRUE(m.Sync(*file).ok());
  Write(*file, 108, "soul");
  EXPECT_TRUE(m.Sync(*file).ok());
  EXPECT_EQ(Platter(m, "f").substr(98, 16), "oooooooooosouloo");
  EXPECT_TRUE(m.model().damaged());
  m.model().SettleStrayWrites([](uint64_t offset, std::string_view bytes) {
    EXPECT_EQ(offset, 100u);
    EXPECT_EQ(bytes, "header, soul");  // as it would be there
    return false;
  });
  EXPECT_EQ(Platter(m, "f").substr(98, 16), "ooheader, souloo");
  EXPECT_FALSE(m.model().damaged());
}

TEST(DiskDamageTest, ALostWriteThatIsWrittenAgainIsNotMissing) {
  Machine m(1);
  auto file = m.MakeDurable("f", std::string(2000, 'o'));
  m.model().LoseNextWrites(1);
  Write(*file, 100, "new");
  EXPECT_TRUE(m.Sync(*file).ok());
  Write(*file, 100, "ne");
  EXPECT_TRUE(m.Sync(*file).ok());
  EXPECT_TRUE(m.model().damaged());
  Write(*file, 102, "w");
  EXPECT_TRUE(m.Sync(*file).ok());
  EXPECT_FALSE(m.model().damaged());
}

TEST(DiskDamageTest, ALostTailDoesNotComeLate) {
  Machine m(1);
  auto file = m.MakeDurable("f", std::string(2000, 'o'));
  m.model().LoseNextTails(1);
  Write(*file, 100, "new");
  EXPECT_TRUE(m.Sync(*file).ok());
  m.model().SettleStrayWrites([](uint64_t, std::string_view) { return false; });
  m.Crash();
  EXPECT_EQ(m.Read("f").substr(100, 3), "ooo");
  EXPECT_TRUE(m.model().damaged());
}

TEST(DiskDamageTest, AMisdirectedWriteReallyLandsElsewhere) {
  Machine m(1);
  auto file = m.MakeDurable("f", std::string(kSectorBytes * 4, 'f'));
  m.MakeDurable("g", std::string(kSectorBytes * 64, 'g'));
  m.model().set_stray_targets([] {
    return std::vector<DiskPlace>{{"g", 100, kSectorBytes * 40}, {"g", 0, 10}};
  });
  m.model().MisdirectNextWrites(1);
  Write(*file, kSectorBytes + 10, std::string(kSectorBytes, 'n'));
  EXPECT_TRUE(m.Sync(*file).ok());
  EXPECT_EQ(Platter(m, "f"), std::string(kSectorBytes * 4, 'f'));
  const std::string other = Platter(m, "g");
  const size_t at = other.find('f');
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(at % kSectorBytes, 0u);
  EXPECT_GE(at, 100u);
  EXPECT_LE(at, 100 + kSectorBytes * 38);
  // The whole sectors that the write touches, as they should have become.
  EXPECT_EQ(
      other.substr(at, kSectorBytes * 2),
      std::string(10, 'f') + std::string(kSectorBytes, 'n') + std::string(kSectorBytes - 10, 'f'));
  EXPECT_EQ(other.size(), kSectorBytes * 64);
  EXPECT_EQ(m.model().counters().misdirected_writes, 1u);
  m.Crash();
  EXPECT_EQ(m.Read("g"), other);
}

TEST(DiskDamageTest, AMisdirectedWriteWaitsUntilItHasSomewhereToGo) {
  Machine m(1);
  auto file = m.MakeDurable("f", "old");
  m.model().set_stray_targets([] { return std::vector<DiskPlace>{}; });
  m.model().MisdirectNextWrites(1);
  Write(*file, 0, "new");
  EXPECT_TRUE(m.Sync(*file).ok());
  EXPECT_EQ(Platter(m, "f"), "new");
  EXPECT_EQ(m.model().counters().misdirected_writes, 0u);
}

TEST(DiskDamageTest, ALyingSyncLosesItsDataAtTheNextCrash) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Machine m(seed);
    auto file = m.MakeDurable("f", "old");
    std::string told;
    m.model().set_on_durable(
        [&](std::string_view, uint64_t, std::string_view bytes) { told += bytes; });
    m.model().LieAboutNextSyncs(1);
    Write(*file, 0, "new");
    EXPECT_TRUE(m.Sync(*file).ok());
    EXPECT_EQ(told, "new");
    EXPECT_EQ(Platter(m, "f"), "old");
    EXPECT_TRUE(m.model().damaged());
    m.Crash();
    EXPECT_EQ(m.Read("f"), "old");
    EXPECT_TRUE(m.model().damaged());
    EXPECT_EQ(m.model().counters().lying_syncs, 1u);
    EXPECT_EQ(m.model().counters().bytes_lied_away, 3u);
  }
}

TEST(DiskDamageTest, AnHonestSyncMakesUpForALyingOne) {
  Machine m(1);
  auto file = m.MakeDurable("f", "old");
  m.model().LieAboutNextSyncs(1);
  Write(*file, 0, "new");
  EXPECT_TRUE(m.Sync(*file).ok());
  EXPECT_TRUE(m.Sync(*file).ok());
  m.Crash();
  EXPECT_EQ(m.Read("f"), "new");
  EXPECT_FALSE(m.model().damaged());
}

TEST(DiskDamageTest, AFullDiskRefusesWhatNeedsSpaceAndNothingElse) {
  Machine m(1);
  auto file = m.MakeDurable("f", "0123456789");
  m.model().SetFull(true);
  EXPECT_TRUE(absl::IsResourceExhausted(file->WriteAt(8, "abc")));
  EXPECT_EQ(m.Read("f"), "0123456789");
  EXPECT_TRUE(absl::IsResourceExhausted(m.disk().Open("g", OpenMode::kCreate).status()));
  EXPECT_TRUE(absl::IsResourceExhausted(file->Truncate(11)));
  EXPECT_TRUE(file->WriteAt(7, "abc").ok());
  EXPECT_TRUE(file->Truncate(9).ok());
  EXPECT_TRUE(m.Sync(*file).ok());
  EXPECT_EQ(m.model().counters().refused_writes, 3u);
  m.model().SetFull(false);
  EXPECT_TRUE(file->WriteAt(8, "abc").ok());
  EXPECT_FALSE(m.model().damaged());
}

TEST(DiskDamageTest, AReadThatGoesAstrayGivesTheBytesOfAnotherPlaceOnce) {
  Machine m(1);
  std::string content;
  for (char c = 'a'; c <= 'z'; ++c) content += std::string(kSectorBytes, c);
  auto file = m.MakeDurable("f", content);
  m.model().MisdirectNextReads(1);
  std::string bytes;
  ASSERT_TRUE(file->ReadAt(5 * kSectorBytes, 10, &bytes).ok());
  EXPECT_EQ(bytes.size(), 10u);
  EXPECT_NE(bytes, std::string(10, 'f'));
  ASSERT_TRUE(file->ReadAt(5 * kSectorBytes, 10, &bytes).ok());
  EXPECT_EQ(bytes, std::string(10, 'f'));
  EXPECT_EQ(m.model().counters().misreads, 1u);
  EXPECT_FALSE(m.model().damaged());
}

TEST(DiskDamageTest, ReadsFailAtTheirRateAndNotForOracles) {
  DiskOptions options;
  options.read_errors = {1, 4};
  Machine m(1, options);
  auto file = m.MakeDurable("f", "x");
  std::string bytes;
  const auto failures = [&] {
    int failed = 0;
    for (int i = 0; i < 400; ++i) failed += file->ReadAt(0, 1, &bytes).ok() ? 0 : 1;
    return failed;
  };
  const int failed = failures();
  EXPECT_GT(failed, 60);
  EXPECT_LT(failed, 140);
  EXPECT_EQ(m.model().counters().failed_reads, static_cast<uint64_t>(failed));
  const DiskModel::QuietReads quiet(&m.model());
  EXPECT_EQ(failures(), 0);
}

TEST(DiskDamageTest, ARolledBackDiskIsWhatItWas) {
  Machine m(1);
  EXPECT_FALSE(m.model().RollBack());
  m.MakeDurable("f", "then").reset();
  m.model().TakeSnapshot();
  m.MakeDurable("f", "now!").reset();
  m.MakeDurable("g", "newer").reset();
  EXPECT_FALSE(m.model().damaged());
  EXPECT_TRUE(m.model().RollBack());
  m.Crash();
  EXPECT_EQ(m.Read("f"), "then");
  EXPECT_EQ(m.Read("g"), "(none)");
  EXPECT_TRUE(m.model().damaged());
  EXPECT_EQ(m.model().counters().rollbacks, 1u);
}

TEST(DiskDamageTest, RotIsCountedAndStays) {
  Machine m(1);
  m.MakeDurable("f", "a").reset();
  ASSERT_TRUE(m.model().FlipBit("f", 0, 1).ok());
  EXPECT_EQ(m.Read("f"), "c");
  m.model().ClearFaults();
  m.Crash();
  EXPECT_EQ(m.Read("f"), "c");
  EXPECT_TRUE(m.model().damaged());
  EXPECT_EQ(m.model().counters().flipped_bits, 1u);
}

TEST(DiskDamageTest, ClearedFaultsDoNotStrike) {
  Machine m(1);
  auto file = m.MakeDurable("f", "old");
  m.model().FailNextSyncs(1);
  m.model().FailNextReads(1);
  m.model().MisdirectNextReads(1);
  m.model().LoseNextWrites(1);
  m.model().MisdirectNextWrites(1);
  m.model().LieAboutNextSyncs(1);
  m.model().SetFull(true);
  m.model().ClearFaults();
  Write(*file, 0, "newer");
  EXPECT_TRUE(m.Sync(*file).ok());
  m.Crash();
  EXPECT_EQ(m.Read("f"), "newer");
}

}  // namespace
}  // namespace paxosstore::sim
