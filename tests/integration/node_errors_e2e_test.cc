// What an operator or a broken client gets to see, and that the node goes on where it can.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include "net/wire/frame.h"
#include "tests/integration/node_process.h"
#include "tests/integration/resp_client.h"

namespace paxosstore {
namespace {

using model::Reply;
using testing::HasSubstr;

TEST(NodeErrorsTest, HelpTeachesAndVersionIsSaid) {
  NodeProcess help({"--help"});
  EXPECT_EQ(help.Wait(), 0);
  EXPECT_THAT(help.log(), HasSubstr("nodes { id: 1"));
  NodeProcess version({"--version"});
  EXPECT_EQ(version.Wait(), 0);
  EXPECT_THAT(version.log(), HasSubstr("paxosstored 0."));
  NodeProcess usage({"--bogus"});
  EXPECT_EQ(usage.Wait(), 2);
}

TEST(NodeErrorsTest, CheckConfigSaysWhatIsWrongAndWhere) {
  TestCluster cluster(3);
  NodeProcess good({"--config", cluster.config_file(1), "--check-config"});
  EXPECT_EQ(good.Wait(), 0);
  EXPECT_THAT(good.log(), HasSubstr("ok: node 1 of cluster 'test', 3 nodes"));
  std::ofstream(cluster.config_file(1), std::ios::app) << "bogus: 1\n";
  NodeProcess bad({"--config", cluster.config_file(1)});
  EXPECT_EQ(bad.Wait(), 2);
  EXPECT_THAT(bad.log(), HasSubstr("node-1.textproto:8:6: "));
  EXPECT_THAT(bad.log(), HasSubstr("no field named \"bogus\""));
}

TEST(NodeErrorsTest, PortInUseAndLockedFolderEndTheNodeWithAReason) {
  TestCluster cluster(1);
  cluster.StartAll();
  NodeProcess twice({"--config", cluster.config_file(1)});
  EXPECT_EQ(twice.Wait(), 1);
  EXPECT_THAT(twice.log(), HasSubstr("cannot start: "));
  EXPECT_THAT(twice.log(), HasSubstr("data-1/shard-0"));

  TestCluster other(1);
  std::ifstream in(other.config_file(1));
  std::string text((std::istreambuf_iterator<char>(in)), {});
  const std::string port = std::to_string(other.resp_port(1));
  text.replace(text.find("resp_port: " + port), 11 + port.size(),
               "resp_port: " + std::to_string(cluster.resp_port(1)));
  std::ofstream(other.config_file(1)) << text;
  NodeProcess clash({"--config", other.config_file(1)});
  EXPECT_EQ(clash.Wait(), 1);
  EXPECT_THAT(clash.log(),
              HasSubstr("cannot listen on 127.0.0.1:" + std::to_string(cluster.resp_port(1)) +
                        ": Address already in use"));
  EXPECT_EQ(cluster.Client(1)->Call({"PING"}), Reply::Simple("PONG"));
}

TEST(NodeErrorsTest, AFolderOfAnotherNodeOrAnotherSetOfMembersIsNotOpened) {
  TestCluster cluster(3);
  cluster.StartAll();
  EXPECT_EQ(cluster.Client(1)->Call({"SET", "k", "v"}), Reply::Ok());
  for (uint32_t node = 1; node <= 3; ++node) cluster.Kill(node);
  NodeProcess other({"--config", cluster.config_file(1), "--node", "2"});
  EXPECT_EQ(other.Wait(), 1);
  EXPECT_THAT(other.log(), HasSubstr("data-1/IDENTITY: the folder is that of node 1 of cluster"));
  EXPECT_THAT(other.log(), HasSubstr("the configuration says node 2 of cluster 'test'"));
  const std::string identity = cluster.data_dir(1) + "/IDENTITY";
  std::filesystem::rename(identity, identity + ".away");
  NodeProcess lost({"--config", cluster.config_file(1)});
  EXPECT_EQ(lost.Wait(), 1);
  EXPECT_THAT(lost.log(), HasSubstr("holds data but no file IDENTITY"));
  std::filesystem::rename(identity + ".away", identity);
  cluster.StartAll();
  EXPECT_EQ(cluster.Client(2)->Call({"GET", "k"}), Reply::Bulk("v"));
}

// A flipped byte in the middle of what was written and synced long ago.
TEST(NodeErrorsTest, DamagedSegmentEndsTheNodeAndTheOthersHaveEverything) {
  TestCluster cluster(3);
  cluster.StartAll();
  auto client = cluster.Client(1);
  for (int i = 0; i < 200; ++i) {
    ASSERT_EQ(client->Call({"SET", "k" + std::to_string(i), std::string(100, 'v')}), Reply::Ok());
  }
  cluster.Kill(1);
  bool damaged = false;
  for (const auto& file : std::filesystem::directory_iterator(cluster.data_dir(1) + "/shard-0")) {
    std::fstream segment(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(segment)), {});
    const size_t at = bytes.find(std::string(100, 'v'));
    if (at == std::string::npos) continue;
    segment.clear();
    segment.seekp(static_cast<std::streamoff>(at + 50));
    segment.put('X');
    damaged = true;
  }
  ASSERT_TRUE(damaged);
  cluster.Start(1);
  EXPECT_EQ(cluster.process(1).Wait(), 1);
  EXPECT_THAT(cluster.process(1).log(), HasSubstr("stopping: "));
  EXPECT_THAT(cluster.process(1).log(), HasSubstr("offset"));
  auto other = cluster.Client(2);
  for (int i = 0; i < 200; ++i) {
    EXPECT_EQ(other->Call({"GET", "k" + std::to_string(i)}), Reply::Bulk(std::string(100, 'v')));
  }
}

TEST(NodeErrorsTest, MalformedRequestsEndTheirConnectionAndNothingElse) {
  TestCluster cluster(1);
  cluster.StartAll();
  auto bystander = cluster.Client(1);
  ASSERT_EQ(bystander->Call({"SET", "k", "v"}), Reply::Ok());
  auto broken = cluster.Client(1);
  ASSERT_TRUE(broken->SendRaw("*1\r\n$4\r\nPING\r\n*2\r\n$x\r\n"));
  EXPECT_EQ(broken->Read(), Reply::Simple("PONG"));
  EXPECT_EQ(broken->Read(), Reply::Error("ERR Protocol error: invalid bulk length"));
  EXPECT_TRUE(broken->WaitClosed());
  EXPECT_TRUE(cluster.process(1).WaitForLog("Protocol error: invalid bulk length"));
  EXPECT_EQ(bystander->Call({"GET", "k"}), Reply::Bulk("v"));
}

TEST(NodeErrorsTest, MalformedFramesAreLoggedAndTheClusterGoesOn) {
  TestCluster cluster(3);
  cluster.StartAll();
  auto knock = RespClient::Connect(cluster.peer_port(1));
  ASSERT_NE(knock, nullptr);
  std::string frame(net::kFrameHeaderBytes, '\0');
  frame += "not a packet";
  net::SealFrame(frame, 0);
  frame.back() ^= 1;
  ASSERT_TRUE(knock->SendRaw(frame));
  EXPECT_TRUE(knock->WaitClosed());
  EXPECT_TRUE(cluster.process(1).WaitForLog("frame at offset 0: checksum mismatch"));
  EXPECT_EQ(cluster.Client(1)->Call({"SET", "k", "v"}), Reply::Ok());
}

}  // namespace
}  // namespace paxosstore
