// The state of one object: its keys with their values and expiry times, and the object's own time.
//
// An object is what one PaxosLog agrees on: a key, or all keys that share a {tag}. The time of an
// object never goes back: each entry carries stamp = max(previous stamp, proposer's wall clock), so
// that applying an entry reads no clock.
#ifndef PAXOSSTORE_CORE_MODEL_OBJECT_STATE_H_
#define PAXOSSTORE_CORE_MODEL_OBJECT_STATE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "boost/container/flat_map.hpp"

namespace paxosstore::model {

struct StringEntry {
  std::string value;
  int64_t expires_at_ms = 0;  // Unix milliseconds; 0 = never
  friend bool operator==(const StringEntry&, const StringEntry&) = default;
};

struct ObjectState {
  int64_t stamp_ms = 0;
  boost::container::flat_map<std::string, StringEntry, std::less<>> keys;
  friend bool operator==(const ObjectState&, const ObjectState&) = default;
};

// Canonical: equal states give equal bytes. The empty state (no keys, stamp 0) is the empty string.
std::string Encode(const ObjectState& state);
// InvalidArgument if `bytes` is not exactly one encoded state.
absl::StatusOr<ObjectState> DecodeObjectState(std::string_view bytes);

}  // namespace paxosstore::model

#endif  // PAXOSSTORE_CORE_MODEL_OBJECT_STATE_H_
