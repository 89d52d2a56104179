// INCR, DECR, INCRBY, DECRBY, INCRBYFLOAT. All keep the key's expiry.
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "core/model/errors.h"
#include "core/model/evaluators.h"
#include "core/model/number.h"

namespace paxosstore::model {
namespace {

Reply Add(Keyspace& keys, const std::string& key, int64_t amount) {
  const StringEntry* before = keys.Find(key);
  int64_t value = 0;
  if (before != nullptr) {
    std::optional<int64_t> parsed = ParseInt64(before->value);
    if (!parsed.has_value()) return NotAnIntegerError();
    value = *parsed;
  }
  if (__builtin_add_overflow(value, amount, &value)) return OverflowError();
  keys.Put(key).value = std::to_string(value);
  return Reply::Integer(value);
}

}  // namespace

Reply EvaluateIncr(const Command& command, Keyspace& keys) { return Add(keys, command.args[0], 1); }

Reply EvaluateDecr(const Command& command, Keyspace& keys) {
  return Add(keys, command.args[0], -1);
}

Reply EvaluateIncrby(const Command& command, Keyspace& keys) {
  std::optional<int64_t> amount = ParseInt64(command.args[1]);
  if (!amount.has_value()) return NotAnIntegerError();
  return Add(keys, command.args[0], *amount);
}

Reply EvaluateDecrby(const Command& command, Keyspace& keys) {
  std::optional<int64_t> amount = ParseInt64(command.args[1]);
  if (!amount.has_value()) return NotAnIntegerError();
  // Its negation is no int64_t.
  if (*amount == std::numeric_limits<int64_t>::min()) return DecrementOverflowError();
  return Add(keys, command.args[0], -*amount);
}

Reply EvaluateIncrbyfloat(const Command& command, Keyspace& keys) {
  const StringEntry* before = keys.Find(command.args[0]);
  std::optional<long double> value = 0.0L;
  if (before != nullptr) value = ParseLongDouble(before->value);
  std::optional<long double> amount = ParseLongDouble(command.args[1]);
  if (!value.has_value() || !amount.has_value()) return NotAFloatError();
  long double sum = *value + *amount;
  if (!std::isfinite(sum)) return NanOrInfinityError();
  std::string& text = keys.Put(command.args[0]).value;
  text = FormatLongDouble(sum);
  return Reply::Bulk(text);
}

}  // namespace paxosstore::model
