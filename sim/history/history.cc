#include "sim/history/history.h"

#include <algorithm>
#include <utility>

namespace paxosstore::sim {

History::Handle History::Start(uint32_t object, ClientId client, uint64_t sequence,
                               std::vector<model::Command> commands, Instant now) {
  Operation operation;
  operation.client = client;
  operation.sequence = sequence;
  operation.commands = std::move(commands);
  operation.start = ++events_;
  operation.started_at = now;
  by_object_[object].push_back(std::move(operation));
  const Handle handle{object, static_cast<uint32_t>(by_object_[object].size() - 1)};
  if (by_client_.size() <= client.value()) by_client_.resize(client.value() + 1);
  by_client_[client.value()].push_back(handle);
  return handle;
}

std::optional<History::Handle> History::Find(ClientId client, uint64_t sequence) const {
  if (client.value() >= by_client_.size()) return std::nullopt;
  const std::vector<Handle>& handles = by_client_[client.value()];
  const auto it = std::lower_bound(
      handles.begin(), handles.end(), sequence,
      [this](Handle handle, uint64_t wanted) { return at(handle).sequence < wanted; });
  if (it == handles.end() || at(*it).sequence != sequence) return std::nullopt;
  return *it;
}

EntryId History::MarkEffect(Handle handle, EntryId entry, uint32_t position) {
  Operation& operation = Mutable(handle);
  const EntryId before = operation.effect_entry;
  operation.effect_entry = entry;
  operation.effect_position = position;
  return before;
}

void History::EndOk(Handle handle, std::vector<model::Reply> replies, EntryId version,
                    Instant now) {
  Operation& operation = Mutable(handle);
  operation.fate = Fate::kOk;
  operation.replies = std::move(replies);
  operation.version = version;
  operation.end = ++events_;
  operation.ended_at = now;
}

void History::EndUnknown(Handle handle, Instant now) {
  Mutable(handle).fate = Fate::kUnknown;
  Mutable(handle).ended_at = now;
}

void History::EndNotDone(Handle handle, Instant now) {
  Mutable(handle).fate = Fate::kNotDone;
  Mutable(handle).ended_at = now;
}

}  // namespace paxosstore::sim
