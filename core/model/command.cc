#include "core/model/command.h"

#include "core/base/check.h"
#include "core/model/command_table.h"
#include "core/model/errors.h"
#include "core/model/keyspace.h"

namespace paxosstore::model {

size_t Command::KeyCount() const {
  int argc = static_cast<int>(args.size()) + 1;
  int last = spec->last_key < 0 ? argc + spec->last_key : spec->last_key;
  return static_cast<size_t>((last - spec->first_key) / spec->key_step + 1);
}

std::string_view Command::Key(size_t index) const {
  size_t position =
      static_cast<size_t>(spec->first_key) + index * static_cast<size_t>(spec->key_step);
  CHECK_LE(position, args.size());
  return args[position - 1];
}

std::vector<std::string_view> Command::Keys() const {
  std::vector<std::string_view> keys(KeyCount());
  for (size_t i = 0; i < keys.size(); ++i) keys[i] = Key(i);
  return keys;
}

bool Command::MayWrite() const { return (spec->flags & kFlagWrite) != 0; }

std::variant<Command, Reply> ParseCommand(std::vector<std::string> argv) {
  CHECK(!argv.empty());
  const CommandSpec* spec = FindCommand(argv[0]);
  if (spec == nullptr) return UnknownCommandError(argv);
  if (!ArityFits(*spec, argv.size())) return WrongArityError(spec->name);
  argv.erase(argv.begin());
  return Command{spec, std::move(argv)};
}

Evaluation Evaluate(const Command& command, ObjectState& state) {
  Keyspace keys(state);
  Reply reply = command.spec->evaluate(command, keys);
  return {std::move(reply), keys.changed()};
}

}  // namespace paxosstore::model
