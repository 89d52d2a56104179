#include <gtest/gtest.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "core/replica/message.h"
#include "net/asio_executor.h"
#include "net/system_random.h"
#include "net/transport/tcp_network.h"
#include "net/wire/codec.h"
#include "net/wire/frame.h"
#include "tests/net/loop_fixture.h"

namespace paxosstore::net {
namespace {

using boost::asio::ip::tcp;

constexpr uint64_t kCluster = 0xc1u;

Frame Query(uint64_t round, std::string object = "k") {
  return std::make_shared<Message>(ReadQuery{std::move(object), round, EntryId(0)});
}

// One shard's transport with a log that can be read and an inbox.
struct Endpoint {
  Endpoint(AsioExecutor* loop, uint32_t node, TcpNetworkOptions options = {})
      : me{kCluster, NodeId(node), ShardId(0), Incarnation(1)},
        log(std::make_shared<spdlog::logger>(
            "test", std::make_shared<spdlog::sinks::ostream_sink_st>(lines))) {
    log->set_level(spdlog::level::debug);
    network =
        std::make_unique<TcpNetwork>(&loop->context(), loop, &random, log, std::move(options));
    network->SetHandler([this](NodeId from, Frame frame) {
      rounds.push_back(std::get<ReadQuery>(static_cast<const Message&>(*frame).body).round);
      senders.push_back(from);
    });
  }

  // Listens on `port`, or on a free one.
  void Listen(uint16_t port = 0) {
    absl::Status status = network->Listen("127.0.0.1", port);
    ASSERT_TRUE(status.ok()) << status.message();
  }
  PeerAddress address() const { return {me.self, "127.0.0.1", network->port()}; }
  bool Logged(const std::string& text) const { return lines.str().find(text) != std::string::npos; }

  Identity me;
  std::ostringstream lines;
  std::shared_ptr<spdlog::logger> log;
  SystemRandom random;
  std::unique_ptr<TcpNetwork> network;
  std::vector<uint64_t> rounds;
  std::vector<NodeId> senders;
};

// Two nodes that know each other.
class TransportTest : public testing::Test {
 protected:
  void Connect(Endpoint& a, Endpoint& b) {
    a.Listen();
    b.Listen();
    a.network->Start(a.me, {b.address()});
    b.network->Start(b.me, {a.address()});
    ASSERT_TRUE(
        RunUntil(loop_, [&] { return a.network->peers_up() == 1 && b.network->peers_up() == 1; }))
        << a.lines.str() << b.lines.str();
  }

  AsioExecutor loop_;
};

TEST_F(TransportTest, MessagesOfOneTurnShareAWriteAndArriveInOrder) {
  Endpoint a(&loop_, 1), b(&loop_, 2);
  Connect(a, b);
  const uint64_t writes_before = a.network->stats().writes;
  for (uint64_t i = 0; i < 1000; ++i) a.network->Send(NodeId(2), Query(i));
  ASSERT_TRUE(RunUntil(loop_, [&] { return b.rounds.size() == 1000; }));
  for (uint64_t i = 0; i < 1000; ++i) EXPECT_EQ(b.rounds[i], i);
  EXPECT_EQ(b.senders[0], NodeId(1));
  EXPECT_EQ(a.network->stats().messages_sent, 1000u);
  EXPECT_EQ(a.network->stats().writes, writes_before + 1);
  EXPECT_LT(b.network->stats().reads, 20u);
}

TEST_F(TransportTest, NothingIsHandedOverInsideSend) {
  Endpoint a(&loop_, 1), b(&loop_, 2);
  Connect(a, b);
  bool inside = false;
  b.network->SetHandler([&](NodeId, Frame) { EXPECT_FALSE(inside); });
  inside = true;
  a.network->Send(NodeId(2), Query(1));
  inside = false;
  ASSERT_TRUE(RunUntil(loop_, [&] { return b.network->stats().messages_received == 1; }));
}

TEST_F(TransportTest, MessagesToNobodyAreCountedAndDropped) {
  Endpoint a(&loop_, 1);
  a.Listen();
  a.network->Start(a.me, {{NodeId(2), "127.0.0.1", 1}});
  a.network->Send(NodeId(2), Query(1));  // not connected
  a.network->Send(NodeId(9), Query(1));  // unknown
  EXPECT_EQ(a.network->stats().dropped_unconnected, 2u);
  ASSERT_TRUE(RunUntil(loop_, [&] { return a.Logged("node 2 at 127.0.0.1:1 is not reachable"); }));
}

TEST_F(TransportTest, ReconnectsAfterThePeerCameBack) {
  Endpoint a(&loop_, 1);
  auto b = std::make_unique<Endpoint>(&loop_, 2);
  Connect(a, *b);
  const uint16_t port = b->network->port();
  b.reset();
  ASSERT_TRUE(RunUntil(loop_, [&] { return a.network->peers_up() == 0; }));
  EXPECT_TRUE(a.Logged("is down: ")) << a.lines.str();
  Endpoint again(&loop_, 2);
  again.me.incarnation = Incarnation(2);
  again.Listen(port);
  again.network->Start(again.me, {a.address()});
  ASSERT_TRUE(RunUntil(loop_, [&] { return a.network->peers_up() == 1; })) << a.lines.str();
  EXPECT_TRUE(a.Logged("(incarnation 2)"));
  a.network->Send(NodeId(2), Query(5));
  ASSERT_TRUE(RunUntil(loop_, [&] { return again.rounds.size() == 1; }));
}

// The receiver's process is stuck: the kernel takes what fits, the rest is bounded here.
TEST_F(TransportTest, QueueTowardsAStuckPeerIsBoundedAndTheNewestAreDropped) {
  TcpNetworkOptions options;
  options.outgoing.queue_bytes_max = 1 << 20;
  Endpoint a(&loop_, 1, options);
  a.Listen();
  tcp::acceptor stuck(loop_.context(), tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  tcp::socket peer(loop_.context());
  stuck.async_accept(peer, [](boost::system::error_code) {});
  a.network->Start(a.me, {{NodeId(2), "127.0.0.1", stuck.local_endpoint().port()}});
  ASSERT_TRUE(RunUntil(loop_, [&] { return peer.is_open(); }));
  FrameWriter writer;
  writer.AddHello({kCluster, NodeId(2), ShardId(0), Incarnation(1), ""});
  std::string hello;
  writer.Take(&hello);
  boost::asio::write(peer, boost::asio::buffer(hello));
  ASSERT_TRUE(RunUntil(loop_, [&] { return a.network->peers_up() == 1; }));
  const std::string large(100'000, 'x');
  ASSERT_TRUE(RunUntil(loop_, [&] {
    for (int i = 0; i < 20; ++i) a.network->Send(NodeId(2), Query(1, large));
    return a.network->stats().dropped_queue_full > 100;
  }));
  EXPECT_EQ(a.network->peers_up(), 1u);
}

TEST_F(TransportTest, DeadPeerIsNoticedByItsSilence) {
  TcpNetworkOptions options;
  options.heartbeat_every = Milliseconds(2);
  options.silent_heartbeats_max = 3;
  Endpoint a(&loop_, 1, options);
  a.Listen();
  tcp::acceptor stuck(loop_.context(), tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  std::vector<tcp::socket> held;
  std::function<void()> accept = [&] {
    stuck.async_accept([&](boost::system::error_code error, tcp::socket socket) {
      if (error) return;
      held.push_back(std::move(socket));
      accept();
    });
  };
  accept();
  a.network->Start(a.me, {{NodeId(2), "127.0.0.1", stuck.local_endpoint().port()}});
  ASSERT_TRUE(RunUntil(loop_, [&] { return held.size() >= 2; }));
  EXPECT_TRUE(a.Logged("nothing heard from it any more")) << a.lines.str();
  stuck.close();
}

TEST_F(TransportTest, IdleConnectionsStayUpByHeartbeats) {
  TcpNetworkOptions options;
  options.heartbeat_every = Milliseconds(1);
  options.silent_heartbeats_max = 50;
  Endpoint a(&loop_, 1, options), b(&loop_, 2, options);
  Connect(a, b);
  const uint64_t reads = a.network->stats().reads;
  ASSERT_TRUE(RunUntil(loop_, [&] { return a.network->stats().reads > reads + 200; }));
  EXPECT_EQ(a.network->stats().connects, 2u) << a.lines.str();
}

TEST_F(TransportTest, AnotherClusterIsRefusedWithALogLineAtBothEnds) {
  Endpoint a(&loop_, 1), b(&loop_, 2);
  b.me.cluster = kCluster + 1;
  a.Listen();
  b.Listen();
  a.network->Start(a.me, {b.address()});
  b.network->Start(b.me, {{NodeId(1), "127.0.0.1", 1}});
  ASSERT_TRUE(RunUntil(
      loop_,
      [&] {
        return a.Logged("refused this node: this node says: it belongs to another cluster") &&
               b.Logged("refused the connection from 127.0.0.1");
      }))
      << a.lines.str() << b.lines.str();
  EXPECT_EQ(a.network->peers_up(), 0u);
}

TEST_F(TransportTest, WrongNodeOrShardIsRefused) {
  const Identity me{kCluster, NodeId(1), ShardId(0), Incarnation(1)};
  const std::vector<NodeId> peers = {NodeId(2), NodeId(3)};
  EXPECT_EQ(HelloFault({kCluster, NodeId(2), ShardId(0), Incarnation(1), ""}, me, peers), "");
  EXPECT_EQ(HelloFault({kCluster, NodeId(4), ShardId(0), Incarnation(1), ""}, me, peers),
            "it is node 4, expected 2 or 3");
  EXPECT_EQ(HelloFault({kCluster, NodeId(2), ShardId(1), Incarnation(1), ""}, me, peers),
            "it is shard 1, expected 0");
  EXPECT_NE(ClusterHash("a", peers, 1), ClusterHash("b", peers, 1));
  EXPECT_NE(ClusterHash("a", peers, 1), ClusterHash("a", peers, 2));
  EXPECT_NE(ClusterHash("a", peers, 1), ClusterHash("a", {NodeId(2)}, 1));
}

// What a test says to a node by a socket of its own, and what the node answers until it closes.
std::string Answer(AsioExecutor& loop, uint16_t port, const std::string& bytes) {
  tcp::socket socket(loop.context());
  socket.connect({boost::asio::ip::address_v4::loopback(), port});
  boost::asio::write(socket, boost::asio::buffer(bytes));
  std::string answer;
  std::array<char, 4096> chunk;
  bool closed = false;
  std::function<void()> read = [&] {
    socket.async_read_some(boost::asio::buffer(chunk),
                           [&](boost::system::error_code error, size_t n) {
                             answer.append(chunk.data(), n);
                             closed = bool(error);
                             if (!closed) read();
                           });
  };
  read();
  EXPECT_TRUE(RunUntil(loop, [&] { return closed; }));
  return answer;
}

TEST_F(TransportTest, AnotherProtocolVersionIsLoggedHereAndToldToTheOtherSide) {
  Endpoint a(&loop_, 1), b(&loop_, 2);
  Connect(a, b);
  std::string hello(kFrameHeaderBytes, '\0');
  SealFrame(hello, 0, 9);
  const std::string answer = Answer(loop_, a.network->port(), hello);
  EXPECT_TRUE(a.Logged("frame at offset 0: protocol version 9, this node speaks 1"))
      << a.lines.str();
  EXPECT_NE(answer.find("protocol version 9, this node speaks 1"), std::string::npos);
}

TEST_F(TransportTest, DamagedBytesEndTheirConnectionAndNothingElse) {
  Endpoint a(&loop_, 1), b(&loop_, 2);
  Connect(a, b);
  FrameWriter writer;
  writer.AddHello({kCluster, NodeId(2), ShardId(0), Incarnation(1), ""});
  ASSERT_TRUE(writer.Add(Message(ReadQuery{"k", 1, EntryId(0)})));
  std::string bytes;
  writer.Take(&bytes);
  const size_t good = bytes.size();
  ASSERT_TRUE(writer.Add(Message(ReadQuery{"k", 2, EntryId(0)})));
  std::string damaged;
  writer.Take(&damaged);
  damaged.back() ^= 1;
  Answer(loop_, a.network->port(), bytes + damaged);
  EXPECT_EQ(a.rounds, std::vector<uint64_t>{1});
  EXPECT_TRUE(a.Logged("connection from node 2")) << a.lines.str();
  EXPECT_TRUE(a.Logged("frame at offset " + std::to_string(good) + ": checksum mismatch"));
  EXPECT_EQ(a.network->stats().damaged, 1u);
  // The real node 2 connects anew, its connection having been superseded by the impostor's.
  ASSERT_TRUE(RunUntil(loop_, [&] {
    b.network->Send(NodeId(1), Query(7));
    return a.rounds.size() > 1;
  }));
}

TEST_F(TransportTest, RandomKnockersAreToldOffAndLogged) {
  Endpoint a(&loop_, 1), b(&loop_, 2);
  Connect(a, b);
  Answer(loop_, a.network->port(), "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n");
  EXPECT_TRUE(a.Logged("bad magic, this is not a frame")) << a.lines.str();
  FrameWriter writer;
  ASSERT_TRUE(writer.Add(Message(ReadQuery{"k", 1, EntryId(0)})));
  std::string bytes;
  writer.Take(&bytes);
  Answer(loop_, a.network->port(), bytes);
  EXPECT_TRUE(a.Logged("it sent something before its hello")) << a.lines.str();
  EXPECT_TRUE(a.rounds.empty());
}

TEST_F(TransportTest, PortInUseIsAnErrorThatNamesTheAddress) {
  Endpoint a(&loop_, 1), b(&loop_, 2);
  a.Listen();
  const absl::Status status = b.network->Listen("127.0.0.1", a.network->port());
  EXPECT_EQ(status.message(), "cannot listen on 127.0.0.1:" + std::to_string(a.network->port()) +
                                  ": Address already in use");
  EXPECT_FALSE(b.network->Listen("256.1.2.3", 1).ok());
}

}  // namespace
}  // namespace paxosstore::net
