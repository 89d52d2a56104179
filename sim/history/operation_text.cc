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
  return text + " @" + ToString(operation.version);
}

}  // namespace

std::string ToString(const Operation& operation) {
  std::string text = "c" + ToString(operation.client) + "#" + std::to_string(operation.sequence);
  for (size_t i = 0; i < operation.commands.size(); ++i) {
    if (i > 0) text += ";";
    text += " " + std::string(operation.commands[i].spec->name);
    for (const std::string& arg : operation.commands[i].args) text += " " + arg;
  }
  text += " -> " + Answer(operation) + " [" + ToString(operation.started_at) + "..";
  if (operation.fate == Fate::kOk) text += ToString(operation.ended_at);
  return text + "]";
}

}  // namespace paxosstore::sim
