#include "core/paxos/instance.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"

namespace paxosstore {
namespace {

// Equal ballots carry equal values: the heart of the protocol, so it is asserted wherever two
// states meet.
void CheckSameBallotSameValue(const AcceptorState& a, const AcceptorState& b) {
  if (a.accepted.IsNone() || a.accepted != b.accepted) return;
  CHECK_MSG(SameValue(a.value, b.value),
            "two values at one ballot: " + ToString(a) + " and " + ToString(b));
}

// The larger promise, the larger accepted pair.
void Raise(AcceptorState& target, const AcceptorState& state) {
  CheckSameBallotSameValue(target, state);
  target.promised = std::max(target.promised, state.promised);
  if (state.accepted > target.accepted) {
    target.accepted = state.accepted;
    target.value = state.value;
  }
}

}  // namespace

void CheckInvariants(const AcceptorState& state) {
  CHECK_MSG(state.accepted <= state.promised, ToString(state));
  CHECK_MSG(state.accepted.IsNone() == (state.value == nullptr), ToString(state));
}

Instance::Instance(const Group* group, AcceptorState recovered)
    : group_(group), actual_(std::move(recovered)) {
  CheckInvariants(actual_);
  if (PLANTED_BUG(kBallotReusedAfterRestart)) actual_.promised = actual_.accepted;
  durable_ = actual_;
}

const AcceptorState& Instance::Slot(ReplicaIndex replica) const {
  if (replica != group_->self) return views_[replica];
  return PLANTED_BUG(kOwnVoteCountedEarly) ? actual_ : durable_;
}

Ballot Instance::FreshBallot() const {
  uint64_t round = actual_.promised.round;
  for (size_t i = 0; i < group_->size; ++i) round = std::max(round, views_[i].promised.round);
  return {round + 1, PLANTED_BUG(kEqualBallots) ? group_->nodes[0] : group_->SelfId()};
}

void Instance::IssuePrepare(Ballot ballot) {
  CHECK(ballot > actual_.promised);
  actual_.promised = ballot;
}

bool Instance::MayIssueAccept(Ballot ballot) const {
  if (actual_.promised != ballot && !PLANTED_BUG(kIssueAcceptWithoutOwnPromise)) return false;
  if (actual_.accepted == ballot && !PLANTED_BUG(kIssueAcceptTwice)) return false;
  size_t promised = 0;
  for (size_t i = 0; i < group_->size; ++i) promised += Slot(i).promised == ballot ? 1 : 0;
  if (PLANTED_BUG(kIssueAcceptWithoutOwnPromise) && Slot(group_->self).promised != ballot)
    ++promised;
  return promised >= group_->Majority();
}

bool Instance::MayIssueFastAccept() const {
  const bool promised = !actual_.promised.IsNone() && !PLANTED_BUG(kFastOverPromise);
  return !promised && actual_.accepted.IsNone();
}

ValuePtr Instance::Adopted() const {
  if (PLANTED_BUG(kAdoptsNothing)) return nullptr;
  const AcceptorState none;
  const AcceptorState* best = &actual_;
  if (PLANTED_BUG(kIssueAcceptTwice) && actual_.accepted == actual_.promised) best = &none;
  for (size_t i = 0; i < group_->size; ++i) {
    const AcceptorState& slot = views_[i];
    if (slot.accepted.IsNone()) continue;
    const bool better = PLANTED_BUG(kAdoptsLowestBallot)
                            ? best->accepted.IsNone() || slot.accepted < best->accepted
                            : slot.accepted > best->accepted;
    if (better) best = &slot;
  }
  return best->value;
}

void Instance::IssueAccept(Ballot ballot, ValuePtr value) {
  CHECK(value != nullptr);
  CHECK(PLANTED_BUG(kIssueAcceptWithoutOwnPromise) || ballot >= actual_.promised);
  actual_.promised = std::max(actual_.promised, ballot);
  actual_.accepted = ballot;
  actual_.value = std::move(value);
}

ValuePtr Instance::ValueAt(Ballot ballot) const {
  if (ballot.IsNone()) return nullptr;
  if (actual_.accepted == ballot) return actual_.value;
  // What we say of ourselves is the durable state, so what is left out towards us may be that.
  if (durable_.accepted == ballot) {
    SOMETIMES(kLeftOutValueOnlyDurable);
    return durable_.value;
  }
  for (size_t i = 0; i < group_->size; ++i) {
    if (views_[i].accepted != ballot) continue;
    SOMETIMES(kLeftOutValueOnlyInView);
    return views_[i].value;
  }
  return nullptr;
}

std::optional<AcceptorState> Instance::Resolve(const SentState& state) const {
  AcceptorState whole{state.promised, state.accepted, state.value};
  if (whole.accepted.IsNone() || whole.value != nullptr) return whole;
  whole.value = ValueAt(whole.accepted);
  if (whole.value == nullptr) {
    SOMETIMES(kLeftOutValueMissing);
    return std::nullopt;
  }
  return whole;
}

// Promise first, then accept: a state that is accepted below the own promise changes the promise
// alone.
void Instance::Adopt(const AcceptorState& state) {
  CheckSameBallotSameValue(actual_, state);
  actual_.promised = std::max(actual_.promised, state.promised);
  const bool allowed = actual_.promised <= state.accepted || PLANTED_BUG(kAcceptIgnoresPromise);
  if (allowed && actual_.accepted < state.accepted) {
    actual_.accepted = state.accepted;
    actual_.value = state.value;
  }
  if (actual_.accepted < state.accepted) SOMETIMES(kPromiseAlone);
}

bool Instance::MergeView(ReplicaIndex from, const SentState& state) {
  CHECK(from != group_->self);
  std::optional<AcceptorState> whole = Resolve(state);
  if (!whole.has_value()) return false;
  CheckInvariants(*whole);
  for (size_t i = 0; i < group_->size; ++i) CheckSameBallotSameValue(views_[i], *whole);
  Raise(views_[from], *whole);
  return true;
}

bool Instance::MergeState(ReplicaIndex from, const SentState& state) {
  if (!MergeView(from, state)) return false;
  Adopt(views_[from]);
  return true;
}

bool Instance::MergeProposal(const SentState& proposal) {
  std::optional<AcceptorState> whole = Resolve(proposal);
  if (!whole.has_value()) return false;
  CheckInvariants(*whole);
  Adopt(*whole);
  return true;
}

void Instance::MarkDurable(const AcceptorState& state) {
  const bool grows = state.promised >= durable_.promised && state.accepted >= durable_.accepted;
  if (!grows && (PLANTED_BUG(kPromiseNotSynced) || PLANTED_BUG(kAcceptNotSynced))) return;
  CHECK_MSG(grows, ToString(durable_) + " after " + ToString(state));
  durable_ = state;
}

size_t Instance::CountVotes(Ballot ballot) const {
  size_t votes = 0;
  for (size_t i = 0; i < group_->size; ++i) {
    const Ballot accepted = Slot(i).accepted;
    if (accepted == ballot) ++votes;
    if (PLANTED_BUG(kNoneAcceptedCounts) && accepted.IsNone()) ++votes;
    if (PLANTED_BUG(kReplicaCountedTwice) && accepted == ballot &&
        group_->nodes[i] == ballot.replica) {
      ++votes;
    }
  }
  return votes;
}

std::optional<ChosenValue> Instance::Chosen() const {
  for (size_t i = 0; i < group_->size; ++i) {
    const AcceptorState& slot = Slot(i);
    if (slot.accepted.IsNone()) continue;
    if (CountVotes(slot.accepted) >= group_->Majority())
      return ChosenValue{slot.accepted, slot.value};
  }
  return std::nullopt;
}

}  // namespace paxosstore
