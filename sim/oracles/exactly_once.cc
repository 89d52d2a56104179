#include "sim/oracles/exactly_once.h"

#include <optional>
#include <string>

#include "core/paxoslog/request_window.h"

namespace paxosstore::sim {

void ExactlyOnce::OnChosen(uint32_t object, EntryId entry, const Value& value) {
  const absl::StatusOr<RequestWindow> window = RequestWindow::Decode(value.window);
  if (!window.ok()) {
    judge_->Fail(kName, "entry " + ToString(entry) + " carries an unreadable request window: " +
                            std::string(window.status().message()));
    return;
  }
  uint32_t position = 0;
  for (const RequestWindow::ClientSlot& slot : window->clients()) {
    if (slot.entry != entry) continue;
    const std::optional<History::Handle> handle = history_->Find(slot.client, slot.sequence);
    if (!handle.has_value() || handle->object != object) {
      judge_->Fail(kName, "entry " + ToString(entry) + " names a request that nobody made: c" +
                              ToString(slot.client) + "#" + std::to_string(slot.sequence));
      return;
    }
    const EntryId before = history_->MarkEffect(*handle, entry, position++);
    if (before.value() != 0) {
      judge_->Fail(kName, "took effect at entry " + ToString(before) + " and at entry " +
                              ToString(entry) + ": " + ToString(history_->at(*handle)));
    }
  }
}

void ExactlyOnce::CheckOne(const Operation& operation) {
  if (operation.effect_entry.value() == 0) return;
  if (operation.fate == Fate::kNotDone) {
    judge_->Fail(kName, "reported as not done, but took effect at entry " +
                            ToString(operation.effect_entry) + ": " + ToString(operation));
  }
  if (operation.fate == Fate::kOk && operation.version != operation.effect_entry) {
    judge_->Fail(kName, "took effect at entry " + ToString(operation.effect_entry) +
                            ", but was answered otherwise: " + ToString(operation));
  }
}

void ExactlyOnce::CheckAll() {
  for (uint32_t object = 0; object < history_->objects(); ++object) {
    for (const Operation& operation : history_->of(object)) CheckOne(operation);
  }
}

}  // namespace paxosstore::sim
