#include "tests/sim/oracles/mutation.h"

#include <memory>

#include "core/paxos/group.h"

namespace paxosstore::sim {

std::vector<const Report*> Edited(const Story& story, const Edit& edit) {
  std::vector<const Report*> reports;
  reports.reserve(story.reports().size() + 1);
  for (const Report& report : story.reports()) reports.push_back(&report);
  const auto at = static_cast<ptrdiff_t>(edit.at);
  const Report* const here = reports[edit.at];
  switch (edit.kind) {
    case Edit::Kind::kDrop:
      reports.erase(reports.begin() + at);
      break;
    case Edit::Kind::kDuplicate:
      reports.insert(reports.begin() + at, here);
      break;
    case Edit::Kind::kSwap:
      std::swap(reports[edit.at], reports[edit.other]);
      break;
    case Edit::Kind::kMove:
      reports.erase(reports.begin() + at);
      reports.insert(reports.begin() + static_cast<ptrdiff_t>(edit.other), here);
      break;
    case Edit::Kind::kAlter:
      reports[edit.at] = &*edit.altered;
      break;
  }
  return reports;
}

Ballot Above(Ballot ballot) {
  if (ballot.replica.value() == kReplicasMax) return {ballot.round + 1, NodeId(1)};
  return {ballot.round, ballot.replica.Next()};
}

Ballot Below(Ballot ballot) {
  if (ballot.replica.value() > 0) return {ballot.round, ballot.replica.Previous()};
  if (ballot.round > 0) return {ballot.round - 1, NodeId(kReplicasMax)};
  return ballot;
}

NodeId Third(NodeId a, NodeId b) {
  NodeId node(1);
  while (node == a || node == b) node = node.Next();
  return node;
}

ValuePtr WithOtherId(const Value& value) {
  auto other = std::make_shared<Value>(value);
  other->id.number += 1'000'000;
  return other;
}

ValuePtr WithOtherContent(const Value& value) {
  auto other = std::make_shared<Value>(value);
  other->payload += "!";
  return other;
}

}  // namespace paxosstore::sim
