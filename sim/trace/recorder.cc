#include "sim/trace/recorder.h"

namespace paxosstore::sim {

Recorder::Recorder(World* world, Trace* trace)
    : book_(world, trace),
      messages_(&book_),
      syncs_(&book_),
      nodes_(&book_),
      states_(&book_),
      faults_(&book_),
      operations_(&book_),
      failure_(&book_, &operations_) {
  world->set_node_observer(this);
  trace->seed = world->seed();
  trace->nodes = world->options().nodes;
}

Recorder::~Recorder() { book_.world().set_node_observer(nullptr); }

void Recorder::Hear(const Report& report) {
  failure_.Hear(report);
  states_.Hear(report);
}

void Recorder::OnNode(NodeId node, NodeChange change, std::string_view why) {
  if (nodes_.OnNode(node, change, why)) states_.Forget(node);
}

void Recorder::Finish() {
  book_.trace().end = book_.Now();
  if (const auto& failure = book_.world().judge().failure()) failure_.Finish(*failure);
}

}  // namespace paxosstore::sim
