#include "sim/check/formats/history_builder.h"

#include <utility>

namespace paxosstore::sim {
namespace {

// Only while a history is being made.
constexpr uint64_t kForgotten = 0;

}  // namespace

absl::Status HistoryBuilder::Invoke(const std::string& key, RegisterOperation operation) {
  const auto [at, added] = keys_.try_emplace(key, static_cast<uint32_t>(histories_.keys.size()));
  if (added) histories_.keys.push_back({key, {}});
  std::vector<RegisterOperation>& operations = histories_.keys[at->second].operations;
  const Place place{at->second, static_cast<uint32_t>(operations.size())};
  if (!open_.try_emplace(operation.process, place).second) {
    return absl::InvalidArgumentError("process " + operation.process +
                                      " begins an operation before its last one has ended");
  }
  operation.span = {++events_, Span::kNever};
  operations.push_back(std::move(operation));
  return absl::OkStatus();
}

absl::StatusOr<RegisterOperation*> HistoryBuilder::Pending(const std::string& process) {
  const auto at = open_.find(process);
  if (at == open_.end()) {
    return absl::InvalidArgumentError("process " + process +
                                      " ends an operation that it has not begun");
  }
  return &At(at->second);
}

void HistoryBuilder::Answer(const std::string& process) {
  At(open_.find(process)->second).span.end = ++events_;
  open_.erase(process);
}

void HistoryBuilder::Forget(const std::string& process) {
  At(open_.find(process)->second).span.start = kForgotten;
  open_.erase(process);
}

void HistoryBuilder::LeaveOpen(const std::string& process) { open_.erase(process); }

RegisterHistories HistoryBuilder::Finish() && {
  for (RegisterHistory& history : histories_.keys) {
    std::erase_if(history.operations, [](const RegisterOperation& operation) {
      return operation.span.start == kForgotten ||
             (!operation.span.answered() && operation.verb == RegisterVerb::kRead);
    });
  }
  return std::move(histories_);
}

}  // namespace paxosstore::sim
