#include "reports/units.h"

#include "absl/strings/str_format.h"

namespace paxosstore::reports {

std::string Grouped(uint64_t number) {
  std::string text = std::to_string(number);
  for (size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string Count(uint64_t number, std::string_view what) {
  return Grouped(number) + " " + std::string(what) + (number == 1 ? "" : "s");
}

std::string Count(uint64_t number, std::string_view one, std::string_view many) {
  return Grouped(number) + " " + std::string(number == 1 ? one : many);
}

std::string Elapsed(uint64_t us) {
  if (us < 1'000) return absl::StrFormat("%d µs", us);
  if (us < 10'000) return absl::StrFormat("%d.%02d ms", us / 1'000, us % 1'000 / 10);
  if (us < 100'000) return absl::StrFormat("%d.%d ms", us / 1'000, us % 1'000 / 100);
  if (us < 1'000'000) return absl::StrFormat("%d ms", us / 1'000);
  const uint64_t ms = us / 1'000;
  if (ms < 10'000) return absl::StrFormat("%d.%02d s", ms / 1'000, ms % 1'000 / 10);
  return absl::StrFormat("%s.%d s", Grouped(ms / 1'000), ms % 1'000 / 100);
}

std::string LongTime(uint64_t ms) {
  if (ms < 10'000) return Elapsed(ms * 1'000);
  const uint64_t seconds = ms / 1'000, minutes = seconds / 60, hours = minutes / 60;
  if (seconds < 100) return absl::StrFormat("%d.%d s", seconds, ms % 1'000 / 100);
  if (minutes < 100) return absl::StrFormat("%d min %d s", minutes, seconds % 60);
  if (hours < 48) return absl::StrFormat("%d h %d min", hours, minutes % 60);
  const uint64_t days = hours / 24;
  if (days < 730) return absl::StrFormat("%s d %d h", Grouped(days), hours % 24);
  const uint64_t tenths = days * 100 / 3'652;  // of years of 365.2 days
  return absl::StrFormat("%s.%d years", Grouped(tenths / 10), tenths % 10);
}

}  // namespace paxosstore::reports
