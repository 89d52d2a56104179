// The PaxosLog of one object on one replica: entries 1, 2, 3 ..., of which only the newest chosen
// one and the pending one after it are held (PaxosLog-as-value). Pure: inputs are its methods,
// outputs go into Effects, which the host (core/replica) carries out. It decides who is told what,
// and when the fast path may be taken.
//
// Invariants:
//  - the pending entry is chosen+1; a log opens an entry only when the one before is chosen;
//  - no message in Effects reveals own state that is not durable; the one exception is an accept
//  request ("proposal"),
//    which claims no vote;
//  - a round-0 ballot is used at most once per entry over all incarnations: the right to it is held
//  in memory only, from
//    seeing the own proposal of this incarnation chosen at entry i until i+1 is issued.
#ifndef PAXOSSTORE_CORE_PAXOSLOG_OBJECT_LOG_H_
#define PAXOSSTORE_CORE_PAXOSLOG_OBJECT_LOG_H_

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/paxos/group.h"
#include "core/paxos/instance.h"
#include "core/paxos/paxos_message.h"
#include "core/paxoslog/entry_store.h"

namespace paxosstore {

// What the host has to do after a step. Records and messages leave the object's name empty: the
// host fills it in.
struct Effects {
  // To be written in this order; `state` of the pending entry goes back to MarkDurable when its
  // record is durable.
  struct Write {
    EntryRecord record;
    std::optional<AcceptorState> state;
  };
  std::vector<Write> writes;
  std::vector<std::pair<NodeId, PaxosMessage>> sends;
  // The version has gone up.
  bool chosen = false;
  // It was this replica that found the newest entry chosen, by counting: the others should be told,
  // soon, by MakeNotice.
  bool notice = false;
  // The own attempt cannot succeed at its ballot any more: call Retry after a back-off, unless an
  // entry is chosen first.
  bool preempted = false;
  // A trial round found that nothing was accepted at the pending entry: the newest chosen entry was
  // current at some moment since the round began.
  bool trial_clear = false;
};

class ObjectLog {
 public:
  // `recovered` is what the store holds. `fixed_owner`: the replica that may use the fast path at
  // entry 1, because all replicas are certain to agree on it; NodeId(0) if there is none.
  ObjectLog(const Group* group, LogState recovered, NodeId fixed_owner);

  EntryId chosen() const { return chosen_; }
  const ValuePtr& chosen_value() const { return chosen_value_; }
  EntryId pending_entry() const { return chosen_.Next(); }
  const Instance& pending() const { return pending_; }
  // Whether this replica holds an accepted value at the pending entry.
  bool HoldsPendingValue() const { return !pending_.actual().accepted.IsNone(); }
  bool attempting() const { return attempt_.has_value(); }
  // False while an attempt runs that carries a value, the own one or an adopted one.
  bool MayPropose() const {
    return !attempt_.has_value() || (attempt_->value == nullptr && !attempt_->voted);
  }
  // Whether the next proposal can take the fast path.
  bool MayGoFast() const;
  // The store does not know yet that the newest entry is chosen: write ChosenMark() some time, so
  // that a restart knows.
  bool needs_mark() const { return store_is_behind_; }

  // Tries to get `value` chosen at the pending entry. What ends up chosen may be another's: compare
  // ids. REQUIRES: MayPropose(). The promises of a trial under way are used.
  void Propose(ValuePtr value, Effects& fx);
  // Finishes whatever is pending, without a value of its own. REQUIRES: !attempting().
  void StartTrial(Effects& fx);
  // A new prepare at a higher ballot, with the same value. REQUIRES: attempting().
  void Retry(Effects& fx);
  // Sends the attempt's message again to those who have not answered; begins anew if it was
  // preempted. REQUIRES: attempting().
  void Resend(Effects& fx);

  void Receive(NodeId from, const PaxosMessage& message, Effects& fx);
  // `state` is that of entry `entry` at `from`, reported for a read.
  void ReceiveReport(NodeId from, EntryId entry, const SentState& state, Effects& fx);
  // `chosen` was reported by somebody. False if it is newer than ours but its value was left out
  // and is not held here.
  bool ReceiveChosen(const SentChosen& chosen, Effects& fx);
  void MarkDurable(EntryId entry, const AcceptorState& state, Effects& fx);

  // "Entry chosen() is chosen"; `with_value` for a receiver that may not hold it. REQUIRES:
  // chosen() > 0.
  PaxosMessage MakeNotice(bool with_value) const;
  // "This is where I am": a receiver that is ahead answers with what it has.
  PaxosMessage MakeStatus() const;
  // Also clears needs_mark(). REQUIRES: needs_mark().
  EntryRecord ChosenMark();

 private:
  // What this replica is trying to do at the pending entry.
  struct Attempt {
    Ballot ballot;
    ValuePtr value;      // null: a trial
    bool sent = false;   // the prepare, or the fast accept that had to be durable first, has left
    bool voted = false;  // issued its accept
    bool durable_first = false;  // the accept must be durable before it is sent (entry 1)
    bool preempted = false;      // already reported
  };

  // Everything that may have become possible after the state changed: learn, accept, give way,
  // answer.
  void Continue(Effects& fx);
  void Learn(EntryId entry, ValuePtr value, Ballot ballot, Effects& fx);
  void LearnByCounting(const ChosenValue& chosen, Effects& fx);
  bool HoldsAsPending(EntryId entry, const Value& value) const;
  void BeginPrepare(Ballot ballot, Effects& fx);
  void IssueAccept(Ballot ballot, ValuePtr value, Effects& fx);
  void TryAccept(Effects& fx);
  void CheckPreempted(Effects& fx);
  void PersistPending(EntryRecord::Kind kind, Effects& fx);
  void Broadcast(Effects& fx);
  void AnswerOwed(Effects& fx);
  void AnswerFrom(NodeId from, const PaxosMessage& message, Effects& fx);
  void MergePending(NodeId from, const PaxosMessage& message, Effects& fx);
  PaxosMessage MakeMessage(ReplicaIndex to) const;
  SentState Sent(const AcceptorState& state, ReplicaIndex to) const;
  bool OwesAnswer(ReplicaIndex to, const SentState& their_view) const;

  const Group* group_;
  NodeId fixed_owner_;
  EntryId chosen_;
  ValuePtr chosen_value_;
  Ballot chosen_ballot_;          // one at which it was chosen; none if not known
  bool store_is_behind_ = false;  // the store still holds the chosen entry as pending
  bool fast_right_ = false;
  Instance pending_;
  std::optional<Attempt> attempt_;
  std::array<bool, kReplicasMax> owed_{};  // waits for an answer that needs the disk first
  std::array<Ballot, kReplicasMax>
      holds_{};  // the ballot whose value the replica's latest message showed it to hold
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_PAXOSLOG_OBJECT_LOG_H_
