#include "core/model/number.h"

#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "core/base/check.h"

namespace paxosstore::model {
namespace {

// Redis's buffer: more digits than any long double has before its point.
constexpr size_t kLongDoubleCharsMax = 5 * 1024;

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

std::optional<int64_t> ParseInt64(std::string_view text) {
  if (text == "0") return 0;
  std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.empty() || digits[0] < '1' || digits[0] > '9') return std::nullopt;
  int64_t value = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

std::optional<long double> ParseLongDouble(std::string_view text) {
  if (text.empty() || text.size() >= kLongDoubleCharsMax || IsSpace(text[0])) return std::nullopt;
  char buffer[kLongDoubleCharsMax];
  std::memcpy(buffer, text.data(), text.size());
  buffer[text.size()] = '\0';
  char* stop = nullptr;
  errno = 0;
  long double value = std::strtold(buffer, &stop);
  bool out_of_range = errno == ERANGE && (std::isinf(value) || value == 0);
  if (stop != buffer + text.size() || out_of_range || std::isnan(value)) return std::nullopt;
  return value;
}

std::string FormatLongDouble(long double value) {
  char buffer[kLongDoubleCharsMax];
  int length = std::snprintf(buffer, sizeof(buffer), "%.17Lf", value);
  CHECK(length > 0 && length < static_cast<int>(sizeof(buffer)));
  std::string_view text(buffer, static_cast<size_t>(length));
  if (text.find('.') != std::string_view::npos) {
    text = text.substr(0, text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.remove_suffix(1);
  }
  return std::string(text == "-0" ? "0" : text);
}

bool EqualsIgnoreCase(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c != lower[i]) return false;
  }
  return true;
}

}  // namespace paxosstore::model
