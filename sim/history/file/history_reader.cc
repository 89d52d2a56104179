#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>
#include <variant>

#include "absl/container/flat_hash_map.h"
#include "core/base/status_macros.h"
#include "core/model/command_table.h"
#include "core/replica/placement.h"
#include "sim/history/file/bytes_json.h"
#include "sim/history/file/field_reader.h"
#include "sim/history/file/history_file.h"
#include "sim/history/file/json_line.h"
#include "sim/history/file/reply_json.h"

namespace paxosstore::sim {
namespace {

using Json = nlohmann::json;

std::string Numbered(const char* name, size_t index) {
  return std::string(name) + "[" + std::to_string(index) + "]";
}

class HistoryReader {
 public:
  HistoryReader(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  absl::StatusOr<RecordedHistory> Run();

 private:
  std::string Place() const { return file_ + ":" + std::to_string(line_); }
  absl::StatusOr<Json> NextLine();
  absl::Status ReadHeader();
  absl::Status ReadOperation();

  void ReadCommands(FieldReader& in, const std::string& object, Operation& operation);
  void ReadCommand(FieldReader& in, size_t index, const Json& json, const std::string& object,
                   Operation& operation);
  void ReadFate(FieldReader& in, Operation& operation);
  void ReadEvents(FieldReader& in, Operation& operation);
  void ReadTimes(FieldReader& in, Operation& operation);
  void ReadAnswer(FieldReader& in, Operation& operation);
  void ReadEffect(FieldReader& in, Operation& operation);
  void ClaimEvent(FieldReader& in, const char* name, uint64_t event);
  void Add(std::string object, Operation operation);

  const std::string_view text_;
  const std::string& file_;
  size_t at_ = 0;    // in text_
  size_t line_ = 0;  // from 1
  uint64_t expected_ = 0;
  uint64_t latest_start_ = 0;
  RecordedHistory history_;
  absl::flat_hash_map<uint64_t, size_t> events_;      // the lines that have them
  absl::flat_hash_map<std::string, size_t> objects_;  // their places in history_
};

absl::StatusOr<RecordedHistory> HistoryReader::Run() {
  RETURN_IF_ERROR(ReadHeader());
  while (at_ < text_.size()) RETURN_IF_ERROR(ReadOperation());
  const size_t found = line_ - 1;
  if (found != expected_) {
    return absl::InvalidArgumentError(file_ + ":1: operations: the file holds " +
                                      std::to_string(found) + ", not " + std::to_string(expected_) +
                                      ": is it whole? (who leaves some out corrects the number)");
  }
  return std::move(history_);
}

absl::StatusOr<Json> HistoryReader::NextLine() {
  ++line_;
  const size_t end = text_.find('\n', at_);
  if (end == std::string_view::npos) {
    return absl::InvalidArgumentError(Place() + ": the line has no end: is the file whole?");
  }
  const std::string_view line = text_.substr(at_, end - at_);
  at_ = end + 1;
  return ParseJsonLine(line, Place());
}

absl::Status HistoryReader::ReadHeader() {
  ASSIGN_OR_RETURN(const Json line, NextLine());
  FieldReader in(line, Place());
  if (in.Bytes("format") != kHistoryFormat) {
    in.Fail("format", "wanted \"" + std::string(kHistoryFormat) + "\"");
  }
  if (in.Number("version") != kHistoryVersion) {
    in.Fail("version", "only " + std::to_string(kHistoryVersion) + " is known");
  }
  history_.scenario = in.Bytes("scenario");
  history_.seed = in.Number("seed");
  expected_ = in.Number("operations");
  return in.Finish();
}

absl::Status HistoryReader::ReadOperation() {
  ASSIGN_OR_RETURN(const Json line, NextLine());
  FieldReader in(line, Place());
  Operation operation;
  std::string object = in.Bytes("object");
  operation.client = ClientId(in.Number("client"));
  operation.sequence = in.Number("sequence");
  ReadCommands(in, object, operation);
  ReadFate(in, operation);
  ReadEvents(in, operation);
  ReadTimes(in, operation);
  ReadAnswer(in, operation);
  ReadEffect(in, operation);
  RETURN_IF_ERROR(in.Finish());
  Add(std::move(object), std::move(operation));
  return absl::OkStatus();
}

void HistoryReader::ReadCommands(FieldReader& in, const std::string& object, Operation& operation) {
  const Json& list = in.Take("commands");
  if (!list.is_array() || list.empty()) {
    return in.Fail("commands", "wanted at least one: [[\"get\", \"k\"], ...]");
  }
  for (size_t i = 0; i < list.size() && !in.failed(); ++i) {
    ReadCommand(in, i, list[i], object, operation);
  }
}

void HistoryReader::ReadCommand(FieldReader& in, size_t index, const Json& json,
                                const std::string& object, Operation& operation) {
  const std::string name = Numbered("commands", index);
  if (!json.is_array() || json.empty()) return in.Fail(name, "wanted [\"NAME\", ARGUMENT, ...]");
  std::vector<std::string> words;
  for (const Json& word : json) {
    std::optional<std::string> bytes = BytesFromJson(word);
    if (!bytes.has_value()) {
      return in.Fail(name, "wanted strings, or {\"hex\": \"00ff\"} for bytes that are not UTF-8");
    }
    words.push_back(*std::move(bytes));
  }
  const std::string verb = words[0];
  std::variant<model::Command, model::Reply> parsed = model::ParseCommand(std::move(words));
  if (const auto* error = std::get_if<model::Reply>(&parsed)) return in.Fail(name, error->text);
  model::Command command = std::get<model::Command>(std::move(parsed));
  if (verb != command.spec->name) {
    return in.Fail(name, "here it is called " + std::string(command.spec->name));
  }
  for (const std::string_view key : command.Keys()) {
    if (ObjectOfKey(key) == object) continue;
    return in.Fail(name, "the key " + std::string(key) + " is of another object");
  }
  operation.commands.push_back(std::move(command));
}

void HistoryReader::ReadFate(FieldReader& in, Operation& operation) {
  const std::string fate = in.Bytes("fate");
  if (fate == "ok") {
    operation.fate = Fate::kOk;
  } else if (fate == "not done") {
    operation.fate = Fate::kNotDone;
  } else if (fate != "unknown") {
    in.Fail("fate", "wanted \"ok\", \"unknown\" or \"not done\"");
  }
}

void HistoryReader::ClaimEvent(FieldReader& in, const char* name, uint64_t event) {
  const auto [at, added] = events_.try_emplace(event, line_);
  if (added) return;
  in.Fail(name, "event " + std::to_string(event) + " is one of line " + std::to_string(at->second) +
                    " already");
}

void HistoryReader::ReadEvents(FieldReader& in, Operation& operation) {
  operation.start = in.Number("start");
  if (operation.start == Operation::kNever) in.Fail("start", "is too large");
  ClaimEvent(in, "start", operation.start);
  if (operation.start <= latest_start_) {
    in.Fail("start", operation.start == 0 ? "events are numbered from 1"
                                          : "operations have to be in order of their starts, and "
                                            "the line before has " +
                                                std::to_string(latest_start_));
  }
  latest_start_ = operation.start;
  const std::optional<uint64_t> end = in.NumberOrNull("end");
  if (end.has_value() != (operation.fate == Fate::kOk)) {
    return in.Fail("end", "wanted an event number if the fate is ok, else null");
  }
  if (!end.has_value()) return;
  operation.end = *end;
  if (*end == Operation::kNever) in.Fail("end", "is too large");
  if (*end <= operation.start) in.Fail("end", "is not after start");
  ClaimEvent(in, "end", *end);
}

void HistoryReader::ReadTimes(FieldReader& in, Operation& operation) {
  constexpr uint64_t kMax = std::numeric_limits<int64_t>::max();
  const uint64_t started = in.Number("started_ns");
  const std::optional<uint64_t> ended = in.NumberOrNull("ended_ns");
  if (started > kMax) in.Fail("started_ns", "is too large");
  if (ended.value_or(0) > kMax) in.Fail("ended_ns", "is too large");
  if (ended.has_value() && *ended < started) in.Fail("ended_ns", "is before started_ns");
  if (operation.fate == Fate::kOk && !ended.has_value()) {
    in.Fail("ended_ns", "wanted a time, since the fate is ok");
  }
  if (operation.fate != Fate::kOk && ended == uint64_t{0}) {
    in.Fail("ended_ns", "wanted null: nobody gives up at once");
  }
  operation.started_at = Instant{static_cast<int64_t>(started)};
  operation.ended_at = Instant{static_cast<int64_t>(ended.value_or(0))};
}

void HistoryReader::ReadAnswer(FieldReader& in, Operation& operation) {
  const Json& replies = in.Take("replies");
  const std::optional<uint64_t> version = in.NumberOrNull("version");
  if (operation.fate != Fate::kOk) {
    if (!replies.is_null()) in.Fail("replies", "wanted null: it got no answer");
    if (version.has_value()) in.Fail("version", "wanted null: it got no answer");
    return;
  }
  if (!version.has_value()) in.Fail("version", "wanted a number, since the fate is ok");
  operation.version = EntryId(version.value_or(0));
  if (!replies.is_array() || replies.size() != operation.commands.size()) {
    return in.Fail("replies", "wanted one for each of the " +
                                  std::to_string(operation.commands.size()) + " commands");
  }
  for (size_t i = 0; i < replies.size(); ++i) {
    std::optional<model::Reply> reply = ReplyFromJson(replies[i]);
    if (!reply.has_value()) {
      return in.Fail(
          Numbered("replies", i),
          "wanted null, or {KIND: VALUE} with simple, error, integer, bulk, array or map");
    }
    operation.replies.push_back(*std::move(reply));
  }
}

void HistoryReader::ReadEffect(FieldReader& in, Operation& operation) {
  const Json& effect = in.Take("effect");
  if (effect.is_null()) return;
  const bool both = effect.is_object() && effect.size() == 2 && effect.contains("entry") &&
                    effect.contains("position") && effect["entry"].is_number_unsigned() &&
                    effect["position"].is_number_unsigned();
  if (!both) return in.Fail("effect", "wanted null, or {\"entry\": E, \"position\": P}");
  operation.effect_entry = EntryId(effect["entry"].get<uint64_t>());
  const uint64_t position = effect["position"].get<uint64_t>();
  if (operation.effect_entry == EntryId()) in.Fail("effect.entry", "entries are numbered from 1");
  if (position > std::numeric_limits<uint32_t>::max()) in.Fail("effect.position", "is too large");
  operation.effect_position = static_cast<uint32_t>(position);
}

void HistoryReader::Add(std::string object, Operation operation) {
  const auto [at, added] = objects_.try_emplace(object, history_.objects.size());
  if (added) history_.objects.push_back({std::move(object), {}});
  history_.objects[at->second].operations.push_back(std::move(operation));
}

}  // namespace

absl::StatusOr<RecordedHistory> ReadHistory(std::string_view text, const std::string& file) {
  return HistoryReader(text, file).Run();
}

}  // namespace paxosstore::sim
