#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "net/resp/reply_parser.h"
#include "net/resp/reply_writer.h"
#include "net/resp/request_parser.h"
#include "net/resp/request_writer.h"

namespace paxosstore::net {
namespace {

using Argv = std::vector<std::string>;
using model::Reply;

// Bytes that mean something to the protocol, more often than chance would bring them.
rc::Gen<std::string> ProtocolText() {
  return rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::elementOf(std::string("*$+-:%_#,(=!~>\r\n\r\n0123456789\"'\\x ")),
                     rc::gen::arbitrary<char>()));
}

rc::Gen<Reply> AnyReply(int depth) {
  auto text = rc::gen::suchThat(rc::gen::string<std::string>(), [](const std::string& s) {
    return s.find_first_of("\r\n") == std::string::npos;
  });
  auto leaf = rc::gen::oneOf(rc::gen::just(Reply::Null()), rc::gen::map(text, Reply::Simple),
                             rc::gen::map(text, Reply::Error),
                             rc::gen::map(rc::gen::arbitrary<int64_t>(), Reply::Integer),
                             rc::gen::map(ProtocolText(), Reply::Bulk));
  if (depth == 0) return leaf;
  auto items = rc::gen::resize(5, rc::gen::container<std::vector<Reply>>(AnyReply(depth - 1)));
  auto pairs = rc::gen::map(items, [](std::vector<Reply> drawn) {
    if (drawn.size() % 2 != 0) drawn.pop_back();
    return Reply::Map(std::move(drawn));
  });
  return rc::gen::oneOf(leaf, rc::gen::map(items, Reply::Array), pairs);
}

// Shows `stream` to `parser` in pieces of up to `piece_max` bytes; `out` gets all that is whole.
template <typename Parser, typename T>
ParseStatus ParseInPieces(Parser& parser, std::string_view stream, size_t piece_max,
                          std::vector<T>& out) {
  std::string buffer;
  ParseStatus status = ParseStatus::kNeedMore;
  while (!stream.empty() && status != ParseStatus::kError) {
    std::string_view piece = stream.substr(0, piece_max);
    stream.remove_prefix(piece.size());
    buffer += piece;
    std::string_view rest = buffer;
    for (T one; (status = parser.Next(rest, one)) == ParseStatus::kDone;) out.push_back(one);
    buffer.erase(0, buffer.size() - rest.size());
  }
  return status;
}

RC_GTEST_PROP(RespProperty, RequestsComeBackAsTheyWereWritten, ()) {
  auto argv = rc::gen::nonEmpty(rc::gen::container<Argv>(ProtocolText()));
  auto requests = *rc::gen::resize(20, rc::gen::container<std::vector<Argv>>(argv));
  std::string stream;
  for (const Argv& request : requests) AppendRequest(request, stream);
  RequestParser parser;
  std::vector<Argv> heard;
  ParseStatus status = ParseInPieces(parser, stream, *rc::gen::inRange<size_t>(1, 40), heard);
  RC_ASSERT(status == ParseStatus::kNeedMore);
  RC_ASSERT(heard == requests);
}

RC_GTEST_PROP(RespProperty, RepliesComeBackAsTheyWereWritten, ()) {
  auto replies = *rc::gen::resize(20, rc::gen::container<std::vector<Reply>>(AnyReply(3)));
  std::string stream;
  for (const Reply& reply : replies) AppendReply(reply, RespVersion::kResp3, stream);
  ReplyParser parser;
  std::vector<Reply> heard;
  ParseStatus status = ParseInPieces(parser, stream, *rc::gen::inRange<size_t>(1, 40), heard);
  RC_ASSERT(status == ParseStatus::kNeedMore);
  RC_ASSERT(heard.size() == replies.size());
  for (size_t i = 0; i < heard.size(); ++i) RC_ASSERT(heard[i] == replies[i]);
}

template <typename Parser, typename T>
bool SameHoweverCut(std::string_view stream, size_t piece_max) {
  Parser at_once, in_pieces;
  std::vector<T> whole, pieces;
  ParseStatus status = ParseInPieces(at_once, stream, stream.size(), whole);
  return ParseInPieces(in_pieces, stream, piece_max, pieces) == status && whole == pieces &&
         (status != ParseStatus::kError || at_once.error() == in_pieces.error());
}

RC_GTEST_PROP(RespProperty, AnyBytesMeanTheSameHoweverTheyAreCut, ()) {
  for (std::string stream : *rc::gen::container<std::vector<std::string>>(ProtocolText())) {
    if (*rc::gen::arbitrary<bool>()) stream.insert(0, "*2\r\n$1\r\na\r\n$3\r\n");
    size_t piece_max = *rc::gen::inRange<size_t>(1, 4);
    RC_ASSERT((SameHoweverCut<RequestParser, Argv>(stream, piece_max)));
    RC_ASSERT((SameHoweverCut<ReplyParser, Reply>(stream, piece_max)));
  }
}

}  // namespace
}  // namespace paxosstore::net
