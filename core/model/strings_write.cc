// SET and its kin, APPEND, SETRANGE.
#include <cstdint>
#include <optional>
#include <variant>

#include "core/model/command_table.h"
#include "core/model/errors.h"
#include "core/model/evaluators.h"
#include "core/model/number.h"
#include "core/model/options.h"

namespace paxosstore::model {
namespace {

// proto-max-bulk-len's default: what a client may send, and so what a value may become.
constexpr uint64_t kValueBytesMax = uint64_t{512} << 20;

// The moment a SET-like command names, as Unix milliseconds, or an error.
std::variant<int64_t, Reply> ExpireTime(const Command& command, std::string_view text,
                                        TimeUnit unit, int64_t now_ms) {
  std::optional<int64_t> amount = ParseInt64(text);
  if (!amount.has_value()) return NotAnIntegerError();
  std::optional<int64_t> ms;
  if (*amount > 0) ms = ToAbsoluteMs(*amount, unit, now_ms);
  if (!ms.has_value()) return ExpireTimeError(command.spec->name);
  return *ms;
}

// A time that has passed already: the key is gone, with no detour over a value nobody will see.
void Write(Keyspace& keys, const std::string& key, const std::string& value,
           int64_t expires_at_ms) {
  if (expires_at_ms != 0 && expires_at_ms <= keys.now_ms()) {
    keys.Erase(key);
    return;
  }
  StringEntry& entry = keys.Put(key);
  entry.value = value;
  entry.expires_at_ms = expires_at_ms;
}

Reply ValueOrNull(const StringEntry* entry) {
  return entry == nullptr ? Reply::Null() : Reply::Bulk(entry->value);
}

Reply SetWithTtl(const Command& command, Keyspace& keys, TimeUnit unit) {
  auto time = ExpireTime(command, command.args[1], unit, keys.now_ms());
  if (auto* error = std::get_if<Reply>(&time)) return std::move(*error);
  Write(keys, command.args[0], command.args[2], std::get<int64_t>(time));
  return Reply::Ok();
}

}  // namespace

Reply EvaluateSet(const Command& command, Keyspace& keys) {
  const std::string& key = command.args[0];
  std::optional<StringOptions> options = ParseSetOptions(command.args, 2);
  if (!options.has_value()) return SyntaxError();
  int64_t expires_at_ms = 0;
  if (options->unit.has_value()) {
    auto time = ExpireTime(command, options->time, *options->unit, keys.now_ms());
    if (auto* error = std::get_if<Reply>(&time)) return std::move(*error);
    expires_at_ms = std::get<int64_t>(time);
  }

  const StringEntry* before = keys.Find(key);
  Reply reply = options->get ? ValueOrNull(before) : Reply::Ok();
  bool refused =
      (options->if_absent && before != nullptr) || (options->if_present && before == nullptr);
  if (refused) return options->get ? std::move(reply) : Reply::Null();
  if (options->keep_ttl && before != nullptr) expires_at_ms = before->expires_at_ms;
  Write(keys, key, command.args[1], expires_at_ms);
  return reply;
}

Reply EvaluateSetnx(const Command& command, Keyspace& keys) {
  if (keys.Find(command.args[0]) != nullptr) return Reply::Integer(0);
  Write(keys, command.args[0], command.args[1], 0);
  return Reply::Integer(1);
}

Reply EvaluateSetex(const Command& command, Keyspace& keys) {
  return SetWithTtl(command, keys, kEx);
}

Reply EvaluatePsetex(const Command& command, Keyspace& keys) {
  return SetWithTtl(command, keys, kPx);
}

Reply EvaluateMset(const Command& command, Keyspace& keys) {
  if (command.args.size() % 2 != 0) return WrongArityError(command.spec->name);
  for (size_t i = 0; i < command.args.size(); i += 2) {
    Write(keys, command.args[i], command.args[i + 1], 0);
  }
  return Reply::Ok();
}

Reply EvaluateGetset(const Command& command, Keyspace& keys) {
  Reply reply = ValueOrNull(keys.Find(command.args[0]));
  Write(keys, command.args[0], command.args[1], 0);
  return reply;
}

Reply EvaluateGetdel(const Command& command, Keyspace& keys) {
  Reply reply = ValueOrNull(keys.Find(command.args[0]));
  keys.Erase(command.args[0]);
  return reply;
}

Reply EvaluateGetex(const Command& command, Keyspace& keys) {
  const std::string& key = command.args[0];
  std::optional<StringOptions> options = ParseGetexOptions(command.args, 1);
  if (!options.has_value()) return SyntaxError();
  // Before the time is looked at, as in Redis: a bad time for an absent key is no error.
  const StringEntry* entry = keys.Find(key);
  if (entry == nullptr) return Reply::Null();

  Reply reply = Reply::Bulk(entry->value);
  if (options->unit.has_value()) {
    auto time = ExpireTime(command, options->time, *options->unit, keys.now_ms());
    if (auto* error = std::get_if<Reply>(&time)) return std::move(*error);
    if (std::get<int64_t>(time) <= keys.now_ms()) {
      keys.Erase(key);
    } else {
      keys.FindForChange(key)->expires_at_ms = std::get<int64_t>(time);
    }
  } else if (options->persist && entry->expires_at_ms != 0) {
    keys.FindForChange(key)->expires_at_ms = 0;
  }
  return reply;
}

Reply EvaluateAppend(const Command& command, Keyspace& keys) {
  const std::string& tail = command.args[1];
  const StringEntry* before = keys.Find(command.args[0]);
  uint64_t size = (before == nullptr ? 0 : before->value.size()) + tail.size();
  // A fresh key takes any value that a client could send, as with SET.
  if (before != nullptr && size > kValueBytesMax) return TooLongError();
  keys.Put(command.args[0]).value += tail;
  return Reply::Integer(static_cast<int64_t>(size));
}

Reply EvaluateSetrange(const Command& command, Keyspace& keys) {
  const std::string& bytes = command.args[2];
  std::optional<int64_t> offset = ParseInt64(command.args[1]);
  if (!offset.has_value()) return NotAnIntegerError();
  if (*offset < 0) return OffsetError();

  const StringEntry* before = keys.Find(command.args[0]);
  size_t size = before == nullptr ? 0 : before->value.size();
  if (bytes.empty()) return Reply::Integer(static_cast<int64_t>(size));
  uint64_t end = static_cast<uint64_t>(*offset) + bytes.size();
  if (end > kValueBytesMax) return TooLongError();
  std::string& value = keys.Put(command.args[0]).value;
  if (end > size) value.resize(end, '\0');
  value.replace(static_cast<size_t>(*offset), bytes.size(), bytes);
  return Reply::Integer(static_cast<int64_t>(value.size()));
}

}  // namespace paxosstore::model
