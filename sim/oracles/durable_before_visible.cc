#include "sim/oracles/durable_before_visible.h"

namespace paxosstore::sim {

void DurableBeforeVisible::Fail(const ObjectTrack& object, EntryId entry, NodeId node,
                                const std::string& what) {
  judge_->Fail(kName,
               object.name + " entry " + ToString(entry) + ": node " + ToString(node) + " " + what);
}

void DurableBeforeVisible::OnSentState(const ObjectTrack& object, EntryId entry, EntryTrack& track,
                                       NodeId node, const SentState& state) {
  const Ballot promise = track.durable_promise[IndexOf(node)];
  if (state.promised > promise) {
    Fail(
        object, entry, node,
        "reveals promise " + ToString(state.promised) + ", its platter holds " + ToString(promise));
  }
  if (state.accepted.IsNone()) return;
  const AcceptTrack* accept = track.Find(state.accepted);
  if (accept == nullptr || (accept->durable_nodes >> IndexOf(node) & 1) == 0) {
    Fail(object, entry, node,
         "reveals an accept at " + ToString(state.accepted) + " that its platter does not hold");
  } else if (state.value != nullptr && state.value->id != accept->id) {
    Fail(object, entry, node,
         "reveals value " + ToString(state.value->id) + " at " + ToString(state.accepted) +
             ", its platter holds value " + ToString(accept->id));
  }
}

void DurableBeforeVisible::OnAnswer(ObjectTrack& object, NodeId node, EntryId version) {
  if (version.value() == 0) return;
  if (version.value() > object.entries.size() || !object.At(version).chosen) {
    Fail(object, version, node, "answers a client, but no majority of platters holds the entry");
  }
}

}  // namespace paxosstore::sim
