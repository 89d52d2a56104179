// Runs one command line on a state, for the tests of this folder.
#ifndef PAXOSSTORE_TESTS_CORE_MODEL_RUN_COMMAND_H_
#define PAXOSSTORE_TESTS_CORE_MODEL_RUN_COMMAND_H_

#include <utility>
#include <variant>
#include <vector>

#include "core/model/command.h"

namespace paxosstore::model {

// A command that cannot be parsed changes nothing.
inline Evaluation RunCommand(std::vector<std::string> argv, ObjectState& state) {
  auto parsed = ParseCommand(std::move(argv));
  if (auto* error = std::get_if<Reply>(&parsed)) return {std::move(*error), false};
  return Evaluate(std::get<Command>(parsed), state);
}

}  // namespace paxosstore::model

#endif  // PAXOSSTORE_TESTS_CORE_MODEL_RUN_COMMAND_H_
