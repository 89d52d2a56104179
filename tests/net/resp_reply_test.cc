#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "net/resp/reply_parser.h"
#include "net/resp/reply_writer.h"
#include "net/resp/request_writer.h"

namespace paxosstore::net {
namespace {

using model::Reply;

std::string Written(const Reply& reply, RespVersion version) {
  std::string out = "before ";
  AppendReply(reply, version, out);
  EXPECT_TRUE(out.starts_with("before "));
  return out.substr(7);
}

TEST(ReplyWriterTest, WritesEachKindInBothVersions) {
  struct Case {
    Reply reply;
    std::string resp2;
    std::string resp3;  // empty: the same
  };
  for (const Case& c : std::vector<Case>{
           {Reply::Null(), "$-1\r\n", "_\r\n"},
           {Reply::Ok(), "+OK\r\n", ""},
           {Reply::Error("ERR no"), "-ERR no\r\n", ""},
           {Reply::Error("ERR a\r\nb"), "-ERR a  b\r\n", ""},
           {Reply::Simple("a\nb"), "+a b\r\n", ""},
           {Reply::Integer(0), ":0\r\n", ""},
           {Reply::Integer(INT64_MIN), ":-9223372036854775808\r\n", ""},
           {Reply::Bulk(""), "$0\r\n\r\n", ""},
           {Reply::Bulk("a\r\nb"), "$4\r\na\r\nb\r\n", ""},
           {Reply::Array({}), "*0\r\n", ""},
           {Reply::Array({Reply::Integer(1), Reply::Null(), Reply::Array({Reply::Bulk("x")})}),
            "*3\r\n:1\r\n$-1\r\n*1\r\n$1\r\nx\r\n", "*3\r\n:1\r\n_\r\n*1\r\n$1\r\nx\r\n"},
           {Reply::Map({Reply::Bulk("k"), Reply::Integer(1), Reply::Bulk("l"), Reply::Map({})}),
            "*4\r\n$1\r\nk\r\n:1\r\n$1\r\nl\r\n*0\r\n", "%2\r\n$1\r\nk\r\n:1\r\n$1\r\nl\r\n%0\r\n"},
       }) {
    EXPECT_EQ(Written(c.reply, RespVersion::kResp2), c.resp2);
    EXPECT_EQ(Written(c.reply, RespVersion::kResp3), c.resp3.empty() ? c.resp2 : c.resp3);
  }
}

TEST(RequestWriterTest, WritesAnArrayOfBulkStrings) {
  std::string out;
  AppendRequest(std::vector<std::string>{"SET", "k", ""}, out);
  EXPECT_EQ(out, "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n");
}

// The replies in `stream`, shown to the parser in two pieces, then the error if there is one.
std::vector<Reply> Heard(std::string_view stream, size_t cut, std::string& error) {
  ReplyParser parser;
  std::vector<Reply> replies;
  std::string buffer;
  for (std::string_view piece : {stream.substr(0, cut), stream.substr(cut)}) {
    buffer += piece;
    std::string_view rest = buffer;
    ParseStatus status = ParseStatus::kDone;
    for (Reply reply; (status = parser.Next(rest, reply)) == ParseStatus::kDone;) {
      replies.push_back(reply);
    }
    if (status == ParseStatus::kError) error = parser.error();
    buffer.erase(0, buffer.size() - rest.size());
  }
  return replies;
}

struct ParserCase {
  std::string stream;
  std::vector<Reply> replies;
  std::string error;
};

TEST(ReplyParserTest, AnyCutOfTheBytesGivesTheSame) {
  const Reply one = Reply::Integer(1);
  for (const ParserCase& c : std::vector<ParserCase>{
           {"+OK\r\n-ERR no\r\n:-5\r\n$-1\r\n_\r\n*-1\r\n$2\r\n\r\n\r\n",
            {Reply::Ok(), Reply::Error("ERR no"), Reply::Integer(-5), Reply::Null(), Reply::Null(),
             Reply::Null(), Reply::Bulk("\r\n")},
            ""},
           {"*2\r\n*1\r\n:1\r\n*0\r\n:1\r\n",
            {Reply::Array({Reply::Array({one}), Reply::Array({})}), one},
            ""},
           {"%1\r\n+a\r\n*1\r\n%0\r\n",
            {Reply::Map({Reply::Simple("a"), Reply::Array({Reply::Map({})})})},
            ""},
           {"~1\r\n#t\r\n>1\r\n#f\r\n,1.5\r\n(123\r\n=5\r\ntxt:a\r\n!3\r\nERR\r\n",
            {Reply::Array({one}), Reply::Array({Reply::Integer(0)}), Reply::Bulk("1.5"),
             Reply::Bulk("123"), Reply::Bulk("a"), Reply::Error("ERR")},
            ""},
           {"*2\r\n:1\r\n$3\r\nab", {}, ""},
           {":1\r\nx\r\n", {one}, "unknown type"},
           {":1x\r\n", {}, "invalid integer"},
           {"#x\r\n", {}, "invalid boolean"},
           {"\r\n", {}, "empty line"},
           {"$-2\r\n", {}, "invalid bulk length"},
           {"$9999999999999\r\n", {}, "invalid bulk length"},
           {"$1\r\nabc\r\n", {}, "bulk string without its line end"},
           {"*x\r\n", {}, "invalid array length"},
           {"%-1\r\n", {}, "invalid array length"},
           {"*9999999999999\r\n", {}, "invalid array length"},
       }) {
    for (size_t cut = 0; cut <= c.stream.size(); ++cut) {
      SCOPED_TRACE(testing::PrintToString(c.stream) + " cut at " + std::to_string(cut));
      std::string error;
      EXPECT_TRUE(Heard(c.stream, cut, error) == c.replies);
      EXPECT_EQ(error, c.error);
    }
  }
}

TEST(ReplyParserTest, NestingIsBounded) {
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "*1\r\n";
  std::string error;
  Heard(deep, 0, error);
  EXPECT_EQ(error, "arrays nested too deeply");
}

TEST(ReplyParserTest, ALineIsBounded) {
  std::string error;
  Heard("+" + std::string(kLineBytesMax, 'a'), 0, error);
  EXPECT_EQ(error, "line too long");
}

}  // namespace
}  // namespace paxosstore::net
