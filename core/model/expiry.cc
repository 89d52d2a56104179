// TTL and EXPIRE in their units, PERSIST.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/command_table.h"
#include "core/model/errors.h"
#include "core/model/evaluators.h"
#include "core/model/number.h"
#include "core/model/options.h"

namespace paxosstore::model {
namespace {

// What TTL and its kin answer without a time to tell.
constexpr int64_t kNoKey = -2;
constexpr int64_t kNoExpiry = -1;

struct ExpireConditions {
  bool if_none = false;     // NX
  bool if_any = false;      // XX
  bool if_later = false;    // GT
  bool if_earlier = false;  // LT
};

// The conditions in args[2...], or an error.
std::optional<Reply> ParseConditions(const std::vector<std::string>& args, ExpireConditions& out) {
  for (size_t i = 2; i < args.size(); ++i) {
    if (EqualsIgnoreCase(args[i], "nx")) {
      out.if_none = true;
    } else if (EqualsIgnoreCase(args[i], "xx")) {
      out.if_any = true;
    } else if (EqualsIgnoreCase(args[i], "gt")) {
      out.if_later = true;
    } else if (EqualsIgnoreCase(args[i], "lt")) {
      out.if_earlier = true;
    } else {
      return UnsupportedOptionError(args[i]);
    }
  }
  if (out.if_none && (out.if_any || out.if_later || out.if_earlier)) return NxExcludesError();
  if (out.if_later && out.if_earlier) return GtExcludesLtError();
  return std::nullopt;
}

// A key without expiry lives for ever: no time is later than that, every time is earlier.
bool Hold(const ExpireConditions& conditions, const StringEntry& entry, int64_t at_ms) {
  bool has_expiry = entry.expires_at_ms != 0;
  if (conditions.if_none && has_expiry) return false;
  if (conditions.if_any && !has_expiry) return false;
  if (conditions.if_later && (!has_expiry || at_ms <= entry.expires_at_ms)) return false;
  if (conditions.if_earlier && has_expiry && at_ms >= entry.expires_at_ms) return false;
  return true;
}

Reply Expire(const Command& command, Keyspace& keys, TimeUnit unit) {
  const std::string& key = command.args[0];
  ExpireConditions conditions;
  if (auto error = ParseConditions(command.args, conditions)) return std::move(*error);
  std::optional<int64_t> amount = ParseInt64(command.args[1]);
  if (!amount.has_value()) return NotAnIntegerError();
  std::optional<int64_t> at_ms = ToAbsoluteMs(*amount, unit, keys.now_ms());
  if (!at_ms.has_value()) return ExpireTimeError(command.spec->name);

  const StringEntry* entry = keys.Find(key);
  if (entry == nullptr || !Hold(conditions, *entry, *at_ms)) return Reply::Integer(0);
  if (*at_ms <= keys.now_ms()) {
    keys.Erase(key);
  } else {
    keys.FindForChange(key)->expires_at_ms = *at_ms;
  }
  return Reply::Integer(1);
}

// Rounded to the nearest second, as Redis does; half a second up.
int64_t ToSeconds(int64_t ms) { return ms / 1000 + (ms % 1000 >= 500 ? 1 : 0); }

// The time of expiry in milliseconds; kNoKey, kNoExpiry.
int64_t ExpiresAt(const Command& command, Keyspace& keys) {
  const StringEntry* entry = keys.Find(command.args[0]);
  if (entry == nullptr) return kNoKey;
  return entry->expires_at_ms == 0 ? kNoExpiry : entry->expires_at_ms;
}

int64_t RemainingMs(const Command& command, Keyspace& keys) {
  int64_t at_ms = ExpiresAt(command, keys);
  return at_ms < 0 ? at_ms : at_ms - keys.now_ms();
}

}  // namespace

Reply EvaluateTtl(const Command& command, Keyspace& keys) {
  int64_t ms = RemainingMs(command, keys);
  return Reply::Integer(ms < 0 ? ms : ToSeconds(ms));
}

Reply EvaluatePttl(const Command& command, Keyspace& keys) {
  return Reply::Integer(RemainingMs(command, keys));
}

Reply EvaluateExpiretime(const Command& command, Keyspace& keys) {
  int64_t at_ms = ExpiresAt(command, keys);
  return Reply::Integer(at_ms < 0 ? at_ms : ToSeconds(at_ms));
}

Reply EvaluatePexpiretime(const Command& command, Keyspace& keys) {
  return Reply::Integer(ExpiresAt(command, keys));
}

Reply EvaluateExpire(const Command& command, Keyspace& keys) { return Expire(command, keys, kEx); }

Reply EvaluatePexpire(const Command& command, Keyspace& keys) { return Expire(command, keys, kPx); }

Reply EvaluateExpireat(const Command& command, Keyspace& keys) {
  return Expire(command, keys, kExat);
}

Reply EvaluatePexpireat(const Command& command, Keyspace& keys) {
  return Expire(command, keys, kPxat);
}

Reply EvaluatePersist(const Command& command, Keyspace& keys) {
  const StringEntry* entry = keys.Find(command.args[0]);
  if (entry == nullptr || entry->expires_at_ms == 0) return Reply::Integer(0);
  keys.FindForChange(command.args[0])->expires_at_ms = 0;
  return Reply::Integer(1);
}

}  // namespace paxosstore::model
