#include "tests/core/paxoslog/show.h"

namespace paxosstore {
namespace {

// The accepted part: "n=1.1 x", or "n=1.1 (value left out)".
std::string ShowState(Ballot promised, Ballot accepted, const ValuePtr& value) {
  std::string text = "m=" + ToString(promised) + " n=" + ToString(accepted);
  if (value != nullptr) text += " " + value->payload;
  return text;
}

}  // namespace

std::string Show(const AcceptorState& state) {
  return ShowState(state.promised, state.accepted, state.value);
}

std::string Show(const EntryRecord& record) {
  std::string text = "entry " + ToString(record.entry) + ":";
  switch (record.kind) {
    case EntryRecord::Kind::kPromise:
      text += " promise m=" + ToString(record.promised);
      break;
    case EntryRecord::Kind::kAccept:
      text += " vote " + ShowState(record.promised, record.accepted, record.value);
      break;
    case EntryRecord::Kind::kChosen:
      text += " chosen " + record.value->payload;
  }
  if (record.previous_is_chosen)
    text += "; entry " + ToString(record.entry.Previous()) + " is chosen";
  return text;
}

std::string Show(const PaxosMessage& message) {
  std::string text;
  if (message.entry != EntryId(0)) {
    text = "entry " + ToString(message.entry) + ": I hold " +
           ShowState(message.state.promised, message.state.accepted, message.state.value) +
           ", you hold m=" + ToString(message.view.promised) +
           " n=" + ToString(message.view.accepted);
  }
  if (message.proposal.has_value()) {
    text += "; please vote n=" + ToString(message.proposal->accepted) + " " +
            message.proposal->value->payload;
  }
  if (message.chosen.has_value()) {
    if (!text.empty()) text += "; ";
    text += "entry " + ToString(message.chosen->entry) + " is chosen at " +
            ToString(message.chosen->ballot);
    if (message.chosen->value != nullptr) text += ": " + message.chosen->value->payload;
  }
  return text;
}

}  // namespace paxosstore
