// Order, backpressure and the ends of connections.
#include <gmock/gmock.h>

#include "tests/net/server_fixture.h"

namespace paxosstore::net {
namespace {

using testing::HasSubstr;

TEST_F(ServerTest, RepliesComeInTheOrderOfTheCommandsWhateverIsReadyFirst) {
  auto wire = Connect();
  backend_.hold = true;
  wire->Send("SET a 1\r\nSET b 2\r\nPING\r\nGET a\r\nNOPE\r\n");
  ASSERT_TRUE(RunUntil(loop_, [&] { return backend_.held.size() == 3; }));
  backend_.Release(2);
  backend_.Release(1);
  Settle();
  EXPECT_EQ(wire->got, "") << "the first one is not ready";
  backend_.Release(0);
  const std::string all =
      "+OK\r\n+OK\r\n+PONG\r\n$1\r\n1\r\n"
      "-ERR unknown command 'NOPE', with args beginning with: \r\n";
  ASSERT_TRUE(RunUntil(loop_, [&] { return wire->got.size() >= all.size(); }));
  EXPECT_EQ(wire->got, all);
}

TEST_F(ServerTest, CommandsReachTheStoreInTheirOrderWithoutWaitingForEachOther) {
  auto wire = Connect();
  backend_.hold = true;
  wire->Send("SET a 1\r\nGET b\r\nINCR a\r\nGET {t}x\r\nMGET {t}x {t}y\r\n");
  ASSERT_TRUE(RunUntil(loop_, [&] { return backend_.held.size() == 5; }));
  EXPECT_EQ(backend_.objects, (std::vector<std::string>{"a", "b", "a", "t", "t"}));
}

TEST_F(ServerTest, NoMoreThanTheAllowedNumberOfCommandsIsUnderWay) {
  ServerOptions options;
  options.pipeline_max = 4;
  StartServer(options);
  auto wire = Connect();
  backend_.hold = true;
  std::string commands, replies;
  for (int i = 1; i <= 50; ++i) {
    commands += "INCR n\r\n";
    replies += ":" + std::to_string(i) + "\r\n";
  }
  wire->Send(commands);
  ASSERT_TRUE(RunUntil(loop_, [&] { return backend_.held.size() == 4; }));
  Settle();
  EXPECT_EQ(backend_.held.size(), 4u);
  ASSERT_TRUE(RunUntil(loop_, [&] {
    if (!backend_.held.empty()) backend_.Release(0);
    EXPECT_LE(backend_.held.size(), 4u);
    return wire->got.size() >= replies.size();
  }));
  EXPECT_EQ(wire->got, replies);
}

TEST_F(ServerTest, WholeServerCommandsWaitForEarlierOnesAndHoldUpLaterOnes) {
  auto wire = Connect();
  backend_.hold = true;
  wire->Send("SET a 1\r\nDBSIZE\r\nSET b 1\r\n");
  ASSERT_TRUE(RunUntil(loop_, [&] { return backend_.held.size() == 1; }));
  Settle();
  EXPECT_EQ(backend_.objects.size(), 1u) << "DBSIZE and the second SET wait";
  backend_.hold = false;
  backend_.Release(0);
  ASSERT_TRUE(RunUntil(loop_, [&] { return wire->got == "+OK\r\n:1\r\n+OK\r\n"; })) << wire->got;
}

TEST_F(ServerTest, ClientThatDoesNotReadIsNotReadFromEither) {
  ServerOptions options;
  options.output_pause_bytes = 100'000;
  options.pipeline_max = 64;
  StartServer(options);
  auto writer = Connect();
  const std::string value(50'000, 'v');
  ASSERT_TRUE(
      Says(*writer, "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$50000\r\n" + value + "\r\n", "+OK\r\n"));
  Tcp::socket deaf(loop_.context());
  deaf.connect({boost::asio::ip::address_v4::loopback(), server_->port()});
  std::string commands;
  constexpr size_t kGets = 600;  // 30 MB of replies
  for (size_t i = 0; i < kGets; ++i) commands += "GET k\r\n";
  boost::asio::write(deaf, boost::asio::buffer(commands));
  size_t before = 0;
  // Until nothing more happens.
  ASSERT_TRUE(RunUntil(loop_, [&] {
    const size_t now = backend_.objects.size();
    return std::exchange(before, now) == now && now > 1;
  }));
  EXPECT_LT(backend_.objects.size(), kGets / 2);
  // It reads at last, and gets everything.
  size_t got = 0;
  std::vector<char> chunk(1 << 20);
  std::function<void()> read = [&] {
    deaf.async_read_some(boost::asio::buffer(chunk),
                         [&](boost::system::error_code error, size_t n) {
                           got += n;
                           if (!error) read();
                         });
  };
  read();
  const size_t all = kGets * (std::string("$50000\r\n\r\n").size() + value.size());
  EXPECT_TRUE(RunUntil(loop_, [&] { return got == all; })) << got << " of " << all;
  deaf.close();
  Settle();
}

TEST_F(ServerTest, RepliesPastTheHardLimitCloseTheConnection) {
  ServerOptions options;
  options.output_pause_bytes = 100'000;
  options.output_bytes_max = 200'000;
  StartServer(options);
  auto writer = Connect();
  const std::string value(100'000, 'v');
  ASSERT_TRUE(
      Says(*writer, "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$100000\r\n" + value + "\r\n", "+OK\r\n"));
  Tcp::socket deaf(loop_.context());
  deaf.connect({boost::asio::ip::address_v4::loopback(), server_->port()});
  std::string commands;
  for (int i = 0; i < 200; ++i) commands += "GET k\r\n";
  boost::asio::write(deaf, boost::asio::buffer(commands));
  ASSERT_TRUE(RunUntil(loop_, [&] {
    return lines_.str().find("it does not read its replies") != std::string::npos;
  }));
  EXPECT_TRUE(Says(*writer, "PING\r\n", "+PONG\r\n"));
  EXPECT_TRUE(Says(*writer, "CLIENT KILL ID 2\r\n", ":0\r\n")) << "it is gone";
}

TEST_F(ServerTest, ProtocolErrorIsAnsweredAfterEarlierRepliesThenTheConnectionCloses) {
  auto wire = Connect();
  backend_.hold = true;
  wire->Send("SET a 1\r\n*1\r\n:1\r\nPING\r\n");
  ASSERT_TRUE(RunUntil(loop_, [&] { return backend_.held.size() == 1; }));
  EXPECT_FALSE(wire->closed);
  backend_.Release(0);
  ASSERT_TRUE(RunUntil(loop_, [&] { return wire->closed; }));
  EXPECT_EQ(wire->got, "+OK\r\n-ERR Protocol error: expected '$', got ':'\r\n");
}

TEST_F(ServerTest, EndOfTheClientsStreamStillGetsItsReplies) {
  auto wire = Connect();
  backend_.hold = true;
  wire->Send("SET a 1\r\nPING\r\n");
  wire->socket.shutdown(Tcp::socket::shutdown_send);
  ASSERT_TRUE(RunUntil(loop_, [&] { return backend_.held.size() == 1; }));
  backend_.Release(0);
  ASSERT_TRUE(RunUntil(loop_, [&] { return wire->closed; }));
  EXPECT_EQ(wire->got, "+OK\r\n+PONG\r\n");
}

TEST_F(ServerTest, AnswersToAConnectionThatIsGoneHurtNobody) {
  auto wire = Connect();
  backend_.hold = true;
  wire->Send("SET a 1\r\nSET b 1\r\nDBSIZE\r\n");
  ASSERT_TRUE(RunUntil(loop_, [&] { return backend_.held.size() == 2; }));
  boost::system::error_code ignored;
  wire->socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
  wire->socket.close();
  auto other = Connect();
  backend_.hold = false;
  EXPECT_TRUE(Says(*other, "PING\r\n", "+PONG\r\n"));
  backend_.Release(0);
  backend_.Release(0);
  EXPECT_TRUE(Says(*other, "GET a\r\n", "$1\r\n1\r\n"));
}

TEST_F(ServerTest, ManyClientsAreServedAndOneTooManyIsToldSo) {
  ServerOptions options;
  options.clients_max = 300;
  StartServer(options);
  std::vector<std::unique_ptr<Wire>> wires;
  for (int i = 0; i < 300; ++i) wires.push_back(Connect());
  for (auto& wire : wires) wire->Send("INCR n\r\n");
  ASSERT_TRUE(RunUntil(loop_, [&] {
    return std::all_of(wires.begin(), wires.end(), [](auto& w) { return w->got.size() > 3; });
  }));
  auto late = Connect();
  ASSERT_TRUE(RunUntil(loop_, [&] { return late->closed; }));
  EXPECT_EQ(late->got, "-ERR max number of clients reached\r\n");
}

TEST_F(ServerTest, AnyWayOfCuttingThePipelineGivesTheSameReplies) {
  auto wire = Connect();
  const std::string commands =
      "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\na\r\nbc\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\nPING\r\n";
  const std::string replies = "+OK\r\n$5\r\na\r\nbc\r\n+PONG\r\n";
  for (size_t cut = 1; cut < commands.size(); ++cut) {
    wire->got.clear();
    wire->Send(commands.substr(0, cut));
    Settle();
    wire->Send(commands.substr(cut));
    ASSERT_TRUE(RunUntil(loop_, [&] { return wire->got.size() >= replies.size(); })) << cut;
    ASSERT_EQ(wire->got, replies) << cut;
  }
}

}  // namespace
}  // namespace paxosstore::net
