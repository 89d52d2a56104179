// The table of data commands: what COMMAND tells clients about each, and the function that
// evaluates it. One row a command, in name order; built at compile time.
//
// The numbers and flags are those that Redis 7.0 reports. What is not about keys (PING, HELLO ...)
// belongs to the front end and is not here.
#ifndef PAXOSSTORE_CORE_MODEL_COMMAND_TABLE_H_
#define PAXOSSTORE_CORE_MODEL_COMMAND_TABLE_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "core/model/command.h"
#include "core/model/keyspace.h"

namespace paxosstore::model {

// The flags of COMMAND INFO, as bits.
enum CommandFlag : uint8_t {
  kFlagWrite = 1,
  kFlagReadOnly = 2,
  kFlagDenyOom = 4,
  kFlagFast = 8,
};

enum class CommandGroup : uint8_t { kGeneric, kString };
// "generic", "string": the group in COMMAND DOCS, and with an @ the ACL category ("keyspace" for
// generic).
std::string_view ToString(CommandGroup group);

// REQUIRES: the number of arguments fits the arity. See Evaluate for what it may do.
using EvaluateFn = Reply (*)(const Command& command, Keyspace& keys);

struct CommandSpec {
  std::string_view name;  // lower case
  int arity = 0;          // counts the name; negative: at least that many
  uint8_t flags = 0;      // CommandFlag bits
  int first_key = 0;      // positions count the name as 0
  int last_key = 0;       // negative: counted from the end, -1 is the last argument
  int key_step = 0;
  CommandGroup group = CommandGroup::kString;
  std::string_view since;  // the Redis version that brought it
  std::string_view summary;
  EvaluateFn evaluate = nullptr;
};

// Any case; null if there is none. Does not allocate.
const CommandSpec* FindCommand(std::string_view name);
// All of them, in name order.
std::span<const CommandSpec> AllCommands();
// True if a command line of `argc` words, the name included, has the right length.
bool ArityFits(const CommandSpec& spec, size_t argc);

}  // namespace paxosstore::model

#endif  // PAXOSSTORE_CORE_MODEL_COMMAND_TABLE_H_
