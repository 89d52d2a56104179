// The history of one run as something that outlives the run: objects have names, and it says where
// it comes from.
#ifndef PAXOSSTORE_SIM_HISTORY_RECORDED_HISTORY_H_
#define PAXOSSTORE_SIM_HISTORY_RECORDED_HISTORY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "sim/history/history.h"

namespace paxosstore::sim {

struct ObjectHistory {
  std::string object;
  std::vector<Operation> operations;  // in order of starts; not empty
};

struct RecordedHistory {
  std::string scenario;
  uint64_t seed = 0;
  std::vector<ObjectHistory> objects;  // in order of their first operation

  size_t operations() const;
};

// `objects`: the names, by number. Those without an operation are left out.
RecordedHistory Record(const History& history, const std::vector<std::string>& objects);

// One operation and the name of its object.
struct NamedOperation {
  const std::string* object;
  const Operation* operation;
};
// Of all objects, in order of starts. Pointers into `history`.
std::vector<NamedOperation> InOrderOfStarts(const RecordedHistory& history);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_RECORDED_HISTORY_H_
