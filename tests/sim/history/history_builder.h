// Writes histories by hand: `b.Ok(1, "SET k a", "OK", {0, 10})`. Times are event numbers; all
// operations are on one object.
#ifndef PAXOSSTORE_TESTS_SIM_HISTORY_HISTORY_BUILDER_H_
#define PAXOSSTORE_TESTS_SIM_HISTORY_HISTORY_BUILDER_H_

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/check.h"
#include "sim/history/history.h"

namespace paxosstore::sim {

inline model::Command MakeCommand(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> argv;
  for (std::string word; in >> word;) argv.push_back(word);
  auto parsed = model::ParseCommand(std::move(argv));
  CHECK(std::holds_alternative<model::Command>(parsed));
  return std::get<model::Command>(std::move(parsed));
}

class HistoryBuilder {
 public:
  struct Span {
    uint64_t start, end;
  };

  Operation& Ok(const std::string& line, model::Reply reply, Span span, uint64_t version = 0) {
    Operation& operation = Unknown(line, span.start);
    operation.fate = Fate::kOk;
    operation.replies = {std::move(reply)};
    operation.end = span.end;
    operation.version = EntryId(version);
    return operation;
  }
  Operation& Unknown(const std::string& line, uint64_t start) {
    Operation operation;
    operation.client = ClientId(1 + operations_.size());
    operation.sequence = 1;
    operation.commands.push_back(MakeCommand(line));
    operation.start = start;
    operations_.push_back(std::move(operation));
    return operations_.back();
  }
  // In order of starts.
  std::vector<Operation> Build() const {
    std::vector<Operation> sorted = operations_;
    std::sort(sorted.begin(), sorted.end(),
              [](const Operation& a, const Operation& b) { return a.start < b.start; });
    return sorted;
  }

 private:
  std::vector<Operation> operations_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_HISTORY_HISTORY_BUILDER_H_
