#include "sim/trace/trace_book.h"

#include "core/model/object_state.h"
#include "sim/check/shown_text.h"

namespace paxosstore::sim {
namespace {

constexpr size_t kShownMax = 200;

}  // namespace

TraceBook::TraceBook(World* world, Trace* trace) : world_(world), trace_(trace) {
  for (const std::string& object : world->options().objects) Number(object);
}

Moment TraceBook::Now() const { return {world_->now(), world_->queue().dispatched()}; }

ObjectIndex TraceBook::Number(std::string_view object) {
  const auto next = static_cast<ObjectIndex>(trace_->objects.size());
  const auto [it, added] = objects_.try_emplace(std::string(object), next);
  if (added) trace_->objects.emplace_back(object);
  return it->second;
}

std::string TraceBook::See(const Value& value) {
  std::string id = ToString(value.id);
  if (values_.insert(id).second) trace_->values.push_back({id, PayloadInWords(value.payload)});
  return id;
}

std::string PayloadInWords(std::string_view payload) {
  const absl::StatusOr<model::ObjectState> state = model::DecodeObjectState(payload);
  if (!state.ok()) return std::to_string(payload.size()) + " bytes that hold no state";
  std::string text;
  for (const auto& [key, entry] : state->keys) {
    text += (text.empty() ? "" : ", ") + key + " = \"" + entry.value + "\"";
    if (entry.expires_at_ms != 0) text += " until " + std::to_string(entry.expires_at_ms) + " ms";
    if (text.size() > 8 * kShownMax) break;  // the rest would be cut anyway
  }
  return text.empty() ? "no key" : Shortened(text, kShownMax);
}

}  // namespace paxosstore::sim
