#include <algorithm>

#include "sim/history/export/export.h"

namespace paxosstore::sim {
namespace {

// How many of the keys that it touches are `key`, and how many are not.
struct Touched {
  size_t key = 0;
  size_t others = 0;
};

Touched KeysOf(const Operation& operation, std::string_view key) {
  Touched touched;
  for (const model::Command& command : operation.commands) {
    for (const std::string_view one : command.Keys()) ++(one == key ? touched.key : touched.others);
  }
  return touched;
}

}  // namespace

absl::StatusOr<RecordedHistory> OnlyKey(const RecordedHistory& history, std::string_view key) {
  RecordedHistory only{history.scenario, history.seed, {}};
  for (const ObjectHistory& object : history.objects) {
    ObjectHistory kept{object.object, {}};
    for (const Operation& operation : object.operations) {
      const Touched touched = KeysOf(operation, key);
      if (touched.key == 0) continue;
      if (touched.others > 0) {
        return absl::FailedPreconditionError(
            ToString(operation) + ": touches other keys than " + std::string(key) +
            ", so that this key alone has no history; leave --history-key away, or run a scenario "
            "with tagged_of_ten: 0");
      }
      kept.operations.push_back(operation);
    }
    if (!kept.operations.empty()) only.objects.push_back(std::move(kept));
  }
  if (!only.objects.empty()) return only;
  return absl::NotFoundError("no operation touches the key " + std::string(key));
}

}  // namespace paxosstore::sim
