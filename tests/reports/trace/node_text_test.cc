#include "reports/trace/node_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/world/disk_verbs.h"
#include "tests/sim/world/cluster.h"

namespace paxosstore::reports {
namespace {

using sim::Cluster;
using sim::n1;
using sim::n2;
using sim::n3;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(NodeText, AServingNodeOnAQuietClusterHasNothingToTell) {
  Cluster cluster;
  ASSERT_EQ(cluster.Ask(n1, "SET k some"), "OK");
  ASSERT_TRUE(cluster.Converges());
  EXPECT_THAT(NodeText(cluster, n2),
              AllOf(HasSubstr("n2 at "), HasSubstr("  process  serving; started 1 time\n"),
                    HasSubstr("  links    all open\n"), HasSubstr("runs +0 ppm wrong"),
                    HasSubstr("disk keeps what it reported durable\n"), HasSubstr("log-000001"),
                    HasSubstr("      k, resident\n        memory   version 1, value 1/1/1, k = "
                              "\"some\"; nothing pending\n")));
}

TEST(NodeText, WhatIsInMemoryAloneStandsBesideWhatThePlatterHolds) {
  Cluster cluster;
  ASSERT_EQ(cluster.Ask(n1, "SET k old"), "OK");
  ASSERT_TRUE(cluster.Converges());
  cluster.StallDisk(n1, Seconds(5));
  cluster.Isolate(n1);
  sim::ReplicaHost& host = cluster.HostOf(n1, "k");
  Request request;
  request.object = "k";
  request.commands.push_back(sim::MakeCommand("SET k new"));
  host.Submit(std::move(request), [](Result) {});
  cluster.RunFor(Milliseconds(20));
  const std::string text = NodeText(cluster, n1);
  EXPECT_THAT(text, AllOf(HasSubstr("; stalled until "), HasSubstr("not synced"),
                          HasSubstr("1 request not answered yet")));
  const size_t memory = text.find("        memory "), platter = text.find("        platter ");
  ASSERT_NE(memory, text.npos);
  ASSERT_LT(memory, platter);
  EXPECT_THAT(text.substr(memory, platter - memory), HasSubstr("k = \"new\""));
  EXPECT_THAT(text.substr(platter), AllOf(HasSubstr("k = \"old\""), Not(HasSubstr("k = \"new\""))));
}

TEST(NodeText, ANodeThatIsDownHasItsDiskStill) {
  Cluster cluster;
  ASSERT_EQ(cluster.Ask(n1, "SET k some"), "OK");
  cluster.Crash(n1);
  EXPECT_THAT(NodeText(cluster, n1),
              AllOf(HasSubstr("  process  down; started 1 time\n"), Not(HasSubstr("memory")),
                    HasSubstr("      k\n        platter  "), HasSubstr("k = \"some\"")));
  cluster.Start(n1);
  EXPECT_THAT(NodeText(cluster, n1), HasSubstr("  process  starting"));
  cluster.AwaitServing(n1);
  cluster.Pause(n1);
  EXPECT_THAT(NodeText(cluster, n1), HasSubstr("  process  paused; started 2 times\n"));
}

// The page cache outlives the process.
TEST(NodeText, ANodeThatWasKilledKeepsWhatIsNotSynced) {
  Cluster cluster;
  ASSERT_EQ(cluster.Ask(n1, "SET k old"), "OK");
  ASSERT_TRUE(cluster.Converges());
  cluster.StallDisk(n2, Seconds(5));
  ASSERT_EQ(cluster.Ask(n1, "SET k new"), "OK");
  cluster.RunFor(Milliseconds(5));
  cluster.KillProcess(n2);
  const std::string text = NodeText(cluster, n2);
  EXPECT_THAT(text, AllOf(HasSubstr("  process  down"), HasSubstr("1 write not synced, "),
                          HasSubstr("k = \"old\""), Not(HasSubstr("k = \"new\""))));
  cluster.Crash(n2);
  cluster.RunFor(Seconds(6));
  EXPECT_THAT(NodeText(cluster, n2), Not(HasSubstr("stalled"))) << "that is over";
}

TEST(NodeText, WhatASyncHasLiedAboutIsNotDurable) {
  Cluster cluster;
  ASSERT_EQ(cluster.Ask(n1, "SET k some"), "OK");
  ASSERT_TRUE(cluster.Converges());
  EXPECT_THAT(NodeText(cluster, n2), Not(HasSubstr("lied")));
  sim::LieAboutNextSyncs(cluster, n2, 1);
  ASSERT_EQ(cluster.Ask(n1, "SET k more"), "OK");
  cluster.RunFor(Milliseconds(2));
  EXPECT_THAT(NodeText(cluster, n2), HasSubstr("not synced, "));
  EXPECT_THAT(NodeText(cluster, n2), HasSubstr(", of which a sync has lied"));
}

// Its reads would meet the faults of the disk, and use them up.
TEST(NodeText, LookingUsesUpNoFaultOfTheDisk) {
  Cluster cluster;
  ASSERT_EQ(cluster.Ask(n1, "SET k some"), "OK");
  ASSERT_TRUE(cluster.Converges());
  cluster.Restart(n2);  // nothing is resident: it has to be read
  cluster.AwaitServing(n2);
  ForEachHost(cluster, n2, [](sim::ReplicaHost& host) { host.disk().FailNextReads(2); });
  const uint64_t errors = cluster.disk_counters().failed_reads;
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(NodeText(cluster, n2), AllOf(HasSubstr("armed: the next read fails (2 times)"),
                                             HasSubstr("k, not resident\n        store    ")));
  }
  EXPECT_EQ(cluster.disk_counters().failed_reads, errors);
}

TEST(NodeText, BlockedLinksAreToldByDirection) {
  Cluster cluster;
  cluster.BlockOneWay(n1, n2);
  cluster.BlockOneWay(n3, n1);
  EXPECT_THAT(NodeText(cluster, n1),
              HasSubstr("  links    nothing passes to n2; nothing comes from n3\n"));
  EXPECT_THAT(NodeText(cluster, n2), HasSubstr("  links    nothing comes from n1\n"));
}

TEST(NodeText, AWrongClockIsToldByHowMuch) {
  Cluster cluster;
  cluster.SetDrift(n1, sim::PartsPerMillion(-200));
  cluster.RunFor(Seconds(1));
  cluster.JumpWall(n1, Milliseconds(1500));
  EXPECT_THAT(NodeText(cluster, n1),
              AllOf(HasSubstr("-200 µs from the true time"), HasSubstr("runs -200 ppm wrong"),
                    HasSubstr("wall clock +1500 ms")));
}

TEST(NodeText, WhatIsWrongWithADiskIsTold) {
  Cluster cluster;
  ASSERT_EQ(cluster.Ask(n1, "SET k some"), "OK");
  ASSERT_TRUE(cluster.RunFor(Milliseconds(50)));
  sim::LieAboutNextSyncs(cluster, n1, 2);
  sim::SetDiskFull(cluster, n1, true);
  cluster.FailNextSync(n1);
  EXPECT_THAT(NodeText(cluster, n1),
              HasSubstr("; full; armed: the next sync fails, the next sync lies (2 times)"));
  ASSERT_TRUE(sim::RotDisk(cluster, n2, 20));
  EXPECT_THAT(NodeText(cluster, n2),
              AllOf(HasSubstr("disk damaged: "), HasSubstr("the platter cannot be recovered: ")));
}

TEST(NodeText, LookingChangesNothing) {
  const auto hash_after = [](bool look) {
    Cluster cluster;
    EXPECT_EQ(cluster.Ask(n1, "SET k some"), "OK");
    if (look) {
      for (const NodeId node : cluster.nodes()) EXPECT_FALSE(NodeText(cluster, node).empty());
    }
    EXPECT_EQ(cluster.Ask(n2, "GET k"), "\"some\"");
    return cluster.hash().value();
  };
  EXPECT_EQ(hash_after(true), hash_after(false));
}

}  // namespace
}  // namespace paxosstore::reports
