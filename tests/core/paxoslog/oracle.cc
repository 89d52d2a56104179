#include "tests/core/paxoslog/oracle.h"

namespace paxosstore {
namespace {

std::string At(EntryId entry, Ballot ballot) {
  return "entry " + ToString(entry) + " ballot " + ToString(ballot);
}

[[noreturn]] void Fail(const std::string& what) { throw Violation(what); }

}  // namespace

void Oracle::OnDurable(NodeId node, const LogState& durable) {
  const EntryId entry = durable.chosen.Next();
  const AcceptorState& state = durable.pending;
  Ballot& promised = promises_[{entry, node}];
  if (state.promised < promised) {
    Fail("replica " + ToString(node) + " went back on " + At(entry, promised));
  }
  promised = state.promised;
  if (state.accepted.IsNone()) return;
  OnValue(entry, state.accepted, state.value);
  votes_[{entry, state.accepted}].insert(node);
}

void Oracle::OnValue(EntryId entry, Ballot ballot, const ValuePtr& value) {
  if (value == nullptr) return;
  const auto [at, first] = values_.emplace(BallotOf{entry, ballot}, value->id);
  if (!first && at->second != value->id) {
    Fail("two values at " + At(entry, ballot) + ": " + ToString(at->second) + " and " +
         ToString(value->id));
  }
}

void Oracle::OnLeaving(NodeId from, EntryId entry, Ballot ballot) {
  if (ballot.replica == from) left_.insert({entry, ballot});
}

void Oracle::OnSend(NodeId from, NodeId to, const PaxosMessage& message) {
  const EntryId entry = message.entry;
  const SentState& state = message.state;
  if (entry != EntryId(0)) {
    OnValue(entry, state.accepted, state.value);
    OnLeaving(from, entry, state.promised);
    if (state.promised > promises_[{entry, from}]) {
      Fail("replica " + ToString(from) +
           " reveals a promise that its disk does not hold: " + At(entry, state.promised));
    }
    if (!state.accepted.IsNone() && !votes_[{entry, state.accepted}].contains(from)) {
      Fail("replica " + ToString(from) +
           " reveals a vote that its disk does not hold: " + At(entry, state.accepted));
    }
    if (message.view.promised > promises_[{entry, to}]) {
      Fail("replica " + ToString(from) + " believes in a promise of " + ToString(to) +
           " that was not given: " + At(entry, message.view.promised));
    }
    if (!message.view.accepted.IsNone() && !votes_[{entry, message.view.accepted}].contains(to)) {
      Fail("replica " + ToString(from) + " believes in a vote of " + ToString(to) +
           " that was not given: " + At(entry, message.view.accepted));
    }
  }
  if (message.proposal.has_value()) {
    OnValue(entry, message.proposal->accepted, message.proposal->value);
    OnLeaving(from, entry, message.proposal->accepted);
  }
  if (!message.chosen.has_value()) return;
  const SentChosen& chosen = *message.chosen;
  if (!chosen.ballot.IsNone() && !HasMajority({chosen.entry, chosen.ballot})) {
    Fail("replica " + ToString(from) +
         " calls chosen what is not: " + At(chosen.entry, chosen.ballot));
  }
}

void Oracle::OnChosen(NodeId node, EntryId entry, const Value& value) {
  const auto [at, first] = chosen_.emplace(entry, value.id);
  if (!first && at->second != value.id) {
    Fail("entry " + ToString(entry) + " has two chosen values: " + ToString(at->second) + " and " +
         ToString(value.id) + " (by replica " + ToString(node) + ")");
  }
  for (const auto& [ballot, id] : values_) {
    if (ballot.first == entry && id == value.id && HasMajority(ballot)) return;
  }
  Fail("replica " + ToString(node) + " takes entry " + ToString(entry) +
       " for chosen without a majority of durable votes");
}

void Oracle::OnIssue(NodeId node, EntryId entry, Ballot ballot) {
  if (left_.contains({entry, ballot})) {
    Fail("replica " + ToString(node) + " issues a second time: " + At(entry, ballot));
  }
}

void Oracle::OnStep(NodeId node, const ObjectLog& log, const LogState& durable) const {
  CheckInvariants(log.pending().actual());
  CheckInvariants(log.pending().durable());
  const AcceptorState& actual = log.pending().actual();
  const AcceptorState& synced = log.pending().durable();
  const bool in_order = synced.promised <= actual.promised && synced.accepted <= actual.accepted &&
                        (synced == AcceptorState() || durable.chosen.Next() > log.pending_entry() ||
                         (durable.chosen.Next() == log.pending_entry() &&
                          synced.promised <= durable.pending.promised &&
                          synced.accepted <= durable.pending.accepted));
  if (in_order) return;
  Fail("replica " + ToString(node) + " takes for durable what is not: entry " +
       ToString(log.pending_entry()) + " " + ToString(synced));
}

bool Oracle::HasMajority(BallotOf ballot) const {
  const auto votes = votes_.find(ballot);
  return votes != votes_.end() && 2 * votes->second.size() > replicas_;
}

}  // namespace paxosstore
