// Histories of our own runs in the formats that other checkers read, and that sim/check/formats
// reads back.
//
// These formats know registers, not a store: an operation that has no form there is an error that
// names it, never left out. What a form tells less than the store's answer did is told in a note.
#ifndef PAXOSSTORE_SIM_HISTORY_EXPORT_EXPORT_H_
#define PAXOSSTORE_SIM_HISTORY_EXPORT_EXPORT_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "sim/history/recorded_history.h"

namespace paxosstore::sim {

enum class ForeignFormat : uint8_t { kKv, kEtcd, kJepsen };

struct Exported {
  std::string text;
  std::vector<std::string> notes;  // what the text does not tell, for people
};

// Each operation has to be one command on one key. kv: GET, SET, APPEND, any number of keys. etcd:
// GET, SET, SETNX, DEL of one key. jepsen: those of any number of keys. FailedPrecondition if an
// operation or its answer has no form.
absl::StatusOr<Exported> Export(const RecordedHistory& history, ForeignFormat format);

// What touches that Redis key, and nothing else. FailedPrecondition if an operation touches another
// key as well, NotFound if none touches it.
absl::StatusOr<RecordedHistory> OnlyKey(const RecordedHistory& history, std::string_view key);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_EXPORT_EXPORT_H_
