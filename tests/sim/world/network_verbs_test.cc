// The verbs that harm links, each by itself.
#include "sim/world/network_verbs.h"

#include "tests/sim/world/cluster.h"

namespace paxosstore::sim {
namespace {

// Whom `node` reaches, itself included.
uint32_t Reached(World& world, NodeId node) {
  uint32_t reached = 1;
  for (const NodeId other : world.nodes()) {
    if (other != node && !world.network().blocked(node, other)) ++reached;
  }
  return reached;
}

TEST(NetworkVerbs, InARingEachOfFiveReachesAMajorityAndNoTwoTheSame) {
  for (uint32_t variant = 0; variant < 2; ++variant) {
    Cluster cluster(5);
    MakeRing(cluster, variant);
    std::vector<std::vector<bool>> seen;
    for (const NodeId node : cluster.nodes()) {
      EXPECT_EQ(Reached(cluster, node), 3u);
      std::vector<bool> reaches;
      for (const NodeId other : cluster.nodes()) {
        reaches.push_back(other == node || !cluster.network().blocked(node, other));
      }
      for (const auto& before : seen) EXPECT_NE(reaches, before);
      seen.push_back(reaches);
    }
    for (const NodeId node : cluster.nodes()) {
      EXPECT_EQ(cluster.Ask(node, "INCR k"), "(integer) " + ToString(node));
    }
  }
}

TEST(NetworkVerbs, InARingOfThreeTwoDoNotReachEachOther) {
  std::vector<NodeId> middles;
  for (uint32_t variant = 0; variant < 3; ++variant) {
    Cluster cluster;
    MakeRing(cluster, variant);
    uint32_t links = 0;
    for (const NodeId node : cluster.nodes()) links += Reached(cluster, node) - 1;
    EXPECT_EQ(links, 4u);
    EXPECT_EQ(cluster.Ask(n1, "SET k a"), "OK");
    EXPECT_EQ(cluster.Ask(n3, "GET k"), "\"a\"");
    EXPECT_EQ(cluster.Ask(n2, "GET k"), "\"a\"");
  }
}

TEST(NetworkVerbs, ACutLinkIsCutBothWaysAndMended) {
  Cluster cluster;
  SetLinkCut(cluster, n1, n2, true);
  EXPECT_EQ(Reached(cluster, n1), 2u);
  EXPECT_EQ(Reached(cluster, n2), 2u);
  EXPECT_EQ(Reached(cluster, n3), 3u);
  SetLinkCut(cluster, n1, n2, false);
  EXPECT_EQ(Reached(cluster, n1), 3u);
}

TEST(NetworkVerbs, ALimitedNodeIsSlowInProportionToWhatItSends) {
  const auto time_of_write = [](size_t bytes) {
    Cluster cluster;
    EXPECT_EQ(cluster.Ask(n1, "SET k a"), "OK");
    EXPECT_TRUE(cluster.Converges());
    LimitBandwidth(cluster, n1, 1'000'000);
    const Instant begin = cluster.now();
    EXPECT_EQ(cluster.Ask(n1, "SET k " + std::string(bytes, 'x')), "OK");
    return cluster.now() - begin;
  };
  const Duration small = time_of_write(10), large = time_of_write(20'000);
  EXPECT_LT(small.ns, Milliseconds(2).ns);
  EXPECT_GT(large.ns, Milliseconds(20).ns);
  EXPECT_LT(large.ns, Milliseconds(25).ns);
}

TEST(NetworkVerbs, ASlowLinkHoldsUpOnlyThoseWhoNeedIt) {
  Cluster cluster;
  SlowLink(cluster, n1, n2, Milliseconds(200));
  Instant begin = cluster.now();
  EXPECT_EQ(cluster.Ask(n1, "SET k a"), "OK");
  EXPECT_LT((cluster.now() - begin).ns, Milliseconds(100).ns);
  cluster.Crash(n3);
  begin = cluster.now();
  EXPECT_EQ(cluster.Ask(n1, "SET k b"), "OK");
  EXPECT_GT((cluster.now() - begin).ns, Milliseconds(400).ns);
}

TEST(NetworkVerbs, DamagedFramesAndResetsCostRetriesNothingElse) {
  Cluster cluster;
  cluster.network().SetCorruption({1, 10});
  for (int i = 1; i <= 50; ++i) {
    EXPECT_EQ(cluster.Ask(n1, "INCR k"), "(integer) " + std::to_string(i));
    ResetConnections(cluster, n2);
  }
  EXPECT_GT(cluster.network().total().corrupted, 0u);
  EXPECT_GT(cluster.network().total().reset, 0u);
  cluster.HealAll();
  EXPECT_TRUE(cluster.Converges());
}

TEST(NetworkVerbs, AMessageIsAsLargeAsTheValuesInIt) {
  PaxosMessage message;
  message.object = "object";
  const uint64_t bare = WireSize(Message(message));
  auto value = std::make_shared<Value>();
  value->payload = std::string(1000, 'x');
  message.proposal = SentState{{1, n1}, {1, n1}, value};
  EXPECT_GT(bare, message.object.size());
  EXPECT_GE(WireSize(Message(message)), bare + 1000);
  EXPECT_LE(WireSize(Message(message)), bare + 1100);
}

}  // namespace
}  // namespace paxosstore::sim
