#include "sim/check/shown_text.h"

#include <algorithm>
#include <cstdint>

namespace paxosstore::sim {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kGap = "...";

struct Decoded {
  size_t length = 0;  // 0: not well-formed
  uint32_t code_point = 0;
};

// The first character (the Unicode standard, table 3-7: no overlong forms, no surrogates).
Decoded DecodeFirst(std::string_view text) {
  const auto byte = [&text](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t first = byte(0);
  if (first < 0x80) return {1, first};
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return {};
  uint32_t code_point = first & (0xFFU >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    code_point = code_point << 6U | (byte(i) & 0x3FU);
  }
  constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < kLeast[length] || code_point > 0x10FFFF || surrogate) return {};
  return {length, code_point};
}

bool MayBeShown(uint32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
  const bool turns = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                     (c >= 0x2066 && c <= 0x2069);
  const bool no_character = c == 0xFFFE || c == 0xFFFF;
  return !control && !turns && !no_character;
}

}  // namespace

std::vector<std::string_view> ShownCharacters(std::string_view text) {
  std::vector<std::string_view> characters;
  while (!text.empty()) {
    const Decoded first = DecodeFirst(text);
    const bool shown = first.length > 0 && MayBeShown(first.code_point);
    const size_t length = std::max<size_t>(first.length, 1);
    characters.push_back(shown ? text.substr(0, length) : kReplacement);
    text.remove_prefix(length);
  }
  return characters;
}

std::string Shortened(std::string_view text, size_t max) {
  const std::vector<std::string_view> characters = ShownCharacters(text);
  const bool cut = characters.size() > max;
  // Values that grow differ at their ends, and what was done stands at the beginning.
  const size_t tail = cut ? (max - kGap.size()) / 2 : 0;
  const size_t head = cut ? max - kGap.size() - tail : characters.size();
  std::string shown;
  for (size_t i = 0; i < head; ++i) shown += characters[i];
  if (cut) shown += kGap;
  for (size_t i = characters.size() - tail; i < characters.size(); ++i) shown += characters[i];
  return shown;
}

size_t ShownLength(std::string_view text, size_t max) {
  return std::min(ShownCharacters(text).size(), max);
}

}  // namespace paxosstore::sim
