// Records what the nodes are, from change to change.
#ifndef PAXOSSTORE_SIM_TRACE_NODE_RECORDER_H_
#define PAXOSSTORE_SIM_TRACE_NODE_RECORDER_H_

#include <string>
#include <string_view>
#include <vector>

#include "sim/trace/trace_book.h"
#include "sim/world/node_observer.h"

namespace paxosstore::sim {

class NodeRecorder {
 public:
  // Nodes that are not down are from now on what they are.
  explicit NodeRecorder(TraceBook* book);

  // True: the process of the node, which was there until now, is gone.
  bool OnNode(NodeId node, NodeChange change, std::string_view why);

 private:
  // What a running node is, by the world.
  TracedNode::State StateOf(NodeId node);
  void Add(NodeId node, TracedNode::State state, std::string why);

  TraceBook* const book_;
  std::vector<TracedNode::State> states_;  // by node
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_TRACE_NODE_RECORDER_H_
