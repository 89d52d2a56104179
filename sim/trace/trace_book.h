// What the parts of the recorder share: the trace that they fill, the time, and the names of
// objects and values.
#ifndef PAXOSSTORE_SIM_TRACE_TRACE_BOOK_H_
#define PAXOSSTORE_SIM_TRACE_TRACE_BOOK_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "core/paxos/value.h"
#include "sim/trace/trace.h"
#include "sim/world/world.h"

namespace paxosstore::sim {

class TraceBook {
 public:
  // Both must outlive the book. The objects of the world get their numbers here, in their order.
  TraceBook(World* world, Trace* trace);
  TraceBook(const TraceBook&) = delete;
  TraceBook& operator=(const TraceBook&) = delete;

  Trace& trace() { return *trace_; }
  World& world() { return *world_; }
  Moment Now() const;
  // Gives it a number at first sight.
  ObjectIndex Number(std::string_view object);
  // The value's id as text, "" for null; at first sight what it stands for is noted.
  std::string See(const ValuePtr& value) { return value == nullptr ? "" : See(*value); }
  std::string See(const Value& value);

 private:
  World* const world_;
  Trace* const trace_;
  // Looked up, never walked.
  absl::flat_hash_map<std::string, ObjectIndex> objects_;
  absl::flat_hash_set<std::string> values_;
};

// What an object holds after the entry with this payload: "k0 = \"abc\"". Cut if it is long.
std::string PayloadInWords(std::string_view payload);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_TRACE_TRACE_BOOK_H_
