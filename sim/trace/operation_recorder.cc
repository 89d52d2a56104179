#include "sim/trace/operation_recorder.h"

#include <algorithm>
#include <cctype>

#include "core/model/command_table.h"
#include "sim/check/shown_text.h"

namespace paxosstore::sim {
namespace {

constexpr size_t kShownMax = 200;

bool IsNumber(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

bool IsKey(const model::Command& command, std::string_view argument) {
  const std::vector<std::string_view> keys = command.Keys();
  return std::any_of(keys.begin(), keys.end(),
                     [&](std::string_view key) { return key.data() == argument.data(); });
}

// APPEND k "x"
std::string InWords(const model::Command& command) {
  std::string text(command.spec->name);
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  for (const std::string& argument : command.args) {
    const bool bare = IsKey(command, argument) || IsNumber(argument);
    text += bare ? " " + argument : " \"" + argument + "\"";
  }
  return text;
}

std::string CommandText(const Operation& operation) {
  std::string text;
  for (const model::Command& command : operation.commands) {
    text += (text.empty() ? "" : "; ") + InWords(command);
  }
  return Shortened(text, kShownMax);
}

std::string ReplyText(const Operation& operation) {
  std::string text;
  for (const model::Reply& reply : operation.replies) {
    text += (text.empty() ? "" : "; ") + ToString(reply);
  }
  return Shortened(text, kShownMax);
}

TracedOperation::End EndOf(Fate fate) {
  switch (fate) {
    case Fate::kOk:
      return TracedOperation::End::kOk;
    case Fate::kUnknown:
      return TracedOperation::End::kUnknown;
    case Fate::kNotDone:
      return TracedOperation::End::kNotDone;
  }
  return TracedOperation::End::kOpen;
}

}  // namespace

OperationRecorder::Lane& OperationRecorder::LaneOf(uint32_t client) {
  if (lanes_.size() <= client) lanes_.resize(client + 1);
  return lanes_[client];
}

TracedOperation* OperationRecorder::Find(History::Handle operation) {
  if (operation.object >= by_name_.size()) return nullptr;
  const std::vector<size_t>& places = by_name_[operation.object];
  if (operation.index >= places.size() || places[operation.index] == 0) return nullptr;
  return &book_->trace().operations[places[operation.index] - 1];
}

TracedOperation::Attempt* OperationRecorder::Find(Attempt attempt) {
  const Lane& lane = LaneOf(attempt.client);
  if (attempt.number < lane.first || attempt.number - lane.first >= lane.attempts.size()) {
    return nullptr;
  }
  const auto [operation, place] = lane.attempts[attempt.number - lane.first];
  return &book_->trace().operations[operation].attempts[place];
}

void OperationRecorder::OnBegin(uint32_t client, History::Handle operation) {
  const Operation& begun = book_->world().history().at(operation);
  std::vector<TracedOperation>& operations = book_->trace().operations;
  if (by_name_.size() <= operation.object) by_name_.resize(operation.object + 1);
  std::vector<size_t>& places = by_name_[operation.object];
  if (places.size() <= operation.index) places.resize(operation.index + 1);
  LaneOf(client).operation = operations.size();
  TracedOperation& traced = operations.emplace_back();
  places[operation.index] = operations.size();
  traced.client = client;
  traced.name = "c" + ToString(begun.client) + "#" + std::to_string(begun.sequence);
  traced.sequence = begun.sequence;
  traced.object = book_->Number(book_->world().options().objects[operation.object]);
  traced.command = CommandText(begun);
  traced.started = book_->Now();
}

void OperationRecorder::OnEnd(uint32_t, History::Handle operation) {
  TracedOperation* const traced = Find(operation);
  if (traced == nullptr) return;
  const Operation& ended = book_->world().history().at(operation);
  traced->end = EndOf(ended.fate);
  traced->ended = book_->Now();
  if (ended.fate != Fate::kOk) return;
  traced->reply = ReplyText(ended);
  traced->version = ended.version;
}

void OperationRecorder::OnAttempt(Attempt attempt, NodeId node) {
  Lane& lane = LaneOf(attempt.client);
  std::vector<TracedOperation>& operations = book_->trace().operations;
  if (lane.operation >= operations.size()) return;
  if (lane.attempts.empty()) lane.first = attempt.number;
  std::vector<TracedOperation::Attempt>& attempts = operations[lane.operation].attempts;
  lane.attempts.emplace_back(lane.operation, attempts.size());
  TracedOperation::Attempt& traced = attempts.emplace_back();
  traced.sent = book_->Now();
  traced.node = node;
}

void OperationRecorder::OnArrival(Attempt attempt) {
  if (auto* const traced = Find(attempt)) traced->arrived = book_->Now();
}

void OperationRecorder::OnReply(Attempt attempt, const Result& result) {
  auto* const traced = Find(attempt);
  if (traced == nullptr) return;
  traced->replied = book_->Now();
  traced->reply = ToString(result.outcome);
  if (result.outcome == Outcome::kOk) traced->reply += " @" + ToString(result.version);
}

void OperationRecorder::OnAnswer(Attempt attempt) {
  if (auto* const traced = Find(attempt)) traced->answered = book_->Now();
}

}  // namespace paxosstore::sim
