#include "net/resp/reply_writer.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace paxosstore::net {
namespace {

using model::Reply;

void AppendNumberLine(char type, int64_t number, std::string& out) {
  char line[24];
  line[0] = type;
  char* end = std::to_chars(line + 1, line + sizeof(line) - 2, number).ptr;
  *end++ = '\r';
  *end++ = '\n';
  out.append(line, end);
}

void AppendTextLine(char type, std::string_view text, std::string& out) {
  out += type;
  size_t begin = out.size();
  out += text;
  auto breaks = [](char c) { return c == '\r' || c == '\n'; };
  std::replace_if(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), breaks, ' ');
  out += "\r\n";
}

void AppendBulk(std::string_view bytes, std::string& out) {
  AppendNumberLine('$', static_cast<int64_t>(bytes.size()), out);
  out += bytes;
  out += "\r\n";
}

}  // namespace

void AppendReply(const Reply& reply, RespVersion version, std::string& out) {
  bool resp3 = version == RespVersion::kResp3;
  int64_t count = static_cast<int64_t>(reply.items.size());
  switch (reply.kind) {
    case Reply::Kind::kNull:
      out += resp3 ? "_\r\n" : "$-1\r\n";
      return;
    case Reply::Kind::kSimple:
      return AppendTextLine('+', reply.text, out);
    case Reply::Kind::kError:
      return AppendTextLine('-', reply.text, out);
    case Reply::Kind::kInteger:
      return AppendNumberLine(':', reply.integer, out);
    case Reply::Kind::kBulk:
      return AppendBulk(reply.text, out);
    case Reply::Kind::kArray:
      AppendNumberLine('*', count, out);
      break;
    case Reply::Kind::kMap:
      AppendNumberLine(resp3 ? '%' : '*', resp3 ? count / 2 : count, out);
      break;
  }
  for (const Reply& item : reply.items) AppendReply(item, version, out);
}

}  // namespace paxosstore::net
