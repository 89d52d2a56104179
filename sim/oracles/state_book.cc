#include "sim/oracles/state_book.h"

#include <algorithm>

namespace paxosstore::sim {

void StateBook::Add(size_t index, const ObjectTrack& object, NodeId node, EntryId entry,
                    const AcceptorState& state) {
  if (objects_.size() <= index) objects_.resize(index + 1);
  std::vector<Noted>& noted = objects_[index][IndexOf(node)];
  const uint64_t chosen = object.nodes[IndexOf(node)].durable_chosen;
  if (!noted.empty() && noted.front().entry.value() <= chosen) {
    std::erase_if(noted, [chosen](const Noted& one) { return one.entry.value() <= chosen; });
  }
  noted.push_back({entry, state});
}

bool StateBook::Has(size_t index, NodeId node, EntryId entry, const AcceptorState& state) const {
  if (state.promised.IsNone() && state.accepted.IsNone() && state.value == nullptr) return true;
  if (index >= objects_.size()) return false;
  const std::vector<Noted>& noted = objects_[index][IndexOf(node)];
  return std::any_of(noted.begin(), noted.end(), [&](const Noted& one) {
    if (one.entry != entry || !(one.state == state)) return false;
    return state.value == nullptr || StampOf(*state.value) == StampOf(*one.state.value);
  });
}

}  // namespace paxosstore::sim
