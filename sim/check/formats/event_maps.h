// What kv and Jepsen histories share: events that are maps.
#ifndef PAXOSSTORE_SIM_CHECK_FORMATS_EVENT_MAPS_H_
#define PAXOSSTORE_SIM_CHECK_FORMATS_EVENT_MAPS_H_

#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "sim/check/formats/edn.h"

namespace paxosstore::sim {

struct MapEvent {
  const Edn* whole = nullptr;
  const Edn* process = nullptr;
  std::string_view type;       // invoke, ok, fail or info
  const Edn* verb = nullptr;   // a keyword
  const Edn* value = nullptr;  // nullptr: there is none
};

// Calls `visit` for each map, in order; maps may stand in a vector.
absl::Status ForEachMap(std::string_view text, const std::string& file,
                        absl::FunctionRef<absl::Status(const MapEvent&)> visit);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_FORMATS_EVENT_MAPS_H_
