#include "net/resp/reply_parser.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/model/number.h"

namespace paxosstore::net {
namespace {

using model::Reply;

constexpr size_t kDepthMax = 64;
constexpr int64_t kBulkBytesMax = int64_t{1} << 30;
constexpr int64_t kItemsMax = int64_t{1} << 30;
// Room made at once for the items that are announced; more is made as they come.
constexpr uint64_t kItemsReservedMax = 64;
// "txt:" in front of a verbatim string's text.
constexpr size_t kVerbatimFormatBytes = 4;

}  // namespace

ParseStatus ReplyParser::Fail(std::string_view what) {
  error_ = what;
  return ParseStatus::kError;
}

ParseStatus ReplyParser::Next(std::string_view& bytes, Reply& reply) {
  if (!error_.empty()) return ParseStatus::kError;
  while (true) {
    size_t depth = open_.size();
    Reply one;
    ParseStatus status = TakeOne(bytes, one);
    if (status != ParseStatus::kDone) return status;
    if (open_.size() > depth) continue;
    // It may be the last item of an array that is the last item of another.
    while (!open_.empty()) {
      Open& last = open_.back();
      last.reply.items.push_back(std::move(one));
      if (--last.missing > 0) break;
      one = std::move(last.reply);
      open_.pop_back();
    }
    if (!open_.empty()) continue;
    reply = std::move(one);
    return ParseStatus::kDone;
  }
}

ParseStatus ReplyParser::TakeOne(std::string_view& bytes, Reply& reply) {
  std::string_view rest = bytes;
  std::string_view line;
  ParseStatus status = TakeLine(rest, line);
  if (status == ParseStatus::kError) return Fail("line too long");
  if (status != ParseStatus::kDone) return status;
  if (line.empty()) return Fail("empty line");
  char type = line[0];
  line.remove_prefix(1);
  switch (type) {
    case '$':
    case '=':
    case '!':
      status = TakeBulk(type, line, rest, reply);
      break;
    case '*':
    case '~':
    case '>':
    case '%':
      status = TakeHead(type, line, reply);
      break;
    default:
      status = TakeScalar(type, line, reply);
  }
  if (status == ParseStatus::kDone) bytes = rest;
  return status;
}

ParseStatus ReplyParser::TakeScalar(char type, std::string_view text, Reply& reply) {
  switch (type) {
    case '+':
      reply = Reply::Simple(std::string(text));
      return ParseStatus::kDone;
    case '-':
      reply = Reply::Error(std::string(text));
      return ParseStatus::kDone;
    case ':': {
      std::optional<int64_t> number = model::ParseInt64(text);
      if (!number.has_value()) return Fail("invalid integer");
      reply = Reply::Integer(*number);
      return ParseStatus::kDone;
    }
    case '#':
      if (text != "t" && text != "f") return Fail("invalid boolean");
      reply = Reply::Integer(text == "t" ? 1 : 0);
      return ParseStatus::kDone;
    case ',':
    case '(':
      reply = Reply::Bulk(std::string(text));
      return ParseStatus::kDone;
    case '_':
      reply = Reply::Null();
      return ParseStatus::kDone;
    default:
      return Fail("unknown type");
  }
}

ParseStatus ReplyParser::TakeBulk(char type, std::string_view length, std::string_view& rest,
                                  Reply& reply) {
  std::optional<int64_t> size = model::ParseInt64(length);
  if (size == -1 && type == '$') {
    reply = Reply::Null();
    return ParseStatus::kDone;
  }
  if (!size.has_value() || *size < 0 || *size > kBulkBytesMax) return Fail("invalid bulk length");
  size_t whole = static_cast<size_t>(*size) + 2;
  if (rest.size() < whole) return ParseStatus::kNeedMore;
  std::string_view text = rest.substr(0, whole - 2);
  if (rest.substr(whole - 2, 2) != "\r\n") return Fail("bulk string without its line end");
  if (type == '=') text.remove_prefix(std::min(text.size(), kVerbatimFormatBytes));
  reply = type == '!' ? Reply::Error(std::string(text)) : Reply::Bulk(std::string(text));
  rest.remove_prefix(whole);
  return ParseStatus::kDone;
}

ParseStatus ReplyParser::TakeHead(char type, std::string_view count, Reply& reply) {
  std::optional<int64_t> items = model::ParseInt64(count);
  if (items == -1 && type == '*') {
    reply = Reply::Null();
    return ParseStatus::kDone;
  }
  if (!items.has_value() || *items < 0 || *items > kItemsMax) return Fail("invalid array length");
  uint64_t missing = static_cast<uint64_t>(*items) * (type == '%' ? 2 : 1);
  reply = type == '%' ? Reply::Map({}) : Reply::Array({});
  if (missing == 0) return ParseStatus::kDone;
  if (open_.size() == kDepthMax) return Fail("arrays nested too deeply");
  reply.items.reserve(std::min(missing, kItemsReservedMax));
  open_.push_back({std::move(reply), missing});
  return ParseStatus::kDone;
}

}  // namespace paxosstore::net
