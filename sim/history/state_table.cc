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

// A register in the narrow sense: one key that holds a value, or is not there.
bool IsRegister(const std::vector<Operation>& operations) {
  std::string_view key;
  for (const Operation& operation : operations) {
    if (MayExpire(operation)) return false;
    for (const model::Command& command : operation.commands) {
      if (key.empty()) key = command.Key(0);
      for (const std::string_view other : command.Keys()) {
        if (other != key) return false;
      }
    }
  }
  return true;
}

bool IsPlain(const Operation& operation, std::string_view name, size_t arguments) {
  return operation.commands.size() == 1 && operation.commands[0].spec->name == name &&
         operation.commands[0].args.size() == arguments;
}

}  // namespace

StateTable::StateTable(const std::vector<Operation>& operations) : operations_(operations) {
  Intern({});
  FindTraits();
}

void StateTable::FindTraits() {
  absl::flat_hash_map<std::string, uint32_t> kinds;
  const bool is_register = IsRegister(operations_);
  for (uint32_t i = 0; i < operations_.size(); ++i) {
    const Operation& operation = operations_[i];
    StepTraits& traits = traits_.emplace_back();
    traits.counts = operation.fate != Fate::kNotDone;
    traits.writes = MayWrite(operation);
    const auto next = static_cast<uint32_t>(kinds.size());
    traits.kind = kinds.try_emplace(WhatItDoes(operation), next).first->second;
    if (!is_register || !traits.counts) continue;
    if (IsPlain(operation, "set", 2) && After(kFirst, i) != kMismatch) {
      traits.always = true;
      traits.makes = After(kFirst, i);
    }
    if (!IsPlain(operation, "get", 1) || operation.fate != Fate::kOk) continue;
    const model::Reply& reply = operation.replies[0];
    model::ObjectState wanted;
    if (reply.kind == model::Reply::Kind::kBulk) {
      wanted.keys[operation.commands[0].args[0]].value = reply.text;
    } else if (reply.kind != model::Reply::Kind::kNull) {
      continue;
    }
    traits.wants = Intern(std::move(wanted));
  }
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
