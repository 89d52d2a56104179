#include "net/resp/inline_request.h"

namespace paxosstore::net {
namespace {

bool IsBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
// Redis ends a word at fewer characters than it skips between words.
bool EndsWord(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// The digit's value, or -1.
int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

char Unescaped(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'b':
      return '\b';
    case 'a':
      return '\a';
    default:
      return c;
  }
}

// Moves one character of a double-quoted part from the front of `rest`.
void TakeQuotedChar(std::string_view& rest, std::string& word) {
  bool hex = rest.size() >= 4 && rest[0] == '\\' && rest[1] == 'x' && HexDigit(rest[2]) >= 0 &&
             HexDigit(rest[3]) >= 0;
  if (hex) {
    word += static_cast<char>(HexDigit(rest[2]) * 16 + HexDigit(rest[3]));
    rest.remove_prefix(4);
  } else if (rest.size() >= 2 && rest[0] == '\\') {
    word += Unescaped(rest[1]);
    rest.remove_prefix(2);
  } else {
    word += rest[0];
    rest.remove_prefix(1);
  }
}

void TakeSingleQuotedChar(std::string_view& rest, std::string& word) {
  if (rest.starts_with("\\'")) rest.remove_prefix(1);
  word += rest[0];
  rest.remove_prefix(1);
}

// `rest` begins after the opening quote, and afterwards after the closing one. False: see above.
bool TakeQuoted(char quote, std::string_view& rest, std::string& word) {
  while (!rest.empty() && rest[0] != quote) {
    if (quote == '"') {
      TakeQuotedChar(rest, word);
    } else {
      TakeSingleQuotedChar(rest, word);
    }
  }
  if (rest.empty()) return false;
  rest.remove_prefix(1);
  return rest.empty() || IsBlank(rest[0]);
}

// REQUIRES: rest begins with no blank.
bool TakeWord(std::string_view& rest, std::string& word) {
  while (!rest.empty() && !EndsWord(rest[0])) {
    char c = rest[0];
    rest.remove_prefix(1);
    if (c == '"' || c == '\'') return TakeQuoted(c, rest, word);
    word += c;
  }
  return true;
}

}  // namespace

std::optional<std::vector<std::string>> SplitInlineRequest(std::string_view line) {
  std::vector<std::string> words;
  while (true) {
    while (!line.empty() && IsBlank(line[0])) line.remove_prefix(1);
    if (line.empty()) return words;
    if (!TakeWord(line, words.emplace_back())) return std::nullopt;
  }
}

}  // namespace paxosstore::net
