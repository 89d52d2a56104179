#include "core/model/options.h"

#include "core/model/number.h"

namespace paxosstore::model {
namespace {

std::optional<TimeUnit> UnitNamed(std::string_view option) {
  if (EqualsIgnoreCase(option, "ex")) return kEx;
  if (EqualsIgnoreCase(option, "px")) return kPx;
  if (EqualsIgnoreCase(option, "exat")) return kExat;
  if (EqualsIgnoreCase(option, "pxat")) return kPxat;
  return std::nullopt;
}

// An option of one word that SET takes. False: it is none, or excludes an earlier one.
bool TakeSetFlag(std::string_view option, StringOptions& options) {
  if (EqualsIgnoreCase(option, "nx")) {
    options.if_absent = true;
    return !options.if_present;
  }
  if (EqualsIgnoreCase(option, "xx")) {
    options.if_present = true;
    return !options.if_absent;
  }
  if (EqualsIgnoreCase(option, "get")) {
    options.get = true;
    return true;
  }
  if (EqualsIgnoreCase(option, "keepttl")) {
    options.keep_ttl = true;
    return !options.unit.has_value();
  }
  return false;
}

bool TakeGetexFlag(std::string_view option, StringOptions& options) {
  if (!EqualsIgnoreCase(option, "persist")) return false;
  options.persist = true;
  return !options.unit.has_value();
}

using TakeFlag = bool (*)(std::string_view option, StringOptions& options);

std::optional<StringOptions> Parse(const std::vector<std::string>& args, size_t from,
                                   TakeFlag take_flag) {
  StringOptions options;
  for (size_t i = from; i < args.size(); ++i) {
    std::optional<TimeUnit> unit = UnitNamed(args[i]);
    if (!unit.has_value()) {
      if (!take_flag(args[i], options)) return std::nullopt;
      continue;
    }
    // The same unit twice is legal, and the last one counts.
    bool another = options.unit.has_value() && options.unit != unit;
    if (another || options.keep_ttl || options.persist || i + 1 == args.size()) return std::nullopt;
    options.unit = unit;
    options.time = args[++i];
  }
  return options;
}

}  // namespace

std::optional<StringOptions> ParseSetOptions(const std::vector<std::string>& args, size_t from) {
  return Parse(args, from, TakeSetFlag);
}

std::optional<StringOptions> ParseGetexOptions(const std::vector<std::string>& args, size_t from) {
  return Parse(args, from, TakeGetexFlag);
}

std::optional<int64_t> ToAbsoluteMs(int64_t amount, TimeUnit unit, int64_t now_ms) {
  int64_t ms = 0;
  if (__builtin_mul_overflow(amount, unit.ms, &ms)) return std::nullopt;
  if (!unit.absolute && __builtin_add_overflow(ms, now_ms, &ms)) return std::nullopt;
  return ms;
}

}  // namespace paxosstore::model
