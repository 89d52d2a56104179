// What the front end answers by itself, and how it tells outcomes.
#include <gmock/gmock.h>

#include "net/server/byte_queue.h"
#include "net/server/server_command.h"
#include "tests/net/server_fixture.h"

namespace paxosstore::net {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST_F(ServerTest, ConnectionCommandsAnswerAsRedisDoes) {
  auto wire = Connect();
  EXPECT_TRUE(Says(*wire, "PING\r\n", "+PONG\r\n"));
  EXPECT_TRUE(Says(*wire, "ping hi\r\n", "$2\r\nhi\r\n"));
  EXPECT_TRUE(Says(*wire, "PING a b\r\n", "-ERR wrong number of arguments for 'ping' command\r\n"));
  EXPECT_TRUE(Says(*wire, "ECHO x\r\n", "$1\r\nx\r\n"));
  EXPECT_TRUE(Says(*wire, "SELECT 0\r\n", "+OK\r\n"));
  EXPECT_TRUE(Says(*wire, "SELECT 1\r\n", "-ERR DB index is out of range\r\n"));
  EXPECT_TRUE(Says(*wire, "SELECT x\r\n", "-ERR invalid DB index\r\n"));
  EXPECT_TRUE(Says(*wire, "AUTH default x\r\n", "+OK\r\n"));
  EXPECT_TRUE(Says(*wire, "AUTH me x\r\n",
                   "-WRONGPASS invalid username-password pair or user is disabled.\r\n"));
  EXPECT_TRUE(Says(*wire, "AUTH x\r\n",
                   "-ERR AUTH <password> called without any password configured for the default "
                   "user. Are you sure your configuration is correct?\r\n"));
  EXPECT_TRUE(Says(*wire, "READONLY\r\nREADWRITE\r\n", "+OK\r\n+OK\r\n"));
  EXPECT_TRUE(Says(*wire, "WAIT 1 0\r\n", ":1\r\n"));
  EXPECT_TRUE(Says(*wire, "WAIT 1 -1\r\n", "-ERR timeout is negative\r\n"));
  EXPECT_TRUE(Says(*wire, "CLUSTER KEYSLOT {user1000}.following\r\n", ":3443\r\n"));
  EXPECT_TRUE(Says(*wire, "QUIT\r\n", "+OK\r\n"));
  EXPECT_TRUE(RunUntil(loop_, [&] { return wire->closed; }));
}

TEST_F(ServerTest, HelloChoosesTheProtocolOfItsOwnReplyAndOfLaterOnes) {
  auto wire = Connect();
  EXPECT_TRUE(Says(*wire, "GET nokey\r\n", "$-1\r\n"));
  const std::string in_three =
      "%7\r\n$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$6\r\n7.0.15\r\n$5\r\nproto\r\n:3\r\n"
      "$2\r\nid\r\n:1\r\n$4\r\nmode\r\n$10\r\nstandalone\r\n$4\r\nrole\r\n$6\r\nmaster\r\n"
      "$7\r\nmodules\r\n*0\r\n";
  EXPECT_TRUE(Says(*wire, "HELLO 3 AUTH default x SETNAME me\r\n", in_three));
  EXPECT_TRUE(Says(*wire, "GET nokey\r\n", "_\r\n"));
  EXPECT_TRUE(Says(*wire, "CLIENT GETNAME\r\n", "$2\r\nme\r\n"));
  EXPECT_TRUE(Says(*wire, "HELLO 4\r\n", "-NOPROTO unsupported protocol version\r\n"));
  EXPECT_TRUE(
      Says(*wire, "HELLO x\r\n", "-ERR Protocol version is not an integer or out of range\r\n"));
  EXPECT_TRUE(Says(*wire, "HELLO 2 BOGUS\r\n", "-ERR Syntax error in HELLO option 'BOGUS'\r\n"));
  EXPECT_TRUE(Says(*wire, "GET nokey\r\n", "_\r\n")) << "a failed HELLO changes nothing";
  EXPECT_TRUE(Says(*wire, "RESET\r\nGET nokey\r\nCLIENT GETNAME\r\n", "+RESET\r\n$-1\r\n$-1\r\n"));
}

TEST_F(ServerTest, ClientReplyOffAndSkipSilenceExactlyWhatTheySay) {
  auto wire = Connect();
  EXPECT_TRUE(Says(*wire, "CLIENT REPLY OFF\r\nSET a 1\r\nPING\r\nCLIENT REPLY ON\r\nGET a\r\n",
                   "+OK\r\n$1\r\n1\r\n"));
  EXPECT_TRUE(Says(*wire, "CLIENT REPLY SKIP\r\nPING\r\nPING\r\n", "+PONG\r\n"));
  EXPECT_TRUE(Says(*wire, "CLIENT REPLY MAYBE\r\n", "-ERR syntax error\r\n"));
}

TEST_F(ServerTest, ClientsSeeNameAndCloseEachOther) {
  auto one = Connect();
  auto two = Connect();
  ASSERT_TRUE(
      Says(*one, "CLIENT SETNAME one\r\nCLIENT SETINFO lib-name hiredis\r\n", "+OK\r\n+OK\r\n"));
  ASSERT_TRUE(Says(*two, "CLIENT SETNAME two\r\nCLIENT ID\r\n", "+OK\r\n:2\r\n"));
  EXPECT_TRUE(Says(*one, "CLIENT SETNAME \"a b\"\r\n",
                   "-ERR Client names cannot contain spaces, newlines or special characters.\r\n"));
  one->got.clear();
  one->Send("CLIENT LIST\r\n");
  ASSERT_TRUE(RunUntil(loop_, [&] { return one->got.find("id=2") != std::string::npos; }));
  EXPECT_THAT(one->got, HasSubstr("id=1 addr=127.0.0.1:"));
  EXPECT_THAT(one->got, HasSubstr("cmd=client|LIST"));
  EXPECT_THAT(one->got, HasSubstr("lib-name=hiredis"));
  EXPECT_TRUE(Says(*one, "CLIENT KILL ID 99\r\n", ":0\r\n"));
  EXPECT_TRUE(Says(*one, "CLIENT KILL 1.2.3.4:5\r\n", "-ERR No such client\r\n"));
  EXPECT_TRUE(Says(*one, "CLIENT KILL ID 2\r\n", ":1\r\n"));
  EXPECT_TRUE(RunUntil(loop_, [&] { return two->closed; }));
  EXPECT_TRUE(Says(*one, "CLIENT KILL ID 1 SKIPME no\r\n", ":1\r\n"));
  EXPECT_TRUE(RunUntil(loop_, [&] { return one->closed; }));
}

TEST_F(ServerTest, SubcommandsHaveRedissErrors) {
  auto wire = Connect();
  EXPECT_TRUE(
      Says(*wire, "CLIENT BOGUS\r\n", "-ERR unknown subcommand 'BOGUS'. Try CLIENT HELP.\r\n"));
  EXPECT_TRUE(
      Says(*wire, "CONFIG GET\r\n", "-ERR wrong number of arguments for 'config|get' command\r\n"));
  EXPECT_TRUE(Says(*wire, "CONFIG\r\n", "-ERR wrong number of arguments for 'config' command\r\n"));
}

TEST_F(ServerTest, ConfigChangesWhatCanBeChanged) {
  auto wire = Connect();
  EXPECT_TRUE(Says(*wire, "CONFIG GET maxcl*\r\n", "*2\r\n$10\r\nmaxclients\r\n$5\r\n10000\r\n"));
  EXPECT_TRUE(Says(*wire, "CONFIG SET maxclients 7 timeout 9\r\n", "+OK\r\n"));
  EXPECT_TRUE(Says(*wire, "CONFIG GET maxclients timeout\r\n",
                   "*4\r\n$10\r\nmaxclients\r\n$1\r\n7\r\n$7\r\ntimeout\r\n$1\r\n9\r\n"));
  EXPECT_TRUE(Says(*wire, "CONFIG SET bogus 1\r\n",
                   "-ERR Unknown option or number of arguments for CONFIG SET - 'bogus'\r\n"));
  EXPECT_TRUE(Says(*wire, "CONFIG SET timeout 1 databases 2\r\n",
                   "-ERR CONFIG SET failed (possibly related to argument 'databases') - can't set "
                   "immutable config\r\n"));
  EXPECT_TRUE(Says(*wire, "CONFIG GET timeout\r\n", "*2\r\n$7\r\ntimeout\r\n$1\r\n9\r\n"));
}

TEST_F(ServerTest, CommandDescribesDataAndServerCommandsAlike) {
  auto wire = Connect();
  EXPECT_TRUE(Says(*wire, "COMMAND INFO get nope\r\n",
                   "*2\r\n*10\r\n$3\r\nget\r\n:2\r\n*2\r\n+readonly\r\n+fast\r\n:1\r\n:1\r\n:1\r\n"
                   "*3\r\n+@read\r\n+@string\r\n+@fast\r\n*0\r\n*0\r\n*0\r\n$-1\r\n"));
  EXPECT_TRUE(Says(*wire, "COMMAND GETKEYS MSET a 1 b 2\r\n", "*2\r\n$1\r\na\r\n$1\r\nb\r\n"));
  EXPECT_TRUE(Says(*wire, "COMMAND GETKEYS PING\r\n", "-ERR The command has no key arguments\r\n"));
  EXPECT_TRUE(Says(*wire, "COMMAND GETKEYS NOPE\r\n", "-ERR Invalid command specified\r\n"));
  EXPECT_TRUE(Says(*wire, "COMMAND LIST FILTERBY PATTERN incr*\r\n",
                   "*3\r\n$4\r\nincr\r\n$6\r\nincrby\r\n$11\r\nincrbyfloat\r\n"));
  wire->got.clear();
  wire->Send("COMMAND DOCS\r\nPING done\r\n");
  ASSERT_TRUE(RunUntil(loop_, [&] { return wire->got.find("done") != std::string::npos; }));
  EXPECT_THAT(wire->got, HasSubstr("client|setinfo"));
}

TEST_F(ServerTest, EveryServerCommandOfTheTableRunsOrSaysWhyNot) {
  for (const ServerCommand& command : AllServerCommands()) {
    EXPECT_EQ(FindServerCommand(command.name), &command) << command.name;
    EXPECT_TRUE((command.handler == nullptr) ==
                (command.arity == -2 && !command.subcommands.empty()))
        << command.name;
  }
}

TEST_F(ServerTest, InfoHasTheSectionsThatAreAskedFor) {
  auto wire = Connect();
  wire->Send("INFO consensus keyspace\r\nPING done\r\n");
  ASSERT_TRUE(RunUntil(loop_, [&] { return wire->got.find("done") != std::string::npos; }));
  EXPECT_THAT(wire->got, HasSubstr("# Consensus\r\n"));
  EXPECT_THAT(wire->got, HasSubstr("# Keyspace\r\n"));
  EXPECT_THAT(wire->got, HasSubstr("nodes:3\r\n"));
  EXPECT_EQ(wire->got.find("# Server"), std::string::npos);
}

TEST_F(ServerTest, OutcomesAreNeverToldAsNotDoneUnlessThatIsCertain) {
  auto wire = Connect();
  backend_.outcome = Outcome::kRefused;
  EXPECT_TRUE(Says(*wire, "SET a 1\r\n", "-OVERLOADED not done: because\r\n"));
  backend_.outcome = Outcome::kUnknown;
  EXPECT_TRUE(Says(*wire, "SET a 1\r\n",
                   "-UNKNOWN the outcome is not known, it may be done now or later: because\r\n"));
  backend_.outcome = Outcome::kExpired;
  EXPECT_TRUE(Says(*wire, "SET a 1\r\n",
                   "-UNKNOWN not done by this attempt; whether an earlier one was is no longer "
                   "known: because\r\n"));
  backend_.quorum = false;
  const size_t before = backend_.objects.size();
  EXPECT_TRUE(Says(*wire, "GET a\r\nFLUSHALL\r\n",
                   "-CLUSTERDOWN not done: this node does not reach a majority of the nodes at the "
                   "moment\r\n-CLUSTERDOWN not done: this node does not reach a majority of the "
                   "nodes at the moment\r\n"));
  EXPECT_EQ(backend_.objects.size(), before);
}

TEST_F(ServerTest, KeysOfSeveralObjectsAreRefused) {
  auto wire = Connect();
  EXPECT_TRUE(Says(*wire, "MSET a 1 b 2\r\n",
                   "-CROSSSLOT Keys in request don't hash to the same slot\r\n"));
  EXPECT_TRUE(Says(*wire, "MSET {t}a 1 {t}b 2\r\n", "+OK\r\n"));
  EXPECT_TRUE(Says(*wire, "DEL {t}a {t}b {t}c\r\n", ":2\r\n"));
}

TEST_F(ServerTest, KeysOfSeveralObjectsFanOutWhereThatIsAllowed) {
  ServerOptions options;
  options.fan_out = true;
  StartServer(options);
  auto wire = Connect();
  EXPECT_TRUE(Says(*wire, "MSET a 1 b 2 a 3 {t}x 4\r\n", "+OK\r\n"));
  EXPECT_EQ(backend_.objects, (std::vector<std::string>{"a", "b", "t"}));
  EXPECT_TRUE(Says(*wire, "MGET b nokey {t}x a b\r\n",
                   "*5\r\n$1\r\n2\r\n$-1\r\n$1\r\n4\r\n$1\r\n3\r\n$1\r\n2\r\n"));
  EXPECT_TRUE(Says(*wire, "EXISTS a b c a\r\n", ":3\r\n"));
  EXPECT_TRUE(Says(*wire, "DEL a b c\r\n", ":2\r\n"));
  backend_.outcome = Outcome::kRefused;
  EXPECT_TRUE(Says(*wire, "DEL a b\r\n", "-OVERLOADED not done: because\r\n"));
}

// One part done, the other refused.
TEST_F(ServerTest, FanOutDoneInPartIsNotToldAsNotDone) {
  ServerOptions options;
  options.fan_out = true;
  StartServer(options);
  auto wire = Connect();
  backend_.hold = true;
  wire->Send("DEL a b\r\n");
  ASSERT_TRUE(RunUntil(loop_, [&] { return backend_.held.size() == 2; }));
  wire->Send("PING\r\n");
  backend_.Release(0);
  Settle();
  EXPECT_EQ(wire->got, "") << "a part is missing";
  backend_.Release(0);
  ASSERT_TRUE(RunUntil(loop_, [&] { return wire->got == ":0\r\n+PONG\r\n"; })) << wire->got;
}

TEST(ByteQueueTest, KeepsBytesInOnePieceWhateverIsTaken) {
  ByteQueue queue;
  std::string fed, taken;
  uint32_t seed = 1;
  for (int round = 0; round < 300; ++round) {
    seed = seed * 1664525 + 1013904223;
    std::span<char> space = queue.Space();
    ASSERT_FALSE(space.empty());
    const size_t n = round % 7 == 0 ? space.size() : seed % (space.size() + 1) / 16;
    for (size_t i = 0; i < n; ++i) {
      space[i] = static_cast<char>(fed.size() * 31 + 7);
      fed += space[i];
    }
    queue.Fill(n);
    // Now and then half of it stays, as an unfinished line would.
    const size_t take = round % 3 == 0 ? queue.bytes().size() / 2 : queue.bytes().size();
    taken += queue.bytes().substr(0, take);
    queue.Take(take);
  }
  taken += queue.bytes();
  EXPECT_TRUE(taken == fed);
}

}  // namespace
}  // namespace paxosstore::net
