#include "sim/trace/node_recorder.h"

#include <utility>

namespace paxosstore::sim {

using State = TracedNode::State;

NodeRecorder::NodeRecorder(TraceBook* book)
    : book_(book), states_(book->world().options().nodes, State::kDown) {
  for (const NodeId node : book->world().nodes()) {
    if (book->world().running(node)) Add(node, StateOf(node), "");
  }
}

State NodeRecorder::StateOf(NodeId node) {
  if (book_->world().paused(node)) return State::kPaused;
  return book_->world().serving(node) ? State::kServing : State::kStarting;
}

void NodeRecorder::Add(NodeId node, State state, std::string why) {
  states_[IndexOf(node)] = state;
  book_->trace().node_states.push_back({book_->Now(), node, state, std::move(why)});
}

bool NodeRecorder::OnNode(NodeId node, NodeChange change, std::string_view why) {
  switch (change) {
    case NodeChange::kStarts:
      return Add(node, State::kStarting, InWords(change, why)), false;
    case NodeChange::kServes:
      return Add(node, State::kServing, InWords(change, why)), false;
    case NodeChange::kPauses:
      return Add(node, State::kPaused, InWords(change, why)), false;
    case NodeChange::kResumes:
      // Told while it still stands.
      return Add(node, book_->world().serving(node) ? State::kServing : State::kStarting,
                 InWords(change, why)),
             false;
    case NodeChange::kLosesPower:
    case NodeChange::kIsKilled:
    case NodeChange::kStops:
    case NodeChange::kRefusesToStart:
      break;
  }
  // Of a store that gave up, the end of the process tells nothing new.
  if (states_[IndexOf(node)] == State::kDown) return false;
  Add(node, State::kDown, InWords(change, why));
  return true;
}

}  // namespace paxosstore::sim
