#include "net/resp/request_parser.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/model/number.h"
#include "net/resp/inline_request.h"

namespace paxosstore::net {
namespace {

// Room made at once for the arguments that are announced; more is made as they come.
constexpr uint64_t kArgsReservedMax = 64;
constexpr int64_t kArgsMax = std::numeric_limits<int32_t>::max();

std::string ExpectedDollar(char got) {
  // Errors are one line.
  std::string text = "expected '$', got '";
  text += got == '\n' ? ' ' : got;
  return text + "'";
}

}  // namespace

ParseStatus RequestParser::Fail(std::string_view what) {
  error_ = model::Reply::Error("ERR Protocol error: " + std::string(what));
  return ParseStatus::kError;
}

ParseStatus RequestParser::Next(std::string_view& bytes, std::vector<std::string>& argv) {
  if (error_.kind == model::Reply::Kind::kError) return ParseStatus::kError;
  while (!bytes.empty()) {
    ParseStatus status = args_missing_ > 0 ? TakeArgument(bytes)
                         : bytes[0] == '*' ? TakeCount(bytes)
                                           : TakeInline(bytes);
    if (status != ParseStatus::kDone) return status;
    // Nothing yet after a count, or after an empty line or array, which are passed over.
    if (args_missing_ > 0 || args_.empty()) continue;
    std::swap(argv, args_);
    args_.clear();
    return ParseStatus::kDone;
  }
  return ParseStatus::kNeedMore;
}

ParseStatus RequestParser::TakeInline(std::string_view& bytes) {
  size_t end = bytes.substr(0, kLineBytesMax + 1).find('\n');
  if (end == std::string_view::npos) {
    if (bytes.size() > kLineBytesMax) return Fail("too big inline request");
    return ParseStatus::kNeedMore;
  }
  std::string_view line = bytes.substr(0, end);
  if (line.ends_with('\r')) line.remove_suffix(1);
  auto words = SplitInlineRequest(line);
  if (!words.has_value()) return Fail("unbalanced quotes in request");
  bytes.remove_prefix(end + 1);
  args_ = std::move(*words);
  return ParseStatus::kDone;
}

ParseStatus RequestParser::TakeCount(std::string_view& bytes) {
  std::string_view line;
  ParseStatus status = TakeLine(bytes, line);
  if (status == ParseStatus::kError) return Fail("too big mbulk count string");
  if (status != ParseStatus::kDone) return status;
  std::optional<int64_t> count = model::ParseInt64(line.substr(1));
  if (!count.has_value() || *count > kArgsMax) return Fail("invalid multibulk length");
  args_missing_ = static_cast<uint64_t>(std::max<int64_t>(*count, 0));
  args_.reserve(std::min(args_missing_, kArgsReservedMax));
  request_bytes_ = 0;
  return ParseStatus::kDone;
}

ParseStatus RequestParser::TakeArgument(std::string_view& bytes) {
  if (!bulk_left_.has_value()) {
    ParseStatus status = TakeBulkHeader(bytes);
    if (status != ParseStatus::kDone) return status;
  }
  return TakeBulkBytes(bytes);
}

ParseStatus RequestParser::TakeBulkHeader(std::string_view& bytes) {
  std::string_view line;
  char first = bytes[0];
  ParseStatus status = TakeLine(bytes, line);
  if (status == ParseStatus::kError) return Fail("too big bulk count string");
  if (status != ParseStatus::kDone) return status;
  if (first != '$') return Fail(ExpectedDollar(first));
  std::optional<int64_t> length = model::ParseInt64(line.substr(1));
  if (!length.has_value() || *length < 0 ||
      static_cast<uint64_t>(*length) > limits_.bulk_bytes_max) {
    return Fail("invalid bulk length");
  }
  size_t size = static_cast<size_t>(*length);
  request_bytes_ += size + sizeof(std::string);
  if (request_bytes_ > limits_.request_bytes_max) return Fail("too big request");
  bulk_left_ = size;
  args_.emplace_back();
  return ParseStatus::kDone;
}

ParseStatus RequestParser::TakeBulkBytes(std::string_view& bytes) {
  std::string_view part = bytes.substr(0, *bulk_left_);
  args_.back().append(part);
  bytes.remove_prefix(part.size());
  *bulk_left_ -= part.size();
  // The line end after the argument: as in Redis, two bytes that are not looked at.
  if (*bulk_left_ > 0 || bytes.size() < 2) return ParseStatus::kNeedMore;
  bytes.remove_prefix(2);
  bulk_left_.reset();
  --args_missing_;
  return ParseStatus::kDone;
}

}  // namespace paxosstore::net
