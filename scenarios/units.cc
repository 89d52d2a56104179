#include "scenarios/units.h"

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>

#include "absl/status/status.h"

namespace paxosstore::scenarios {
namespace {

// A decimal number as an integer ratio: 0.25 is 25 / 100.
struct Decimal {
  uint64_t digits = 0;
  uint64_t scale = 1;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Reads a decimal from the front of `text`; nothing if there is none, or if it is too long.
std::optional<Decimal> TakeDecimal(std::string_view& text) {
  Decimal decimal;
  bool point = false;
  size_t digits = 0;
  while (!text.empty() && (IsDigit(text.front()) || (text.front() == '.' && !point))) {
    if (text.front() == '.') {
      point = true;
    } else {
      if (++digits > 15) return std::nullopt;
      decimal.digits = decimal.digits * 10 + static_cast<uint64_t>(text.front() - '0');
      if (point) decimal.scale *= 10;
    }
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  return decimal;
}

struct Unit {
  std::string_view name;
  int64_t ns;
};
constexpr Unit kUnits[] = {
    {"ns", 1},
    {"us", 1'000},
    {"ms", 1'000'000},
    {"s", 1'000'000'000},
    {"m", 60'000'000'000},
    {"h", 3'600'000'000'000},
};

constexpr int64_t kLargestWritten = 1'000'000'000;  // "90s" rather than "1.5m"

absl::Status Bad(std::string_view text, std::string_view wanted) {
  return absl::InvalidArgumentError("\"" + std::string(text) + "\" is not " + std::string(wanted));
}

}  // namespace

absl::StatusOr<Duration> ParseDuration(std::string_view text) {
  constexpr std::string_view kWanted = "a time such as 250ms, 2s or 100us";
  if (text == "0") return Duration{};
  std::string_view rest = text;
  const std::optional<Decimal> decimal = TakeDecimal(rest);
  if (!decimal.has_value()) return Bad(text, kWanted);
  for (const Unit& unit : kUnits) {
    if (unit.name != rest) continue;
    __extension__ const __int128 ns =
        static_cast<__int128>(decimal->digits) * unit.ns / static_cast<__int128>(decimal->scale);
    if (ns > INT64_MAX / 1000) return Bad(text, "a time of less than some months");
    return Duration{static_cast<int64_t>(ns)};
  }
  return Bad(text, kWanted);
}

std::string FormatDuration(Duration duration) {
  if (duration.ns == 0) return "0";
  const Unit* unit = std::begin(kUnits);
  for (const Unit& larger : kUnits) {
    if (larger.ns <= kLargestWritten && duration.ns % larger.ns == 0) unit = &larger;
  }
  return std::to_string(duration.ns / unit->ns) + std::string(unit->name);
}

std::string FormatChance(sim::Ratio ratio) {
  if (ratio.numerator == 0) return "0";
  if (ratio.numerator >= ratio.denominator) return "1";
  return std::to_string(ratio.numerator) + "/" + std::to_string(ratio.denominator);
}

absl::StatusOr<sim::Ratio> ParseChance(std::string_view text) {
  constexpr std::string_view kWanted = "a chance such as 5%, 1/20, 0 or 1";
  std::string_view rest = text;
  const std::optional<Decimal> decimal = TakeDecimal(rest);
  if (!decimal.has_value()) return Bad(text, kWanted);
  sim::Ratio ratio{decimal->digits, decimal->scale};
  if (rest == "%") {
    ratio.denominator *= 100;
  } else if (!rest.empty() && rest.front() == '/') {
    rest.remove_prefix(1);
    const std::optional<Decimal> below = TakeDecimal(rest);
    if (!below.has_value() || below->scale != 1 || decimal->scale != 1 || !rest.empty() ||
        below->digits == 0) {
      return Bad(text, kWanted);
    }
    ratio.denominator = below->digits;
  } else if (!rest.empty() || ratio.numerator > ratio.denominator) {
    return Bad(text, kWanted);
  }
  if (ratio.numerator > ratio.denominator) return Bad(text, "a chance of at most 1");
  return ratio;
}

}  // namespace paxosstore::scenarios
