#include "tests/sim/world/cluster.h"

namespace paxosstore::sim {
namespace {

TEST(Cluster, WhatIsWrittenAtOneNodeIsReadAtAnother) {
  Cluster cluster;
  EXPECT_EQ(cluster.Ask(n1, "SET k a"), "OK");
  EXPECT_EQ(cluster.Ask(n2, "GET k"), "\"a\"");
  EXPECT_EQ(cluster.Ask(n3, "APPEND k b"), "(integer) 2");
  EXPECT_EQ(cluster.Ask(n1, "GET k"), "\"ab\"");
  EXPECT_TRUE(cluster.Converges());
}

// One question to one other replica and its answer make a majority; no disk is written.
TEST(Cluster, AQuickReadIsOneRoundTripAndWritesNothing) {
  for (const uint32_t nodes : {3u, 5u}) {
    Cluster cluster(nodes);
    EXPECT_EQ(cluster.Ask(n1, "SET k a"), "OK");
    EXPECT_TRUE(cluster.Converges());
    const uint64_t sent = cluster.network().total().sent;
    const uint64_t writes = cluster.disk_counters().writes;
    EXPECT_EQ(cluster.Ask(n3, "GET k"), "\"a\"");
    EXPECT_EQ(cluster.network().total().sent - sent, nodes - 1) << "half of them questions";
    EXPECT_EQ(cluster.disk_counters().writes, writes);
  }
}

// The owner's next write: one request to each of the others, and one write on each disk.
TEST(Cluster, AFastWriteIsOneRoundTripAndOneSyncOnEachDisk) {
  Cluster cluster;
  EXPECT_EQ(cluster.Ask(n1, "SET k a"), "OK");
  EXPECT_EQ(cluster.Ask(n1, "SET k b"), "OK");
  EXPECT_TRUE(cluster.Converges());
  cluster.RunFor(Milliseconds(300));  // the logs are sealed
  const uint64_t sent = cluster.network().total().sent;
  const uint64_t syncs = cluster.disk_counters().syncs;
  EXPECT_EQ(cluster.Ask(n1, "SET k c"), "OK");
  EXPECT_LE(cluster.network().total().sent - sent, 4u) << "two requests, at most two answers yet";
  cluster.RunFor(Milliseconds(40));
  EXPECT_EQ(cluster.disk_counters().syncs - syncs, 3u);
}

// What waits while an entry is being agreed on shares the next one.
TEST(Cluster, RequestsOfOneObjectShareEntriesAndKeepTheirOrder) {
  Cluster cluster;
  EXPECT_EQ(cluster.Ask(n1, "SET k 0"), "OK");
  const std::vector<Result> answers = cluster.DoAtOnce(n1, "INCR k", 20);
  ASSERT_EQ(answers.size(), 20u);
  for (size_t i = 0; i < answers.size(); ++i) {
    ASSERT_EQ(answers[i].outcome, Outcome::kOk);
    EXPECT_EQ(ToString(answers[i].replies[0]), "(integer) " + std::to_string(i + 1));
  }
  EXPECT_LE(answers.back().version, EntryId(3));
}

TEST(Cluster, WritesGoOnWhileOneOfThreeIsDown) {
  Cluster cluster;
  EXPECT_EQ(cluster.Ask(n1, "SET k a"), "OK");
  cluster.Crash(n1);
  EXPECT_EQ(cluster.Ask(n2, "SET k b"), "OK");
  EXPECT_EQ(cluster.Ask(n3, "GET k"), "\"b\"");
  cluster.Start(n1);
  cluster.AwaitServing(n1);
  EXPECT_EQ(cluster.Ask(n1, "GET k"), "\"b\"");
  EXPECT_TRUE(cluster.Converges());
}

TEST(Cluster, WritesGoOnWhileTwoOfFiveAreDown) {
  Cluster cluster(5);
  cluster.Crash(n1);
  cluster.Crash(n4);
  EXPECT_EQ(cluster.Ask(n2, "SET k a"), "OK");
  cluster.Start(n1);
  cluster.Start(n4);
  cluster.Crash(n2);
  cluster.Crash(n3);
  cluster.AwaitServing(n1);
  cluster.AwaitServing(n4);
  EXPECT_EQ(cluster.Ask(n4, "GET k"), "\"a\"");
}

TEST(Cluster, AMinorityAnswersNobody) {
  Cluster cluster;
  EXPECT_EQ(cluster.Ask(n1, "SET k a"), "OK");
  cluster.Partition({{n1}, {n2, n3}});
  EXPECT_EQ(cluster.Ask(n1, "SET k b"), "unknown");
  EXPECT_NE(cluster.Ask(n1, "GET k"), "\"a\"");
  EXPECT_EQ(cluster.Ask(n2, "SET k c"), "OK");
  cluster.HealNetwork();
  EXPECT_TRUE(cluster.Converges());
  EXPECT_EQ(cluster.Ask(n1, "STRLEN k"), "(integer) 1");
}

TEST(Cluster, NothingAcknowledgedIsLostWhenAllNodesLosePower) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    Cluster cluster(3, seed);
    for (int i = 1; i <= 5; ++i) {
      ASSERT_EQ(cluster.Ask(n1, "INCRBY k 1"), "(integer) " + std::to_string(i));
    }
    cluster.CrashAll();
    cluster.StartAll();
    cluster.AwaitServing(n3);
    ASSERT_EQ(cluster.Ask(n3, "GET k"), "\"5\"") << "seed " << seed;
  }
}

TEST(Cluster, NothingAcknowledgedIsLostWhenAllProcessesAreKilledAndThenPowerFails) {
  Cluster cluster;
  EXPECT_EQ(cluster.Ask(n1, "SET k a"), "OK");
  for (const NodeId node : cluster.nodes()) {
    cluster.KillProcess(node);
    cluster.Start(node);
  }
  cluster.AwaitServing(n2);
  EXPECT_EQ(cluster.Ask(n2, "GET k"), "\"a\"");
  cluster.CrashAll();
  cluster.StartAll();
  cluster.AwaitServing(n2);
  EXPECT_EQ(cluster.Ask(n2, "GET k"), "\"a\"");
}

TEST(Cluster, ARetryAtAnotherNodeAfterARestartOfAllTakesEffectOnce) {
  Cluster cluster;
  const RequestId id{ClientId(1), 1, EntryId(0)};
  EXPECT_EQ(cluster.Ask(n1, "INCRBY k 5", id), "(integer) 5");
  cluster.CrashAll();
  cluster.StartAll();
  cluster.AwaitServing(n2);
  EXPECT_EQ(cluster.Ask(n2, "INCRBY k 5", id), "(integer) 5");
  EXPECT_EQ(cluster.Ask(n2, "GET k"), "\"5\"");
}

TEST(Cluster, APausedNodeDelaysNobodyAndCatchesUp) {
  Cluster cluster;
  cluster.Pause(n3);
  const Instant before = cluster.now();
  EXPECT_EQ(cluster.Ask(n1, "SET k a"), "OK");
  EXPECT_LT(cluster.now() - before, Milliseconds(100));
  cluster.RunFor(Seconds(2));
  cluster.Resume(n3);
  EXPECT_EQ(cluster.Ask(n3, "GET k"), "\"a\"");
  EXPECT_TRUE(cluster.Converges());
}

TEST(Cluster, AStalledDiskDelaysNobodyElse) {
  Cluster cluster;
  cluster.StallDisk(n2, Seconds(5));
  const Instant before = cluster.now();
  EXPECT_EQ(cluster.Ask(n1, "SET k a"), "OK");
  EXPECT_LT(cluster.now() - before, Milliseconds(100));
  EXPECT_EQ(cluster.Ask(n3, "GET k"), "\"a\"");
}

TEST(Cluster, WallClocksThatDifferByADayChangeNoAnswer) {
  Cluster cluster;
  cluster.JumpWall(n1, Seconds(86'400));
  cluster.JumpWall(n2, Seconds(-86'400));
  EXPECT_EQ(cluster.Ask(n1, "SET k a"), "OK");
  EXPECT_EQ(cluster.Ask(n2, "APPEND k b"), "(integer) 2");
  EXPECT_EQ(cluster.Ask(n3, "GET k"), "\"ab\"");
}

TEST(Cluster, AReplicaThatMissedEverythingCatchesUpByTheSweepAlone) {
  Cluster cluster;
  cluster.Isolate(n3);
  EXPECT_EQ(cluster.Ask(n1, "SET k a"), "OK");
  EXPECT_EQ(cluster.Ask(n1, "SET j b"), "OK");
  cluster.RunFor(Seconds(3));
  cluster.HealNetwork();
  EXPECT_TRUE(cluster.Converges());
}

TEST(Cluster, ANodeThatCannotBeHeardDoesNotStopTheOthers) {
  Cluster cluster;
  cluster.BlockOneWay(n1, n2);
  cluster.BlockOneWay(n1, n3);
  EXPECT_EQ(cluster.Ask(n2, "SET k a"), "OK");
  EXPECT_EQ(cluster.Ask(n3, "GET k"), "\"a\"");
  cluster.HealNetwork();
  EXPECT_TRUE(cluster.Converges());
}

}  // namespace
}  // namespace paxosstore::sim
