#include "sim/oracles/convergence.h"

namespace paxosstore::sim {
namespace {

bool SameContent(const ValuePtr& a, const ValuePtr& b) {
  if (a == b) return true;
  if (a == nullptr || b == nullptr) return false;
  return a->id == b->id && a->live_keys == b->live_keys && a->window == b->window &&
         a->payload == b->payload;
}

std::string Show(NodeId node, const LogState& state) {
  return "node " + ToString(node) + " has version " + ToString(state.chosen) +
         (state.chosen_value == nullptr ? std::string()
                                        : " (value " + ToString(state.chosen_value->id) + ")") +
         ", pending " + ToString(state.pending);
}

}  // namespace

std::optional<std::string> FindDivergence(
    const std::string& object, const std::vector<std::pair<NodeId, LogState>>& replicas) {
  const auto& [first_node, first] = replicas.front();
  for (const auto& [node, state] : replicas) {
    if (state.chosen != first.chosen || !SameContent(state.chosen_value, first.chosen_value)) {
      return object + ": " + Show(first_node, first) + "; " + Show(node, state);
    }
    if (state.pending.value != nullptr) {
      return object + " is still pending: " + Show(node, state);
    }
  }
  return std::nullopt;
}

}  // namespace paxosstore::sim
