// One Paxos instance on one replica: the fate of one entry of one object. Pure: no clock, disk or
// network in sight; a value that can be copied and compared.
//
// It holds S[Y][Y], the replica's actual state, and S[Y][X], its views of the others (DESIGN
// section "Paxos"). The actual state lives twice: as written (`actual`), which is what decides how
// to answer, and as the disk is known to hold it
// (`durable`), which alone may be revealed or counted. Everything only grows.
//
// The rules, each a function below: issue prepare, issue accept, merge a message, count votes. Who
// talks to whom, and when, is core/paxoslog/object_log.h's business.
#ifndef PAXOSSTORE_CORE_PAXOS_INSTANCE_H_
#define PAXOSSTORE_CORE_PAXOS_INSTANCE_H_

#include <array>
#include <optional>

#include "core/paxos/acceptor_state.h"
#include "core/paxos/group.h"
#include "core/paxos/paxos_message.h"

namespace paxosstore {

// What counting the votes may find.
struct ChosenValue {
  Ballot ballot;
  ValuePtr value;
};

class Instance {
 public:
  // `recovered` is what the disk holds for this entry: actual and durable alike.
  explicit Instance(const Group* group, AcceptorState recovered = {});

  const AcceptorState& actual() const { return actual_; }
  const AcceptorState& durable() const { return durable_; }
  const AcceptorState& view(ReplicaIndex replica) const { return views_[replica]; }

  // A ballot of this replica above everything it has seen promised. Never one that it has used
  // before: every ballot it issued a prepare for was durable first, and round 0 is not an ordinary
  // round.
  Ballot FreshBallot() const;

  // Promises `ballot` to itself. REQUIRES: ballot > actual().promised. The caller makes actual()
  // durable before any message with it leaves.
  void IssuePrepare(Ballot ballot);

  // The two guards and the quorum of *issue accept*: own promise is `ballot`, no vote given at it
  // yet, and a majority of slots promised exactly it.
  bool MayIssueAccept(Ballot ballot) const;
  // Whether a fast-path accept at this replica's round-0 ballot is still possible: nothing else
  // promised or accepted here.
  bool MayIssueFastAccept() const;

  // The value that an accept must carry: the accepted one with the largest ballot over all slots,
  // or null if none holds any.
  ValuePtr Adopted() const;

  // Votes for `value` at `ballot`. REQUIRES: MayIssueAccept(ballot), or MayIssueFastAccept() and
  // the fast ballot; `value` is Adopted() if that is not null. The vote counts once durable.
  void IssueAccept(Ballot ballot, ValuePtr value);

  // Merges what `from` says of its own state: into the view of it, then into the own state, promise
  // first. Returns false, and changes nothing, if the accepted value was left out and is not held
  // here: half a state must not be believed (a promise without what was accepted before it would
  // hide a chosen value).
  [[nodiscard]] bool MergeState(ReplicaIndex from, const SentState& state);
  // Answers an accept request whose sender has not voted yet: into the own state only.
  [[nodiscard]] bool MergeProposal(const SentState& proposal);
  // Merges into the view only, for reports that ask for no vote (reads).
  [[nodiscard]] bool MergeView(ReplicaIndex from, const SentState& state);

  // The disk holds `state`, which was actual() when it was written.
  void MarkDurable(const AcceptorState& state);

  // The value accepted at `ballot`, if any slot holds it; null otherwise, and for none.
  ValuePtr ValueAt(Ballot ballot) const;

  // The chosen value, once a majority of slots has accepted one ballot. *None accepted* never
  // counts; the own slot counts by what is durable.
  std::optional<ChosenValue> Chosen() const;

  friend bool operator==(const Instance& a, const Instance& b) {
    return a.actual_ == b.actual_ && a.durable_ == b.durable_ && a.views_ == b.views_;
  }

 private:
  // The slot of `replica` as it may be counted: own durable state, or the view.
  const AcceptorState& Slot(ReplicaIndex replica) const;
  // Fills in a value that was left out; nullopt if it is not held here.
  std::optional<AcceptorState> Resolve(const SentState& state) const;
  void Adopt(const AcceptorState& state);
  size_t CountVotes(Ballot ballot) const;

  const Group* group_;
  AcceptorState actual_;
  AcceptorState durable_;
  std::array<AcceptorState, kReplicasMax> views_;  // the own slot stays empty
};

// CHECKs what must hold of every whole state: accepted <= promised, a value iff something was
// accepted.
void CheckInvariants(const AcceptorState& state);

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_PAXOS_INSTANCE_H_
