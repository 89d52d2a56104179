#include "sim/history/sequential.h"

#include <algorithm>
#include <string>

namespace paxosstore::sim {

namespace {

// Tried on a key that is absent and on one that is there: options (NX, GT ...) ask for either.
bool GivesExpiry(const model::Command& command, bool present) {
  model::ObjectState state;
  for (size_t i = 0; present && i < command.KeyCount(); ++i) {
    state.keys[std::string(command.Key(i))].value.assign(1, '1');
  }
  model::Evaluate(command, state);
  return std::any_of(state.keys.begin(), state.keys.end(),
                     [](const auto& key) { return key.second.expires_at_ms != 0; });
}

}  // namespace

bool Replay(const Operation& operation, model::ObjectState& state) {
  const bool answered = operation.fate == Fate::kOk;
  if (answered && operation.replies.size() != operation.commands.size()) return false;
  for (size_t i = 0; i < operation.commands.size(); ++i) {
    const model::Evaluation evaluation = model::Evaluate(operation.commands[i], state);
    if (answered && !(evaluation.reply == operation.replies[i])) return false;
  }
  return true;
}

bool MayWrite(const Operation& operation) {
  return std::any_of(operation.commands.begin(), operation.commands.end(),
                     [](const model::Command& command) { return command.MayWrite(); });
}

bool MayExpire(const Operation& operation) {
  return std::any_of(
      operation.commands.begin(), operation.commands.end(), [](const model::Command& command) {
        return command.MayWrite() && (GivesExpiry(command, false) || GivesExpiry(command, true));
      });
}

}  // namespace paxosstore::sim
