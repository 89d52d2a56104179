#include "sim/history/sequential.h"

#include <algorithm>

namespace paxosstore::sim {

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

}  // namespace paxosstore::sim
