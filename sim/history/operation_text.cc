#include <string>

#include "core/model/command_table.h"
#include "sim/history/history.h"

namespace paxosstore::sim {
namespace {

std::string Answer(const Operation& operation) {
  if (operation.fate == Fate::kUnknown) return "?";
  if (operation.fate == Fate::kNotDone) return "not done";
  std::string text;
  for (const model::Reply& reply : operation.replies) {
    text += (text.empty() ? "" : "; ") + ToString(reply);
  }
  return text;
}

}  // namespace

std::string WhatHappened(const Operation& operation) {
  std::string text;
  for (const model::Command& command : operation.commands) {
    text += (text.empty() ? "" : "; ") + std::string(command.spec->name);
    for (const std::string& arg : command.args) text += " " + arg;
  }
  return text + " -> " + Answer(operation);
}

std::string ToString(const Operation& operation) {
  std::string text = "c" + ToString(operation.client) + "#" + std::to_string(operation.sequence) +
                     " " + WhatHappened(operation);
  const bool answered = operation.fate == Fate::kOk;
  if (answered) text += " @" + ToString(operation.version);
  text += " [" + ToString(operation.started_at) + "..";
  if (answered) text += ToString(operation.ended_at);
  return text + "]";
}

}  // namespace paxosstore::sim
