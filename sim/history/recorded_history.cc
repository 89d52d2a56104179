#include "sim/history/recorded_history.h"

#include <algorithm>

namespace paxosstore::sim {

size_t RecordedHistory::operations() const {
  size_t count = 0;
  for (const ObjectHistory& object : objects) count += object.operations.size();
  return count;
}

RecordedHistory Record(const History& history, const std::vector<std::string>& objects) {
  RecordedHistory recorded;
  for (uint32_t object = 0; object < history.objects(); ++object) {
    if (!history.of(object).empty()) {
      recorded.objects.push_back({objects[object], history.of(object)});
    }
  }
  std::sort(recorded.objects.begin(), recorded.objects.end(),
            [](const ObjectHistory& a, const ObjectHistory& b) {
              return a.operations.front().start < b.operations.front().start;
            });
  return recorded;
}

std::vector<NamedOperation> InOrderOfStarts(const RecordedHistory& history) {
  std::vector<NamedOperation> all;
  all.reserve(history.operations());
  for (const ObjectHistory& object : history.objects) {
    for (const Operation& operation : object.operations) {
      all.push_back({&object.object, &operation});
    }
  }
  std::sort(all.begin(), all.end(), [](const NamedOperation& a, const NamedOperation& b) {
    return a.operation->start < b.operation->start;
  });
  return all;
}

}  // namespace paxosstore::sim
