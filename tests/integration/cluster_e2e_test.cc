// Three real nodes on loopback, real disks, SIGKILL: nothing acknowledged is lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/integration/node_process.h"
#include "tests/integration/resp_client.h"

namespace paxosstore {
namespace {

using model::Reply;
using testing::HasSubstr;
using testing::StartsWith;

// GET of `key` at `node`, tried again while the node says that it did nothing.
Reply GetEventually(RespClient& client, const std::string& key) {
  Reply reply;
  for (int tries = 0; tries < 10'000; ++tries) {
    reply = client.Call({"GET", key});
    if (reply.kind != Reply::Kind::kError || reply.text.rfind("CLUSTERDOWN", 0) != 0) break;
  }
  return reply;
}

// Sends SETs in one go, then kills `victims` while they are under way; what was answered OK.
std::map<std::string, std::string> WriteAndKill(TestCluster& cluster, uint32_t node,
                                                const std::string& prefix,
                                                const std::vector<uint32_t>& victims) {
  constexpr int kWrites = 500;
  auto client = cluster.Client(node);
  for (int i = 0; i < kWrites; ++i) {
    client->Send({"SET", prefix + std::to_string(i), "value " + std::to_string(i)});
  }
  std::map<std::string, std::string> acknowledged;
  for (int i = 0; i < kWrites; ++i) {
    // Some have been answered, the others are on their way.
    if (i == kWrites / 5) {
      for (uint32_t victim : victims) cluster.process(victim).Signal(SIGKILL);
    }
    const auto reply = client->Read();
    if (!reply.has_value()) break;
    if (*reply == Reply::Ok()) {
      acknowledged[prefix + std::to_string(i)] = "value " + std::to_string(i);
    }
  }
  for (uint32_t victim : victims) cluster.Kill(victim);
  return acknowledged;
}

void ExpectAll(TestCluster& cluster, uint32_t node,
               const std::map<std::string, std::string>& expected) {
  auto client = cluster.Client(node);
  for (const auto& [key, value] : expected) {
    ASSERT_EQ(GetEventually(*client, key), Reply::Bulk(value)) << key << " at node " << node;
  }
}

TEST(ClusterTest, EveryNodeServesEveryKey) {
  TestCluster cluster(3);
  cluster.StartAll();
  for (uint32_t writer = 1; writer <= 3; ++writer) {
    const std::string value = "from " + std::to_string(writer);
    EXPECT_EQ(cluster.Client(writer)->Call({"SET", "key", value}), Reply::Ok());
    for (uint32_t reader = 1; reader <= 3; ++reader) {
      EXPECT_EQ(cluster.Client(reader)->Call({"GET", "key"}), Reply::Bulk(value));
    }
  }
}

TEST(ClusterTest, PipelinedCommandsOnOneKeyTakeEffectInTheirOrder) {
  TestCluster cluster(3);
  cluster.StartAll();
  auto client = cluster.Client(2);
  constexpr int kCommands = 2000;  // more than may be under way at once
  for (int i = 0; i < kCommands; ++i) client->Send({"INCR", "counter"});
  for (int i = 1; i <= kCommands; ++i) ASSERT_EQ(client->Read(), Reply::Integer(i));
}

TEST(ClusterTest, WritesGoOnWithoutOneNodeAndNothingAcknowledgedIsLost) {
  TestCluster cluster(3);
  cluster.StartAll();
  const auto before = WriteAndKill(cluster, 1, "a", {3});
  EXPECT_EQ(before.size(), 500u) << "two of three nodes suffice";
  ExpectAll(cluster, 2, before);
  cluster.Start(3);
  ASSERT_TRUE(cluster.WaitReady(3));
  ExpectAll(cluster, 3, before);
}

TEST(ClusterTest, WhatAKilledNodeHasAcknowledgedTheOthersHave) {
  TestCluster cluster(3);
  cluster.StartAll();
  const auto acknowledged = WriteAndKill(cluster, 1, "a", {1});
  EXPECT_GE(acknowledged.size(), 100u);
  ExpectAll(cluster, 2, acknowledged);
  ExpectAll(cluster, 3, acknowledged);
  cluster.Start(1);
  ASSERT_TRUE(cluster.WaitReady(1));
  ExpectAll(cluster, 1, acknowledged);
}

TEST(ClusterTest, AllNodesKilledAtOnceLoseNothingAcknowledged) {
  TestCluster cluster(3);
  cluster.StartAll();
  std::map<std::string, std::string> acknowledged;
  for (int round = 0; round < 3; ++round) {
    acknowledged.merge(
        WriteAndKill(cluster, 1 + round, "r" + std::to_string(round) + ":", {1, 2, 3}));
    cluster.StartAll();
    for (uint32_t node = 1; node <= 3; ++node) ExpectAll(cluster, node, acknowledged);
  }
  EXPECT_GE(acknowledged.size(), 300u);
}

TEST(ClusterTest, AMinorityRefusesAtOnceAndServesAgainWithAMajority) {
  TestCluster cluster(3);
  cluster.StartAll();
  auto client = cluster.Client(1);
  ASSERT_EQ(client->Call({"SET", "k", "1"}), Reply::Ok());
  cluster.Kill(2);
  cluster.Kill(3);
  ASSERT_TRUE(cluster.process(1).WaitForLog("node 2 at 127.0.0.1"));
  ASSERT_TRUE(cluster.process(1).WaitForLog("node 3 at 127.0.0.1"));
  EXPECT_THAT(client->Call({"SET", "k", "2"}).text, StartsWith("CLUSTERDOWN not done"));
  EXPECT_THAT(client->Call({"GET", "k"}).text, StartsWith("CLUSTERDOWN not done"));
  EXPECT_EQ(client->Call({"PING"}), Reply::Simple("PONG"));
  cluster.Start(2);
  ASSERT_TRUE(cluster.WaitReady(2));
  EXPECT_EQ(GetEventually(*client, "k"), Reply::Bulk("1"));
}

TEST(ClusterTest, SigtermEndsWhatIsUnderWayAndExitsWithZero) {
  TestCluster cluster(3);
  cluster.StartAll();
  auto client = cluster.Client(1);
  constexpr int kWrites = 300;
  for (int i = 0; i < kWrites; ++i) client->Send({"INCR", "n"});
  ASSERT_EQ(client->Read(), Reply::Integer(1));
  cluster.process(1).Signal(SIGTERM);
  // Each further one is done, or certainly not.
  int64_t done = 1;
  while (auto reply = client->Read()) {
    if (reply->kind == Reply::Kind::kInteger) {
      done = reply->integer;
    } else {
      EXPECT_THAT(reply->text, HasSubstr("not done"));
    }
  }
  EXPECT_EQ(cluster.process(1).Wait(), 0) << cluster.process(1).log();
  EXPECT_EQ(cluster.Client(2)->Call({"GET", "n"}), Reply::Bulk(std::to_string(done)));
}

TEST(ClusterTest, SeveralShardsServeOneConnection) {
  TestCluster cluster(3, "shards: 2\n");
  cluster.StartAll();
  auto client = cluster.Client(1);
  for (int i = 0; i < 200; ++i) client->Send({"SET", "k" + std::to_string(i), "v"});
  for (int i = 0; i < 200; ++i) ASSERT_EQ(client->Read(), Reply::Ok());
  EXPECT_EQ(client->Call({"DBSIZE"}), Reply::Integer(200));
  EXPECT_EQ(client->Call({"FLUSHALL"}), Reply::Ok());
  EXPECT_EQ(client->Call({"DBSIZE"}), Reply::Integer(0));
  cluster.process(1).Signal(SIGTERM);
  EXPECT_EQ(cluster.process(1).Wait(), 0);
}

}  // namespace
}  // namespace paxosstore
