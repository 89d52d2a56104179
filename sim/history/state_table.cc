#include "sim/history/state_table.h"

#include <utility>

#include "sim/history/sequential.h"

namespace paxosstore::sim {

StateTable::StateTable(const std::vector<Operation>& operations) : operations_(operations) {
  Intern({});
}

StateTable::StateId StateTable::Intern(model::ObjectState state) {
  const auto [it, added] = ids_.try_emplace(Encode(state), static_cast<StateId>(states_.size()));
  if (added) states_.push_back(std::move(state));
  return it->second;
}

Span StateTable::SpanOf(uint32_t operation) const {
  const Operation& which = operations_[operation];
  return {which.start, which.fate == Fate::kOk ? which.end : Span::kNever};
}

bool StateTable::MayWrite(uint32_t operation) const {
  return sim::MayWrite(operations_[operation]);
}

bool StateTable::Counts(uint32_t operation) const {
  return operations_[operation].fate != Fate::kNotDone;
}

StateTable::StateId StateTable::After(StateId from, uint32_t operation) {
  const uint64_t key = (uint64_t{from} << 32) | operation;
  if (const auto it = after_.find(key); it != after_.end()) return it->second;
  model::ObjectState state = states_[from];
  const StateId result =
      Replay(operations_[operation], state) ? Intern(std::move(state)) : kMismatch;
  after_.emplace(key, result);
  return result;
}

}  // namespace paxosstore::sim
