#include "sim/check/register_history.h"

#include <utility>

namespace paxosstore::sim {

ValueId Values::Number(std::string text) {
  const auto [at, added] = numbers_.try_emplace(text, static_cast<ValueId>(texts_.size()));
  if (added) texts_.push_back(std::move(text));
  return at->second;
}

std::string ToString(const RegisterOperation& operation, const Values& values) {
  const auto text = [&values](ValueId value) { return values.Shown(value); };
  const bool answered = operation.span.answered();
  switch (operation.verb) {
    case RegisterVerb::kRead:
      return "read" + (answered ? ": " + text(operation.seen) : ", no answer");
    case RegisterVerb::kWrite:
      return "write " + text(operation.argument) + (answered ? "" : ", no answer");
    case RegisterVerb::kAppend:
      return "append " + text(operation.argument) + (answered ? "" : ", no answer");
    case RegisterVerb::kCas:
      break;
  }
  return "cas " + text(operation.expected) + " to " + text(operation.argument) +
         (!answered           ? ", no answer"
          : operation.refused ? ": refused"
                              : "");
}

std::vector<Bar> BarsOf(const std::vector<RegisterOperation>& operations, const Values& values) {
  std::vector<Bar> bars;
  for (const RegisterOperation& operation : operations) {
    bars.push_back({operation.process, ToString(operation, values), operation.span});
  }
  return bars;
}

}  // namespace paxosstore::sim
