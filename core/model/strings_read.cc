// GET, MGET, STRLEN, GETRANGE.
#include <algorithm>
#include <optional>

#include "core/model/errors.h"
#include "core/model/evaluators.h"
#include "core/model/number.h"

namespace paxosstore::model {

Reply EvaluateGet(const Command& command, Keyspace& keys) {
  const StringEntry* entry = keys.Find(command.args[0]);
  return entry == nullptr ? Reply::Null() : Reply::Bulk(entry->value);
}

Reply EvaluateMget(const Command& command, Keyspace& keys) {
  std::vector<Reply> items;
  items.reserve(command.args.size());
  for (const std::string& key : command.args) {
    const StringEntry* entry = keys.Find(key);
    items.push_back(entry == nullptr ? Reply::Null() : Reply::Bulk(entry->value));
  }
  return Reply::Array(std::move(items));
}

Reply EvaluateStrlen(const Command& command, Keyspace& keys) {
  const StringEntry* entry = keys.Find(command.args[0]);
  return Reply::Integer(entry == nullptr ? 0 : static_cast<int64_t>(entry->value.size()));
}

// Also SUBSTR. Both ends are inclusive; negative ones count from the string's end.
Reply EvaluateGetrange(const Command& command, Keyspace& keys) {
  std::optional<int64_t> start = ParseInt64(command.args[1]);
  std::optional<int64_t> end = ParseInt64(command.args[2]);
  if (!start.has_value() || !end.has_value()) return NotAnIntegerError();
  const StringEntry* entry = keys.Find(command.args[0]);
  if (entry == nullptr) return Reply::Bulk("");

  // Two ends before the string's beginning both move to 0 below: unordered ones must not meet
  // there.
  if (*start < 0 && *end < 0 && *start > *end) return Reply::Bulk("");
  int64_t size = static_cast<int64_t>(entry->value.size());
  int64_t from = std::max<int64_t>(*start < 0 ? *start + size : *start, 0);
  int64_t to = std::max<int64_t>(*end < 0 ? *end + size : *end, 0);
  to = std::min(to, size - 1);
  if (from > to) return Reply::Bulk("");
  return Reply::Bulk(
      entry->value.substr(static_cast<size_t>(from), static_cast<size_t>(to - from + 1)));
}

}  // namespace paxosstore::model
