#include "sim/oracles/views_within_actual.h"

#include <string>

namespace paxosstore::sim {

void ViewsWithinActual::OnSentView(const ObjectTrack& object, EntryId entry, EntryTrack& track,
                                   NodeId node, NodeId of, const SentState& view) {
  const Ballot promise = track.durable_promise[IndexOf(of)];
  bool holds = view.promised <= promise;
  if (!view.accepted.IsNone()) {
    const AcceptTrack* accept = track.Find(view.accepted);
    holds = holds && accept != nullptr && (accept->durable_nodes >> IndexOf(of) & 1) != 0;
  }
  if (holds) return;
  judge_->Fail(kName, object.name + " entry " + ToString(entry) + ": node " + ToString(node) +
                          " believes m=" + ToString(view.promised) +
                          " n=" + ToString(view.accepted) + " of node " + ToString(of) +
                          ", whose platter holds m=" + ToString(promise));
}

}  // namespace paxosstore::sim
