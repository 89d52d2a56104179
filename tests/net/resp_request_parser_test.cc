#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "net/resp/inline_request.h"
#include "net/resp/request_parser.h"

namespace paxosstore::net {
namespace {

using Argv = std::vector<std::string>;
using namespace std::string_literals;

// What a stream of bytes says: its requests, and the error that ends it, if any.
struct Heard {
  std::vector<Argv> requests;
  std::string error;
  friend bool operator==(const Heard&, const Heard&) = default;
};

// Shows the parser the bytes in pieces that end at `cuts`, as a connection would.
Heard Hear(std::string_view stream, const std::vector<size_t>& cuts, RequestLimits limits = {}) {
  RequestParser parser(limits);
  Heard heard;
  std::string buffer;
  size_t from = 0;
  auto show = [&](size_t to) {
    buffer += stream.substr(from, to - from);
    from = to;
    std::string_view rest = buffer;
    ParseStatus status = ParseStatus::kDone;
    for (Argv argv; (status = parser.Next(rest, argv)) == ParseStatus::kDone;) {
      heard.requests.push_back(argv);
    }
    if (status == ParseStatus::kError) heard.error = parser.error().text;
    buffer.erase(0, buffer.size() - rest.size());
  };
  for (size_t cut : cuts) show(cut);
  show(stream.size());
  return heard;
}

struct Case {
  std::string stream;
  std::vector<Argv> requests;
  std::string error;
};

const std::vector<Case>& Cases() {
  static const auto* cases = new std::vector<Case>{
      // Arrays of bulk strings.
      {"*1\r\n$4\r\nPING\r\n", {{"PING"}}, ""},
      {"*2\r\n$3\r\nGET\r\n$0\r\n\r\n", {{"GET", ""}}, ""},
      {"*2\r\n$1\r\na\r\n$4\r\n\r\n\0x\r\n"s, {{"a", "\r\n\0x"s}}, ""},
      {"*1\r\n$1\r\na\r\n*2\r\n$1\r\nb\r\n$1\r\nc\r\n", {{"a"}, {"b", "c"}}, ""},
      {"*0\r\n*-1\r\n*-77\r\n*1\r\n$1\r\na\r\n", {{"a"}}, ""},
      // Not looked at, as in Redis: the byte after a carriage return, and both after an argument.
      {"*1\rx$1\r\nayz*1\r\n$1\r\nb\r\n", {{"a"}, {"b"}}, ""},
      // Unfinished ones give nothing.
      {"*", {}, ""},
      {"*2\r\n$1\r\na\r\n", {}, ""},
      {"*2\r\n$1\r\na\r\n$5\r\nabcde\r", {}, ""},
      {"*1\r\n!", {}, ""},
      // Inline commands.
      {"PING\r\nECHO a\n", {{"PING"}, {"ECHO", "a"}}, ""},
      {"\r\n\n  \t\r\nPING\r\n", {{"PING"}}, ""},
      {"SET  k \"two words\\n\\x41\\q\" 'it\\'s \\n'\r\n",
       {{"SET", "k", "two words\nAq", "it's \\n"}},
       ""},
      {"SET \"\" ''\r\n*1\r\n$1\r\na\r\n", {{"SET", "", ""}, {"a"}}, ""},
      {"PING", {}, ""},
      // Errors, with what came before them.
      {"*abc\r\n", {}, "ERR Protocol error: invalid multibulk length"},
      {"*\r\n", {}, "ERR Protocol error: invalid multibulk length"},
      {"*+1\r\n", {}, "ERR Protocol error: invalid multibulk length"},
      {"*2147483648\r\n", {}, "ERR Protocol error: invalid multibulk length"},
      {"*99999999999999999999\r\n", {}, "ERR Protocol error: invalid multibulk length"},
      {"*1\r\n$-1\r\n", {}, "ERR Protocol error: invalid bulk length"},
      {"*1\r\n$\r\n", {}, "ERR Protocol error: invalid bulk length"},
      {"*1\r\n$01\r\n", {}, "ERR Protocol error: invalid bulk length"},
      {"*1\r\n$536870913\r\n", {}, "ERR Protocol error: invalid bulk length"},
      {"*1\r\nPING\r\n", {}, "ERR Protocol error: expected '$', got 'P'"},
      {"*1\r\n\nx\r\n", {}, "ERR Protocol error: expected '$', got ' '"},
      {"*1\r\n$1\r\na\r\n*1\r\n:1\r\n", {{"a"}}, "ERR Protocol error: expected '$', got ':'"},
      {"a \"b\r\n", {}, "ERR Protocol error: unbalanced quotes in request"},
      {"a \"b\"c\r\n", {}, "ERR Protocol error: unbalanced quotes in request"},
      {"a 'b\r\n", {}, "ERR Protocol error: unbalanced quotes in request"},
      {"a 'b'c\r\n", {}, "ERR Protocol error: unbalanced quotes in request"},
      {"a \"b\\\r\n", {}, "ERR Protocol error: unbalanced quotes in request"},
      {"PING\r\n\"\r\nPING\r\n", {{"PING"}}, "ERR Protocol error: unbalanced quotes in request"},
  };
  return *cases;
}

TEST(RequestParserTest, SaysWhatRedisSays) {
  for (const Case& c : Cases()) {
    Heard heard = Hear(c.stream, {});
    EXPECT_EQ(heard.requests, c.requests) << testing::PrintToString(c.stream);
    EXPECT_EQ(heard.error, c.error) << testing::PrintToString(c.stream);
  }
}

TEST(RequestParserTest, AnyCutOfTheBytesGivesTheSame) {
  for (const Case& c : Cases()) {
    std::vector<size_t> every_byte;
    for (size_t cut = 0; cut <= c.stream.size(); ++cut) {
      EXPECT_EQ(Hear(c.stream, {cut}), (Heard{c.requests, c.error}))
          << testing::PrintToString(c.stream) << " cut at " << cut;
      every_byte.push_back(cut);
    }
    EXPECT_EQ(Hear(c.stream, every_byte), (Heard{c.requests, c.error}))
        << testing::PrintToString(c.stream) << " byte by byte";
  }
}

TEST(RequestParserTest, LinesThatDoNotEndAreErrors) {
  for (const auto& [start, error] : std::vector<std::pair<std::string, std::string>>{
           {"a", "ERR Protocol error: too big inline request"},
           {"*", "ERR Protocol error: too big mbulk count string"},
           {"*1\r\n$", "ERR Protocol error: too big bulk count string"},
       }) {
    size_t line = start.rfind('\n') == std::string::npos ? start.size() : 1;
    std::string longest = start + std::string(kLineBytesMax - line, '1');
    EXPECT_EQ(Hear(longest, {}).error, "");
    EXPECT_EQ(Hear(longest + "1", {}).error, error);
    EXPECT_EQ(Hear(longest + "1", {5, 70, longest.size()}).error, error);
    // The end of the line comes too late, even if it is there already.
    EXPECT_EQ(Hear(longest + "1\r\n", {}).error, error);
  }
}

TEST(RequestParserTest, AnInlineLineMayBeAsLongAsTheLimit) {
  std::string word(kLineBytesMax - 1, 'a');
  Heard heard = Hear(word + "\r\n", {1000});
  EXPECT_EQ(heard.error, "");
  EXPECT_EQ(heard.requests, std::vector<Argv>{{word}});
}

TEST(RequestParserTest, LimitsAreKept) {
  RequestLimits limits{.bulk_bytes_max = 10, .request_bytes_max = 30 + 3 * sizeof(std::string)};
  EXPECT_EQ(Hear("*1\r\n$10\r\n0123456789\r\n", {}, limits).requests.size(), 1u);
  EXPECT_EQ(Hear("*1\r\n$11\r\n", {}, limits).error, "ERR Protocol error: invalid bulk length");
  std::string ten = "$10\r\n0123456789\r\n";
  std::string three = "*3\r\n" + ten + ten + ten;
  // The sum is one request's.
  EXPECT_EQ(Hear(three + three, {}, limits).requests.size(), 2u);
  EXPECT_EQ(Hear("*4\r\n" + ten + ten + ten + "$0\r\n\r\n", {}, limits).error,
            "ERR Protocol error: too big request");
}

TEST(RequestParserTest, StaysFailed) {
  RequestParser parser;
  Argv argv;
  std::string_view bad = "*x\r\n";
  EXPECT_EQ(parser.Next(bad, argv), ParseStatus::kError);
  std::string_view good = "*1\r\n$4\r\nPING\r\n";
  EXPECT_EQ(parser.Next(good, argv), ParseStatus::kError);
  EXPECT_EQ(parser.error().kind, model::Reply::Kind::kError);
}

TEST(RequestParserTest, ABigArgumentIsTakenAsItComes) {
  RequestParser parser;
  Argv argv;
  std::string_view head = "*1\r\n$200000\r\n";
  EXPECT_EQ(parser.Next(head, argv), ParseStatus::kNeedMore);
  std::string piece(50'000, 'x');
  for (int i = 0; i < 4; ++i) {
    std::string_view bytes = piece;
    EXPECT_EQ(parser.Next(bytes, argv), ParseStatus::kNeedMore);
    EXPECT_TRUE(bytes.empty());
  }
  std::string_view end = "\r\n";
  EXPECT_EQ(parser.Next(end, argv), ParseStatus::kDone);
  EXPECT_EQ(argv, Argv{std::string(200'000, 'x')});
}

TEST(InlineRequestTest, QuotesMayBeginInsideAWord) {
  EXPECT_EQ(SplitInlineRequest("a\"b c\" d"), (Argv{"ab c", "d"}));
  EXPECT_EQ(SplitInlineRequest("\"\\x4\""), (Argv{"x4"}));
  EXPECT_EQ(SplitInlineRequest("\"\\xzz\""), (Argv{"xzz"}));
  EXPECT_EQ(SplitInlineRequest("\"\\x0Aa\""), (Argv{"\na"}));
  // A vertical tab parts words only next to a blank.
  EXPECT_EQ(SplitInlineRequest("a\vb \vc"), (Argv{"a\vb", "c"}));
  EXPECT_EQ(SplitInlineRequest(""), Argv{});
}

}  // namespace
}  // namespace paxosstore::net
