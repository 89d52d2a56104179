#include "sim/oracles/promises_monotone.h"

#include <algorithm>
#include <string>
#include <utility>

namespace paxosstore::sim {

void PromisesMonotone::Fail(const ObjectTrack& object, EntryId entry, NodeId node,
                            std::string what) {
  judge_->Fail(kName, object.name + " entry " + ToString(entry) + " on node " + ToString(node) +
                          ": " + std::move(what));
}

namespace {

// The highest ballot of which the platter of `node` has held an accept.
Ballot DurableAccept(const EntryTrack& track, NodeId node) {
  Ballot highest;
  for (const AcceptTrack& accept : track.accepts) {
    if (accept.durable_nodes >> IndexOf(node) & 1) highest = std::max(highest, accept.ballot);
  }
  return highest;
}

}  // namespace

void PromisesMonotone::OnMemory(ObjectTrack& object, EntryId entry, NodeId node,
                                const AcceptorState& state) {
  NodeTrack& track = object.nodes[IndexOf(node)];
  if (entry.value() <= track.known_chosen) {
    Fail(object, entry, node, "state changed although the entry is known to be chosen");
  }
  if (entry.value() < track.memory_entry) {
    Fail(object, entry, node, "state changed after entry " + std::to_string(track.memory_entry));
  }
  if (entry.value() == track.memory_entry &&
      (state.promised < track.memory_promised || state.accepted < track.memory_accepted)) {
    Fail(object, entry, node,
         "memory went back from m=" + ToString(track.memory_promised) +
             " n=" + ToString(track.memory_accepted) + " to " + ToString(state));
  }
  const Ballot before = entry.value() == track.memory_entry ? track.memory_accepted : Ballot{};
  if (state.accepted != before && state.accepted != state.promised) {
    Fail(object, entry, node, "accepted below the promise: " + ToString(state));
  }
  track.memory_entry = entry.value();
  track.memory_promised = state.promised;
  track.memory_accepted = state.accepted;
}

void PromisesMonotone::OnChosen(ObjectTrack& object, EntryId entry, NodeId node) {
  NodeTrack& track = object.nodes[IndexOf(node)];
  if (entry.value() <= track.known_chosen) {
    Fail(object, entry, node, "learnt as chosen after entry " + std::to_string(track.known_chosen));
  }
  track.known_chosen = entry.value();
}

void PromisesMonotone::OnDurablePromise(const ObjectTrack& object, EntryId entry, EntryTrack& track,
                                        NodeId node, Ballot promised) {
  Ballot& known = track.durable_promise[IndexOf(node)];
  if (promised < known) {
    Fail(object, entry, node,
         "the platter's promise went back from " + ToString(known) + " to " + ToString(promised));
  }
  known = std::max(known, promised);
}

void PromisesMonotone::OnDurableAccept(const ObjectTrack& object, EntryId entry,
                                       const EntryTrack& track, NodeId node, Ballot accepted) {
  const Ballot known = DurableAccept(track, node);
  if (accepted < known) {
    Fail(object, entry, node,
         "the platter's accept went back from " + ToString(known) + " to " + ToString(accepted));
  }
}

void PromisesMonotone::OnRecovered(ObjectTrack& object, NodeId node, EntryId chosen,
                                   const AcceptorState& pending) {
  NodeTrack& track = object.nodes[IndexOf(node)];
  if (chosen.value() < track.durable_chosen) {
    Fail(object, chosen, node,
         "recovered, although the platter knew entry " + std::to_string(track.durable_chosen) +
             " to be chosen");
  }
  track.durable_chosen = std::max(track.durable_chosen, chosen.value());
  EntryTrack& entry = object.At(chosen.Next());
  OnDurablePromise(object, chosen.Next(), entry, node, pending.promised);
  OnDurableAccept(object, chosen.Next(), entry, node, pending.accepted);
  track.known_chosen = chosen.value();
  track.memory_entry = chosen.value() + 1;
  track.memory_promised = pending.promised;
  track.memory_accepted = pending.accepted;
  for (uint64_t e = chosen.value() + 2; e <= object.entries.size(); ++e) {
    if (!object.entries[e - 1].durable_promise[IndexOf(node)].IsNone()) {
      Fail(object, EntryId(e), node, "the platter's promise was not recovered");
    }
  }
}

}  // namespace paxosstore::sim
