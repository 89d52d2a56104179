#include "sim/history/history_evidence.h"

#include <string>

#include "sim/check/wrong_part.h"
#include "sim/history/state_table.h"

namespace paxosstore::sim {
namespace {

std::string InWords(const model::ObjectState& state) {
  std::string text;
  for (const auto& [key, entry] : state.keys) {
    text += (text.empty() ? "" : ", ") + key + " = \"" + entry.value + "\"";
  }
  return text.empty() ? "no key" : text;
}

}  // namespace

Evidence FindEvidence(const std::vector<Operation>& operations, uint64_t budget) {
  constexpr size_t kStatesMax = 4;
  StateTable table(operations);
  const WrongPart part = FindWrongPart(table, budget);
  Evidence evidence;
  for (size_t i = 0; i < part.before.size() && i <= kStatesMax; ++i) {
    evidence.before += i == 0 ? "" : " or ";
    evidence.before += i < kStatesMax ? InWords(table.StateOf(part.before[i])) : "others";
  }
  for (const WrongPart::Piece& piece : part.pieces) {
    const Operation& operation = operations[piece.operation];
    evidence.guilty.push_back(
        {"c" + ToString(operation.client), WhatHappened(operation), piece.span});
  }
  return evidence;
}

}  // namespace paxosstore::sim
