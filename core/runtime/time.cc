#include "core/runtime/time.h"

#include "absl/strings/str_format.h"

namespace paxosstore {
namespace {

std::string Print(int64_t ns) {
  const char* sign = ns < 0 ? "-" : "";
  uint64_t us = static_cast<uint64_t>(ns < 0 ? -ns : ns) / 1000;
  return absl::StrFormat("%s%d.%06ds", sign, us / 1'000'000, us % 1'000'000);
}

}  // namespace

std::string ToString(Instant t) { return Print(t.ns); }
std::string ToString(Duration d) { return Print(d.ns); }

}  // namespace paxosstore
