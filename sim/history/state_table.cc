#include "sim/history/state_table.h"

#include <string_view>
#include <utility>

#include "core/model/command_table.h"
#include "sim/history/sequential.h"

namespace paxosstore::sim {

namespace {

// Of two operations with equal texts nobody can tell which one was done.
std::string WhatItDoes(const Operation& operation) {
  std::string text;
  const auto add = [&text](std::string_view part) {
    text.append(std::to_string(part.size())).append(":").append(part);
  };
  for (const model::Command& command : operation.commands) {
    text.append(command.spec->name).append(" " + std::to_string(command.args.size()) + " ");
    for (const std::string& argument : command.args) add(argument);
  }
  for (const model::Reply& reply : operation.replies) add(ToString(reply));
  return text;
}

}  // namespace

StateTable::StateTable(const std::vector<Operation>& operations) : operations_(operations) {
  absl::flat_hash_map<std::string, uint32_t> kinds;
  for (const Operation& operation : operations) {
    const auto next = static_cast<uint32_t>(kinds.size());
    kinds_.push_back(kinds.try_emplace(WhatItDoes(operation), next).first->second);
  }
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

StepTraits StateTable::TraitsOf(uint32_t operation) const {
  StepTraits traits;
  traits.counts = operations_[operation].fate != Fate::kNotDone;
  traits.writes = MayWrite(operations_[operation]);
  traits.kind = kinds_[operation];
  return traits;
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
