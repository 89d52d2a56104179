#include "tools/paxosstored/units.h"

#include <charconv>
#include <span>

namespace paxosstore {

namespace {

constexpr int64_t kMax = int64_t{1} << 62;

struct Unit {
  std::string_view name;
  int64_t factor;
};

// Largest first, for writing.
constexpr Unit kDurations[] = {
    {"h", 3'600'000'000'000}, {"m", 60'000'000'000}, {"s", 1'000'000'000},
    {"ms", 1'000'000},        {"us", 1'000},         {"ns", 1}};
constexpr Unit kSizes[] = {{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"", 1}};

std::optional<int64_t> Parse(std::string_view text, std::span<const Unit> units) {
  int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || number < 0) return std::nullopt;
  const std::string_view name(rest, static_cast<size_t>(end - rest));
  for (const Unit& unit : units) {
    if (unit.name != name) continue;
    return number <= kMax / unit.factor ? std::optional(number * unit.factor) : std::nullopt;
  }
  return std::nullopt;
}

std::string Text(int64_t value, std::span<const Unit> units) {
  for (const Unit& unit : units) {
    if (value != 0 && value % unit.factor == 0) {
      return std::to_string(value / unit.factor) + std::string(unit.name);
    }
  }
  return "0";
}

}  // namespace

std::optional<Duration> ParseDuration(std::string_view text) {
  const auto ns = Parse(text, kDurations);
  return ns.has_value() ? std::optional(Nanoseconds(*ns)) : std::nullopt;
}

std::optional<uint64_t> ParseSize(std::string_view text) {
  const auto bytes = Parse(text, kSizes);
  return bytes.has_value() ? std::optional(static_cast<uint64_t>(*bytes)) : std::nullopt;
}

std::string DurationText(Duration duration) {
  return duration.ns == 0 ? "0s" : Text(duration.ns, kDurations);
}

std::string SizeText(uint64_t bytes) { return Text(static_cast<int64_t>(bytes), kSizes); }

}  // namespace paxosstore
