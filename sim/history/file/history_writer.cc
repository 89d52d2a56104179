#include <nlohmann/json.hpp>

#include "core/model/command_table.h"
#include "sim/history/file/bytes_json.h"
#include "sim/history/file/history_file.h"
#include "sim/history/file/reply_json.h"

namespace paxosstore::sim {
namespace {

using Json = nlohmann::ordered_json;

Json HeaderOf(const RecordedHistory& history) {
  return {{"format", std::string(kHistoryFormat)},
          {"version", kHistoryVersion},
          {"scenario", BytesToJson(history.scenario)},
          {"seed", history.seed},
          {"operations", history.operations()}};
}

Json CommandsOf(const Operation& operation) {
  Json commands = Json::array();
  for (const model::Command& command : operation.commands) {
    Json words = Json::array();
    words.push_back(std::string(command.spec->name));
    for (const std::string& arg : command.args) words.push_back(BytesToJson(arg));
    commands.push_back(std::move(words));
  }
  return commands;
}

const char* NameOf(Fate fate) {
  switch (fate) {
    case Fate::kOk:
      return "ok";
    case Fate::kUnknown:
      return "unknown";
    case Fate::kNotDone:
      break;
  }
  return "not done";
}

Json RepliesOf(const Operation& operation) {
  Json replies = Json::array();
  for (const model::Reply& reply : operation.replies) replies.push_back(ReplyToJson(reply));
  return replies;
}

Json EffectOf(const Operation& operation) {
  if (operation.effect_entry == EntryId()) return nullptr;
  return {{"entry", operation.effect_entry.value()}, {"position", operation.effect_position}};
}

Json LineOf(const NamedOperation& named) {
  const Operation& operation = *named.operation;
  const bool answered = operation.fate == Fate::kOk;
  const bool ended = answered || operation.ended_at != Instant();
  return {{"object", BytesToJson(*named.object)},
          {"client", operation.client.value()},
          {"sequence", operation.sequence},
          {"commands", CommandsOf(operation)},
          {"fate", NameOf(operation.fate)},
          {"start", operation.start},
          {"end", answered ? Json(operation.end) : Json()},
          {"started_ns", operation.started_at.ns},
          {"ended_ns", ended ? Json(operation.ended_at.ns) : Json()},
          {"replies", answered ? RepliesOf(operation) : Json()},
          {"version", answered ? Json(operation.version.value()) : Json()},
          {"effect", EffectOf(operation)}};
}

}  // namespace

std::string WriteHistory(const RecordedHistory& history) {
  std::string text = HeaderOf(history).dump() + "\n";
  for (const NamedOperation& named : InOrderOfStarts(history)) text += LineOf(named).dump() + "\n";
  return text;
}

}  // namespace paxosstore::sim
