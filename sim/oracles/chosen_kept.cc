#include "sim/oracles/chosen_kept.h"

#include <string>

namespace paxosstore::sim {
namespace {

void Advance(NodeTrack& node, uint64_t chosen) {
  if (chosen <= node.held_chosen) return;
  node.held_chosen = chosen;
  node.held_accept = {};
}

uint64_t NewestChosen(const ObjectTrack& object) {
  uint64_t entry = object.entries.size();
  while (entry > 0 && !object.entries[entry - 1].chosen) --entry;
  return entry;
}

bool Holds(const NodeTrack& node, uint64_t entry, const EntryTrack& track) {
  if (node.held_chosen >= entry) return true;
  return node.held_chosen + 1 == entry && !node.held_accept.IsNone() &&
         node.held_accept >= track.chosen_at;
}

}  // namespace

void ChosenKept::OnDurable(NodeTrack& node, const EntryRecord& record) {
  if (record.kind == EntryRecord::Kind::kChosen) return Advance(node, record.entry.value());
  Advance(node, record.entry.value() - 1);
  const bool current = node.held_chosen + 1 == record.entry.value();
  if (current && record.kind == EntryRecord::Kind::kAccept) node.held_accept = record.accepted;
}

void ChosenKept::OnRecovered(ObjectTrack& object, NodeId node, const LogState& state) {
  NodeTrack& back = object.nodes[IndexOf(node)];
  back.held_chosen = state.chosen.value();
  back.held_accept = state.pending.accepted;
  const uint64_t entry = NewestChosen(object);
  if (entry == 0) return;
  const EntryTrack& track = object.entries[entry - 1];
  size_t without = 0;
  for (size_t i = 0; i < nodes_; ++i) without += Holds(object.nodes[i], entry, track) ? 0 : 1;
  if (2 * without <= nodes_) return;
  judge_->Fail(kName, object.name + " entry " + std::to_string(entry) + ": node " + ToString(node) +
                          " is back at version " + ToString(state.chosen) + ", and " +
                          std::to_string(without) + " of " + std::to_string(nodes_) +
                          " nodes do not hold value " + ToString(track.chosen_id) +
                          ", which was chosen");
}

}  // namespace paxosstore::sim
