#include "core/model/errors.h"

#include <algorithm>

namespace paxosstore::model {
namespace {

// Redis prints what a client sent as a C string: up to the first zero byte.
std::string_view UpToZero(std::string_view text) { return text.substr(0, text.find('\0')); }

// A line break inside an error line would end it early and desynchronise the connection.
std::string OneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return text;
}

// Redis's bound on what it quotes back.
constexpr size_t kQuotedMax = 128;

}  // namespace

Reply UnknownCommandError(std::span<const std::string> argv) {
  std::string args;
  for (size_t i = 1; i < argv.size() && args.size() < kQuotedMax; ++i) {
    size_t room = kQuotedMax - args.size();
    args += '\'';
    args += UpToZero(argv[i]).substr(0, room);
    args += "' ";
  }
  std::string text = "ERR unknown command '";
  text += UpToZero(argv[0]).substr(0, kQuotedMax);
  text += "', with args beginning with: " + args;
  return Reply::Error(OneLine(std::move(text)));
}

Reply WrongArityError(std::string_view name) {
  return Reply::Error("ERR wrong number of arguments for '" + std::string(name) + "' command");
}

Reply SyntaxError() { return Reply::Error("ERR syntax error"); }

Reply NotAnIntegerError() { return Reply::Error("ERR value is not an integer or out of range"); }

Reply NotAFloatError() { return Reply::Error("ERR value is not a valid float"); }

Reply OverflowError() { return Reply::Error("ERR increment or decrement would overflow"); }

Reply DecrementOverflowError() { return Reply::Error("ERR decrement would overflow"); }

Reply NanOrInfinityError() { return Reply::Error("ERR increment would produce NaN or Infinity"); }

Reply OffsetError() { return Reply::Error("ERR offset is out of range"); }

Reply TooLongError() {
  return Reply::Error("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
}

Reply ExpireTimeError(std::string_view name) {
  return Reply::Error("ERR invalid expire time in '" + std::string(name) + "' command");
}

Reply UnsupportedOptionError(std::string_view option) {
  std::string text = "ERR Unsupported option " + std::string(UpToZero(option));
  // Only this family of Redis's errors loses the line breaks at its end.
  text.erase(text.find_last_not_of("\r\n") + 1);
  return Reply::Error(OneLine(std::move(text)));
}

Reply NxExcludesError() {
  return Reply::Error("ERR NX and XX, GT or LT options at the same time are not compatible");
}

Reply GtExcludesLtError() {
  return Reply::Error("ERR GT and LT options at the same time are not compatible");
}

}  // namespace paxosstore::model
