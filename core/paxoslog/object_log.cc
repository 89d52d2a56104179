#include "core/paxoslog/object_log.h"

#include <algorithm>

#include "core/base/buggify.h"
#include "core/base/check.h"
#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"

namespace paxosstore {

ObjectLog::ObjectLog(const Group* group, LogState recovered, NodeId fixed_owner)
    : group_(group),
      fixed_owner_(fixed_owner),
      chosen_(recovered.chosen),
      chosen_value_(std::move(recovered.chosen_value)),
      pending_(group, std::move(recovered.pending)) {
  CHECK((chosen_ == EntryId(0)) == (chosen_value_ == nullptr));
  if (PLANTED_BUG(kPendingTakenForChosen) && HoldsPendingValue()) {
    store_is_behind_ = true;
    chosen_ = chosen_.Next();
    chosen_value_ = pending_.actual().value;
    pending_ = Instance(group_);
  }
  if (PLANTED_BUG(kFastPathAfterRestart) && chosen_value_ != nullptr) {
    fast_right_ = chosen_value_->id.proposer == group_->SelfId();
  }
}

bool ObjectLog::MayGoFast() const {
  if (!pending_.MayIssueFastAccept()) return false;
  if (chosen_ == EntryId(0)) {
    return fixed_owner_ == group_->SelfId() || PLANTED_BUG(kEveryoneOwnsFirst);
  }
  return fast_right_;
}

// --- what this replica undertakes
// ---------------------------------------------------------------------------------------

void ObjectLog::Propose(ValuePtr value, Effects& fx) {
  CHECK(value != nullptr);
  if (attempt_.has_value()) {
    CHECK(MayPropose());
    SOMETIMES(kTrialTookUpValue);
    attempt_->value = std::move(value);
    Continue(fx);
    return;
  }
  const bool fast = MayGoFast() && !BUGGIFY(kPrepareAnyway);
  const bool first = chosen_ == EntryId(0);
  attempt_ = Attempt{.ballot = {}, .value = value};
  if (!fast) return BeginPrepare(pending_.FreshBallot(), fx);
  fast_right_ = false;
  if (first) SOMETIMES(kFastPathAtFirstEntry);
  if (!first) SOMETIMES(kFastPathAsOwner);
  attempt_->ballot = FastBallot(group_->SelfId());
  // At entry 1 the right needs no memory of an earlier entry, so nothing else would keep a
  // restarted replica from using it a second time: the disk must show the first use before anybody
  // else can.
  attempt_->durable_first = first && !PLANTED_BUG(kFirstEntryAtOnce);
  IssueAccept(attempt_->ballot, std::move(value), fx);
}

void ObjectLog::StartTrial(Effects& fx) {
  CHECK(!attempt_.has_value());
  attempt_ = Attempt{};
  BeginPrepare(pending_.FreshBallot(), fx);
}

void ObjectLog::Retry(Effects& fx) {
  CHECK(attempt_.has_value());
  SOMETIMES(kRetriedHigher);
  *attempt_ = Attempt{.ballot = {}, .value = attempt_->value};
  BeginPrepare(pending_.FreshBallot(), fx);
}

void ObjectLog::BeginPrepare(Ballot ballot, Effects& fx) {
  fast_right_ = false;
  attempt_->ballot = ballot;
  pending_.IssuePrepare(ballot);
  PersistPending(EntryRecord::Kind::kPromise, fx);
  // The prepare leaves in MarkDurable: a restarted replica must not issue this ballot a second
  // time.
}

void ObjectLog::IssueAccept(Ballot ballot, ValuePtr value, Effects& fx) {
  attempt_->voted = true;
  pending_.IssueAccept(ballot, std::move(value));
  PersistPending(EntryRecord::Kind::kAccept, fx);
  if (attempt_->durable_first) return;
  attempt_->sent = true;
  Broadcast(fx);  // as a proposal: our own vote is not given until the disk holds it
}

void ObjectLog::TryAccept(Effects& fx) {
  if (!attempt_.has_value() || attempt_->ballot.round == 0) return;
  if (!pending_.MayIssueAccept(attempt_->ballot)) return;
  ValuePtr value = pending_.Adopted();
  if (value != nullptr && attempt_->value == nullptr) SOMETIMES(kTrialAdopted);
  if (value != nullptr && attempt_->value != nullptr && !SameValue(value, attempt_->value)) {
    SOMETIMES(kAdoptedForeignValue);
  }
  if (value == nullptr) value = attempt_->value;
  if (value != nullptr) return IssueAccept(attempt_->ballot, std::move(value), fx);
  SOMETIMES(kTrialFoundNothing);
  attempt_.reset();
  fx.trial_clear = true;
}

void ObjectLog::CheckPreempted(Effects& fx) {
  if (!attempt_.has_value() || attempt_->preempted) return;
  size_t lost = 0;
  for (ReplicaIndex i = 0; i < group_->size; ++i) {
    const Ballot promised =
        i == group_->self ? pending_.actual().promised : pending_.view(i).promised;
    lost += promised > attempt_->ballot ? 1 : 0;
  }
  const bool own_promise_gone = pending_.actual().promised > attempt_->ballot;
  if (!own_promise_gone && group_->size - lost >= group_->Majority()) return;
  SOMETIMES(kPreempted);
  if (attempt_->ballot.round == 0) SOMETIMES(kFastPathOvertaken);
  attempt_->preempted = true;
  fx.preempted = true;
}

void ObjectLog::PersistPending(EntryRecord::Kind kind, Effects& fx) {
  const AcceptorState& state = pending_.actual();
  EntryRecord record;
  record.kind = kind;
  record.entry = pending_entry();
  record.previous_is_chosen = store_is_behind_;
  record.promised = state.promised;
  if (kind == EntryRecord::Kind::kAccept) {
    record.accepted = state.accepted;
    record.value = state.value;
  }
  if (store_is_behind_) SOMETIMES(kMarkedWithNextRecord);
  store_is_behind_ = false;
  fx.writes.push_back({std::move(record), state});
}

// --- what arrives
// ---------------------------------------------------------------------------------------------------------

void ObjectLog::Receive(NodeId from, const PaxosMessage& message, Effects& fx) {
  if (message.chosen.has_value() && !ReceiveChosen(*message.chosen, fx)) {
    fx.sends.emplace_back(from, MakeStatus());
    return;
  }
  if (message.entry == EntryId(0)) return;
  if (message.entry <= chosen_) return AnswerFrom(from, message, fx);
  if (message.entry > pending_entry()) {  // we are behind and cannot vote there
    SOMETIMES(kAskedBeyondPending);
    fx.sends.emplace_back(from, MakeStatus());
    return;
  }
  MergePending(from, message, fx);
}

// The sender is at an entry that is chosen already: it gets the newest chosen entry, and the
// pending one with it. Silence only towards a replica that reports its vote for just that, and did
// not propose it: the notice is under way. (A proposer at that point has lost our vote and asks for
// it again.)
void ObjectLog::AnswerFrom(NodeId from, const PaxosMessage& message, Effects& fx) {
  const ReplicaIndex index = group_->IndexOf(from);
  const bool voted = message.entry == chosen_ && !chosen_ballot_.IsNone() &&
                     message.state.accepted == chosen_ballot_;
  if (PLANTED_BUG(kChosenNotFrozen) && message.entry == chosen_ &&
      message.state.promised > chosen_ballot_) {
    PaxosMessage answer;
    answer.entry = chosen_;
    answer.state.promised = message.state.promised;
    answer.view.promised = message.state.promised;
    fx.sends.emplace_back(from, std::move(answer));
    return;
  }
  const bool reports =
      voted && message.state.promised == chosen_ballot_ && chosen_ballot_.replica != from;
  if (reports && !BUGGIFY(kAnswerReporter)) {
    SOMETIMES(kReporterLeftToNotice);
    return;
  }
  SOMETIMES(kAnsweredFromFrozen);
  PaxosMessage answer = MakeMessage(index);
  answer.chosen = SentChosen{chosen_, chosen_ballot_, voted ? nullptr : chosen_value_};
  fx.sends.emplace_back(from, std::move(answer));
}

void ObjectLog::MergePending(NodeId from, const PaxosMessage& message, Effects& fx) {
  const ReplicaIndex index = group_->IndexOf(from);
  const AcceptorState before = pending_.actual();
  holds_[index] = message.state.accepted;
  if (!pending_.MergeState(index, message.state)) {
    fx.sends.emplace_back(from, MakeMessage(index));  // our view of it tells what we lack
    return;
  }
  if (message.proposal.has_value() && pending_.MergeProposal(*message.proposal)) {
    if (pending_.actual().accepted == message.proposal->accepted) SOMETIMES(kProposalVoted);
    holds_[index] = std::max(holds_[index], message.proposal->accepted);
  }
  // Only a proposer is answered. Answering every stale view would be right as well, but while
  // proposers compete and messages are slow, each answer is stale again when it arrives, and the
  // exchange feeds itself.
  const bool asks = message.state.promised.replica == from || message.proposal.has_value();
  const AcceptorState& after = pending_.actual();
  if (!(after == before)) {
    PersistPending(after.accepted == before.accepted ? EntryRecord::Kind::kPromise
                                                     : EntryRecord::Kind::kAccept,
                   fx);
    owed_[index] |= asks;  // answered when durable
    if (PLANTED_BUG(kPromiseNotSynced) && after.accepted == before.accepted) {
      pending_.MarkDurable(after);
    }
    if (PLANTED_BUG(kAcceptNotSynced) && after.accepted != before.accepted) {
      pending_.MarkDurable(after);
    }
  } else if (asks && OwesAnswer(index, message.view)) {
    SOMETIMES(kStaleViewAnswered);
    owed_[index] = true;
  }
  Continue(fx);
}

void ObjectLog::ReceiveReport(NodeId from, EntryId entry, const SentState& state, Effects& fx) {
  if (entry != pending_entry()) return;
  if (!pending_.MergeView(group_->IndexOf(from), state)) return;
  Continue(fx);
}

bool ObjectLog::ReceiveChosen(const SentChosen& chosen, Effects& fx) {
  if (chosen.entry == chosen_ && chosen.value != nullptr) {
    CHECK_MSG(SameValue(chosen.value, chosen_value_),
              "two values chosen at entry " + ToString(chosen_) + ": " +
                  ToString(chosen.value->id) + " and " + ToString(chosen_value_->id));
  }
  if (chosen.entry <= chosen_) return true;
  if (chosen.entry > pending_entry()) SOMETIMES(kEntriesSkipped);
  if (chosen.value != nullptr) {
    Learn(chosen.entry, chosen.value, chosen.ballot, fx);
    return true;
  }
  // Value-id-only: good for those who hold what was accepted at that ballot.
  if (chosen.entry != pending_entry()) return false;
  ValuePtr held = PLANTED_BUG(kNoticeTakesWhatIsHeld) ? pending_.actual().value
                                                      : pending_.ValueAt(chosen.ballot);
  if (held == nullptr) {
    SOMETIMES(kNoticeNotUnderstood);
    return false;
  }
  SOMETIMES(kNoticeWithoutValue);
  Learn(chosen.entry, std::move(held), chosen.ballot, fx);
  return true;
}

void ObjectLog::MarkDurable(EntryId entry, const AcceptorState& state, Effects& fx) {
  if (entry != pending_entry()) {  // the log has moved on; nothing in the record matters now
    SOMETIMES(kDurableTooLate);
    return;
  }
  pending_.MarkDurable(state);
  SOMETIMES_IF(pending_.Chosen().has_value(), kOwnVoteDecided);
  if (attempt_.has_value() && !attempt_->sent && !attempt_->preempted &&
      std::max(state.promised, state.accepted) == attempt_->ballot) {
    attempt_->sent = true;
    Broadcast(fx);
  }
  Continue(fx);
}

// --- consequences
// ---------------------------------------------------------------------------------------------------------

void ObjectLog::Continue(Effects& fx) {
  if (std::optional<ChosenValue> chosen = pending_.Chosen(); chosen.has_value()) {
    LearnByCounting(*chosen, fx);
    return;
  }
  TryAccept(fx);
  CheckPreempted(fx);
  AnswerOwed(fx);
}

// Whoever waits for our answer is told at once what became of the entry; the others by the notice.
void ObjectLog::LearnByCounting(const ChosenValue& chosen, Effects& fx) {
  if (!attempt_.has_value()) SOMETIMES(kChosenWithoutAttempt);
  const std::array<bool, kReplicasMax> owed = owed_;
  std::array<bool, kReplicasMax> has_value{};
  for (ReplicaIndex i = 0; i < group_->size; ++i) {
    has_value[i] = pending_.view(i).accepted == chosen.ballot;
  }
  Learn(pending_entry(), chosen.value, chosen.ballot, fx);
  fx.notice = true;
  for (ReplicaIndex i = 0; i < group_->size; ++i) {
    if (owed[i]) fx.sends.emplace_back(group_->nodes[i], MakeNotice(!has_value[i]));
  }
}

bool ObjectLog::HoldsAsPending(EntryId entry, const Value& value) const {
  const AcceptorState& state = pending_.actual();
  return entry == pending_entry() && state.value != nullptr && state.value->id == value.id;
}

void ObjectLog::Learn(EntryId entry, ValuePtr value, Ballot ballot, Effects& fx) {
  CHECK(entry > chosen_);
  if (entry == pending_entry() && !ballot.IsNone() && pending_.actual().accepted >= ballot) {
    CHECK_MSG(HoldsAsPending(entry, *value), "chosen at " + ToString(ballot) + ": " +
                                                 ToString(value->id) + ", but accepted " +
                                                 ToString(pending_.actual()));
  }
  if (attempt_.has_value() && !attempt_->voted) SOMETIMES(kAttemptOvertaken);
  // The store may go on holding it as the pending value; the next record of this log says that it
  // was chosen.
  store_is_behind_ = HoldsAsPending(entry, *value);
  if (!store_is_behind_) {
    EntryRecord record;
    record.kind = EntryRecord::Kind::kChosen;
    record.entry = entry;
    record.value = value;
    fx.writes.push_back({std::move(record), std::nullopt});
  }
  chosen_ = entry;
  chosen_ballot_ = ballot;
  // Ownership is a property of the value. This incarnation: an earlier one may have issued the next
  // entry already.
  fast_right_ = value->id.proposer == group_->SelfId() &&
                (value->id.incarnation == group_->incarnation || PLANTED_BUG(kOwnerOfEarlierLife));
  if (PLANTED_BUG(kOwnerByBallot)) fast_right_ = ballot.replica == group_->SelfId();
  chosen_value_ = std::move(value);
  pending_ = Instance(group_);
  attempt_.reset();
  owed_.fill(false);
  holds_.fill(Ballot{});
  fx.chosen = true;
  fx.preempted = false;
}

// --- messages
// -------------------------------------------------------------------------------------------------------------

bool ObjectLog::OwesAnswer(ReplicaIndex to, const SentState& their_view) const {
  const AcceptorState& mine = pending_.durable();
  if (their_view.promised >= mine.promised && their_view.accepted >= mine.accepted) return false;
  // A promise to our attempt that comes after the accept request has left is answered by that
  // request; a vote, by the notice that the entry is chosen.
  const bool answers_us = attempt_.has_value() && attempt_->voted && attempt_->sent &&
                          pending_.view(to).promised == attempt_->ballot;
  return !answers_us;
}

void ObjectLog::AnswerOwed(Effects& fx) {
  if (!(pending_.durable() == pending_.actual())) return;  // soon
  for (ReplicaIndex i = 0; i < group_->size; ++i) {
    if (!owed_[i]) continue;
    owed_[i] = false;
    fx.sends.emplace_back(group_->nodes[i], MakeMessage(i));
  }
}

void ObjectLog::Broadcast(Effects& fx) {
  for (ReplicaIndex i = 0; i < group_->size; ++i) {
    if (i != group_->self) fx.sends.emplace_back(group_->nodes[i], MakeMessage(i));
  }
}

void ObjectLog::Resend(Effects& fx) {
  CHECK(attempt_.has_value());
  if (attempt_->preempted) return Retry(fx);
  if (!attempt_->sent) return;  // waits for the disk
  for (ReplicaIndex i = 0; i < group_->size; ++i) {
    if (i == group_->self) continue;
    const AcceptorState& view = pending_.view(i);
    const bool answered =
        attempt_->voted ? view.accepted == attempt_->ballot : view.promised == attempt_->ballot;
    if (!answered) fx.sends.emplace_back(group_->nodes[i], MakeMessage(i));
  }
}

SentState ObjectLog::Sent(const AcceptorState& state, ReplicaIndex to) const {
  const bool has_it = !state.accepted.IsNone() && (holds_[to] == state.accepted ||
                                                   pending_.view(to).accepted == state.accepted);
  return {state.promised, state.accepted, has_it ? nullptr : state.value};
}

PaxosMessage ObjectLog::MakeMessage(ReplicaIndex to) const {
  PaxosMessage message;
  message.entry = pending_entry();
  message.state = Sent(PLANTED_BUG(kMemoryRevealed) ? pending_.actual() : pending_.durable(), to);
  if (PLANTED_BUG(kPromiseHidesValue) && message.state.accepted < message.state.promised) {
    message.state = {message.state.promised, Ballot(), nullptr};
  }
  const AcceptorState& view = pending_.view(to);
  message.view = {view.promised, view.accepted, nullptr};
  const AcceptorState& actual = pending_.actual();
  if (attempt_.has_value() && attempt_->voted && !attempt_->durable_first &&
      actual.accepted == attempt_->ballot && pending_.durable().accepted != actual.accepted) {
    message.proposal = SentState{actual.accepted, actual.accepted, actual.value};
  }
  if (!chosen_ballot_.IsNone()) message.chosen = SentChosen{chosen_, chosen_ballot_, nullptr};
  return message;
}

PaxosMessage ObjectLog::MakeNotice(bool with_value) const {
  CHECK(chosen_ > EntryId(0));
  const bool whole = with_value || chosen_ballot_.IsNone() || BUGGIFY(kNoticeWithValue);
  PaxosMessage message;
  message.chosen = SentChosen{chosen_, chosen_ballot_, whole ? chosen_value_ : nullptr};
  return message;
}

PaxosMessage ObjectLog::MakeStatus() const {
  PaxosMessage message;
  message.entry = pending_entry();
  message.state = {pending_.durable().promised, pending_.durable().accepted,
                   pending_.durable().value};
  return message;
}

EntryRecord ObjectLog::ChosenMark() {
  CHECK(store_is_behind_);
  store_is_behind_ = false;
  EntryRecord record;
  record.kind = EntryRecord::Kind::kPromise;
  record.entry = pending_entry();
  record.previous_is_chosen = true;
  return record;
}

}  // namespace paxosstore
