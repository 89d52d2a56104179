#include "core/model/reply.h"

#include <string_view>

namespace paxosstore::model {
namespace {

void AppendQuoted(std::string& out, std::string_view bytes) {
  constexpr char kHex[] = "0123456789abcdef";
  constexpr std::string_view kSpecial = "\\\"\n\r\t\a\b";
  constexpr std::string_view kEscape = "\\\"nrtab";
  out += '"';
  for (char c : bytes) {
    auto byte = static_cast<uint8_t>(c);
    if (size_t i = kSpecial.find(c); i != std::string_view::npos) {
      out += '\\';
      out += kEscape[i];
    } else if (byte < 0x20 || byte >= 0x7f) {
      out += "\\x";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void Append(std::string& out, const Reply& reply);

// [a, b, c], {a: b, c: d}
void AppendItems(std::string& out, const Reply& reply) {
  bool map = reply.kind == Reply::Kind::kMap;
  out += map ? '{' : '[';
  for (size_t i = 0; i < reply.items.size(); ++i) {
    if (i > 0) out += map && i % 2 == 1 ? ": " : ", ";
    Append(out, reply.items[i]);
  }
  out += map ? '}' : ']';
}

void Append(std::string& out, const Reply& reply) {
  switch (reply.kind) {
    case Reply::Kind::kNull:
      out += "(nil)";
      return;
    case Reply::Kind::kSimple:
      out += reply.text;
      return;
    case Reply::Kind::kError:
      out += "(error) " + reply.text;
      return;
    case Reply::Kind::kInteger:
      out += "(integer) " + std::to_string(reply.integer);
      return;
    case Reply::Kind::kBulk:
      AppendQuoted(out, reply.text);
      return;
    case Reply::Kind::kArray:
    case Reply::Kind::kMap:
      AppendItems(out, reply);
      return;
  }
}

}  // namespace

std::string ToString(const Reply& reply) {
  std::string out;
  Append(out, reply);
  return out;
}

}  // namespace paxosstore::model
