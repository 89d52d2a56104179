// What becomes of a cluster when disks are damaged: a node whose store finds it out refuses to go
// on, and nobody else is disturbed; one that does not find it out is wrong, and an oracle says so.
#include <gmock/gmock.h>

#include <set>

#include "sim/world/disk_verbs.h"
#include "tests/sim/world/cluster.h"

namespace paxosstore::sim {
namespace {

using testing::HasSubstr;

// Some writes, and a moment without any: all logs are sealed.
void WriteSome(Cluster& cluster, const std::string& value) {
  for (int i = 0; i < 5; ++i) {
    ASSERT_EQ(cluster.Ask(n1, "SET k " + value + std::to_string(i)), "OK");
  }
  cluster.RunFor(Milliseconds(300));
}

void ExpectGoesOnWithout(Cluster& cluster, NodeId refusing) {
  cluster.RunFor(Seconds(10));
  EXPECT_FALSE(cluster.running(refusing));
  EXPECT_FALSE(cluster.undamaged(refusing));
  EXPECT_TRUE(cluster.majority_undamaged());
  const uint64_t refusals = cluster.refusals();
  EXPECT_GE(refusals, 1u);
  EXPECT_LE(refusals, 10u) << "not for ever";
  EXPECT_EQ(cluster.Ask(refusing == n1 ? n2 : n1, "SET k after"), "OK");
  EXPECT_EQ(cluster.Ask(refusing == n3 ? n2 : n3, "GET k"), "\"after\"");
  EXPECT_TRUE(cluster.Converges()) << "those with whole disks";
  cluster.RunFor(Seconds(10));
  EXPECT_EQ(cluster.refusals(), refusals);
}

TEST(StorageDamage, ANodeWithRottenDataRefusesToStartAndTheOthersGoOn) {
  Cluster cluster;
  WriteSome(cluster, "v");
  ASSERT_TRUE(RotDisk(cluster, n3, 1));
  cluster.Restart(n3);
  ExpectGoesOnWithout(cluster, n3);
  EXPECT_EQ(cluster.disk_counters().flipped_bits, 1u);
}

TEST(StorageDamage, RotIsFoundWhereverItStrikes) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    Cluster cluster(3, seed);
    WriteSome(cluster, "v");
    ASSERT_TRUE(RotDisk(cluster, n2, 1));
    cluster.Restart(n2);
    EXPECT_FALSE(cluster.RunUntil([&] { return cluster.serving(n2); }, Seconds(2))) << seed;
  }
}

// The object is not in memory: its value is read back, does not match its checksum, and the shard
// stops rather than answer. Then it finds the same damage at each start.
TEST(StorageDamage, ANodeThatReadsRottenDataStops) {
  uint64_t found = 0;
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    Cluster cluster(3, seed);
    WriteSome(cluster, "v");
    cluster.Restart(n3);  // nothing is in memory any more
    cluster.AwaitServing(n3);
    cluster.RunFor(Milliseconds(300));
    ASSERT_TRUE(RotDisk(cluster, n3, 3));
    const std::string read = cluster.Ask(n3, "GET k");
    if (read != "\"v4\"") {
      ++found;
      cluster.RunFor(Seconds(10));
      EXPECT_FALSE(cluster.running(n3)) << seed;
    }
    EXPECT_EQ(cluster.Ask(n1, "GET k"), "\"v4\"");
  }
  EXPECT_GT(found, 0u);
}

TEST(StorageDamage, ALostWriteThatLaterOnesAttestIsFoundAtTheNextStart) {
  Cluster cluster;
  WriteSome(cluster, "v");
  LoseNextWrites(cluster, n3, 1);
  WriteSome(cluster, "w");
  EXPECT_EQ(cluster.disk_counters().lost_writes, 1u);
  cluster.Restart(n3);
  ExpectGoesOnWithout(cluster, n3);
}

TEST(StorageDamage, ALostWriteOfWhichNothingTellsComesLate) {
  Cluster cluster;
  WriteSome(cluster, "v");
  LoseNextWrites(cluster, n3, 1);
  EXPECT_EQ(cluster.Ask(n1, "SET k w"), "OK");
  ASSERT_TRUE(
      cluster.RunUntil([&] { return cluster.disk_counters().lost_writes == 1; }, Milliseconds(20)));
  cluster.Restart(n3);
  EXPECT_EQ(cluster.disk_counters().late_writes, 1u);
  cluster.AwaitServing(n3);
  EXPECT_EQ(cluster.Ask(n3, "GET k"), "\"w\"");
}

TEST(StorageDamage, AMisdirectedWriteIsFoundAtTheNextStart) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    Cluster cluster(3, seed);
    for (int i = 0; i < 5; ++i) WriteSome(cluster, "v");
    MisdirectNextWrites(cluster, n3, 1);
    WriteSome(cluster, "w");
    ASSERT_EQ(cluster.disk_counters().misdirected_writes, 1u) << seed;
    cluster.Restart(n3);
    ExpectGoesOnWithout(cluster, n3);
  }
}

TEST(StorageDamage, ReadErrorsStopANodeOnlyWhileTheyLast) {
  Cluster cluster;
  WriteSome(cluster, "v");
  SetReadErrors(cluster, n3, 100);
  cluster.Restart(n3);
  cluster.RunFor(Seconds(10));
  EXPECT_FALSE(cluster.running(n3));
  EXPECT_TRUE(cluster.undamaged(n3));
  EXPECT_GT(cluster.disk_counters().failed_reads, 0u);
  cluster.HealAll();
  cluster.AwaitServing(n3);
  EXPECT_EQ(cluster.Ask(n3, "GET k"), "\"v4\"");
  EXPECT_TRUE(cluster.Converges());
}

// One reading that goes astray, wherever it happens while a node starts, hides nothing.
TEST(StorageDamage, AReadThatGoesAstrayDuringAStartHidesNothing) {
  for (uint64_t seed = 1; seed <= 100; ++seed) {
    Cluster cluster(3, seed);
    ASSERT_EQ(cluster.Ask(n1, "SET k v"), "OK");
    cluster.Crash(n1);
    SetMisreads(cluster, n1, 20);
    cluster.Start(n1);
    cluster.RunFor(Milliseconds(100));
    cluster.HealAll();  // the oracles have compared what was recovered with the platter
    cluster.AwaitServing(n1);
    EXPECT_EQ(cluster.Ask(n1, "GET k"), "\"v\"");
  }
}

// Nor does it hide that something is missing.
TEST(StorageDamage, AReadThatGoesAstrayDuringAStartHidesNoDamage) {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    Cluster cluster(3, seed);
    WriteSome(cluster, "v");
    ASSERT_TRUE(RotDisk(cluster, n3, 1));
    SetMisreads(cluster, n3, 30);
    cluster.Restart(n3);
    EXPECT_FALSE(cluster.RunUntil([&] { return cluster.serving(n3); }, Seconds(2))) << seed;
  }
}

// 64 KiB segments: the log needs a new one soon. It has spares, then it stops.
TEST(StorageDamage, ANodeWithAFullDiskStopsAndComesBackWhenThereIsSpace) {
  Cluster cluster;
  SetDiskFull(cluster, n3, true);
  const std::string large(8000, 'x');
  for (int i = 0; i < 60; ++i) {
    ASSERT_EQ(cluster.Ask(n1, "SET k" + std::to_string(i) + " " + large), "OK");
  }
  EXPECT_GT(cluster.disk_counters().refused_writes, 0u);
  EXPECT_TRUE(cluster.undamaged(n3));
  const uint64_t starts = cluster.starts();
  EXPECT_GT(starts, 3u);
  EXPECT_LT(starts, 100u) << "the supervisor waits longer and longer";
  SetDiskFull(cluster, n3, false);
  ASSERT_TRUE(cluster.RunUntil([&] { return cluster.serving(n3); }, Seconds(2)));
  EXPECT_EQ(cluster.Ask(n3, "SET k small"), "OK");
  EXPECT_TRUE(cluster.Converges());
}

TEST(StorageDamage, AWriteThatFindsNoSpaceIsNeverAnsweredAsDone) {
  Cluster cluster;
  for (const NodeId node : cluster.nodes()) SetDiskFull(cluster, node, true);
  const auto key = [](int i) { return "k" + std::to_string(i); };
  std::set<int> done;
  for (int i = 0; i < 60 && cluster.serving(n1); ++i) {
    if (cluster.Ask(n1, "SET " + key(i) + " " + std::string(8000, 'x')) == "OK") done.insert(i);
  }
  EXPECT_FALSE(cluster.serving(n1));
  EXPECT_LT(done.size(), 60u);
  cluster.HealAll();
  for (const NodeId node : cluster.nodes()) cluster.AwaitServing(node);
  for (const int i : done) EXPECT_EQ(cluster.Ask(n2, "STRLEN " + key(i)), "(integer) 8000");
  EXPECT_TRUE(cluster.Converges());
}

TEST(StorageDamage, WithoutAMajorityOfWholeDisksOnlySafetyIsLeft) {
  Cluster cluster;
  WriteSome(cluster, "v");
  for (const NodeId node : {n2, n3}) {
    ASSERT_TRUE(RotDisk(cluster, node, 1));
    cluster.Restart(node);
  }
  cluster.RunFor(Seconds(5));
  EXPECT_FALSE(cluster.majority_undamaged());
  EXPECT_NE(cluster.Ask(n1, "SET k lonely"), "OK");
  EXPECT_FALSE(cluster.FindDivergence().has_value());
}

// --- Beyond the promise: the oracles must notice that the store cannot ---

class Forgetful : public World {
 public:
  Forgetful() : World(1, Options()) {
    StartAll();
    RunFor(Milliseconds(500));
  }
  // As in Cluster, but a failure is expected.
  void Write(const std::string& line) {
    Request request;
    request.commands.push_back(MakeCommand(line));
    request.object = "k";
    HostOf(n1, "k").Submit(std::move(request), [](Result) {});
    RunFor(Milliseconds(20));
  }

 private:
  static WorldOptions Options() {
    WorldOptions options;
    options.store.segment_bytes = 64 << 10;
    options.objects = {"k"};
    return options;
  }
};

TEST(BeyondThePromise, ALyingSyncMakesANodeForgetWhatItPromised) {
  Forgetful world;
  world.Write("SET k a");
  LieAboutNextSyncs(world, n2, 1000);
  world.Write("SET k b");
  EXPECT_FALSE(world.judge().failed());
  world.Restart(n2);
  world.RunFor(Seconds(1));
  ASSERT_TRUE(world.judge().failed());
  EXPECT_THAT(world.judge().failure()->what, HasSubstr("recovered"));
  EXPECT_FALSE(world.undamaged(n2));
}

TEST(BeyondThePromise, ALostTailMakesANodeForgetWhatItPromised) {
  Forgetful world;
  world.Write("SET k a");
  world.RunFor(Milliseconds(300));
  LoseNextTails(world, n2, 10);
  world.Write("SET k b");
  EXPECT_FALSE(world.judge().failed());
  world.Restart(n2);
  world.RunFor(Seconds(1));
  EXPECT_TRUE(world.judge().failed());
}

TEST(BeyondThePromise, AWipedOrRolledBackDiskForgets) {
  for (const bool wipe : {true, false}) {
    Forgetful world;
    world.Write("SET k a");
    SnapshotDisk(world, n2);
    world.Write("SET k b");
    wipe ? WipeDisk(world, n2) : RollBackDisk(world, n2);
    EXPECT_FALSE(world.running(n2));
    EXPECT_FALSE(world.judge().failed());
    world.Start(n2);
    world.RunFor(Seconds(1));
    EXPECT_TRUE(world.judge().failed()) << wipe;
    EXPECT_FALSE(world.undamaged(n2));
  }
}

}  // namespace
}  // namespace paxosstore::sim
