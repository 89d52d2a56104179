// Data commands: parsing and evaluation, pure. Redis 7.0 is the reference for replies and error
// texts.
#ifndef PAXOSSTORE_CORE_MODEL_COMMAND_H_
#define PAXOSSTORE_CORE_MODEL_COMMAND_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/model/object_state.h"
#include "core/model/reply.h"

namespace paxosstore::model {

struct CommandSpec;  // core/model/command_table.h: name, arity, flags, key positions, evaluator

// A command whose name and number of arguments are right. Other errors (a bad integer, a syntax
// error) come out of Evaluate as an error Reply, as in Redis.
struct Command {
  const CommandSpec* spec = nullptr;  // points into the static table; never null
  std::vector<std::string> args;      // without the command's name

  // The keys it touches, in the order given and as often as given, at least one. All must belong to
  // one object when it is submitted. Views into args.
  std::vector<std::string_view> Keys() const;
  // The same without allocating. REQUIRES: index < KeyCount().
  size_t KeyCount() const;
  std::string_view Key(size_t index) const;
  // False: never changes state whatever its arguments (GET, TTL ...), but for expired keys.
  bool MayWrite() const;
};

// `argv` with the command's name first, any case. The error texts are Redis's: unknown command,
// wrong number of arguments. REQUIRES: argv is not empty.
std::variant<Command, Reply> ParseCommand(std::vector<std::string> argv);

// What Evaluate reports beside the reply.
struct Evaluation {
  Reply reply;
  // The state was changed, or written with what it held before, and has to be agreed on before the
  // reply may be given. A read that found an expired key has removed it, so that it is hidden only
  // once that is in the log. False: the state is equal to what it was.
  bool changed = false;
};

// Runs `command` on `state` as of `state.stamp_ms`: the caller has raised the stamp to max(stamp,
// its wall clock) on its copy. A key is expired when its time is at or before the stamp; only the
// keys that the command looks at are removed. Deterministic; reads nothing but its arguments. On an
// error reply the state is unchanged, but for expired keys. (INCRBYFLOAT computes with long double,
// which differs between kinds of machine: it is for the proposer alone to evaluate, and the
// resulting string is what the log carries.)
Evaluation Evaluate(const Command& command, ObjectState& state);

}  // namespace paxosstore::model

#endif  // PAXOSSTORE_CORE_MODEL_COMMAND_H_
