// All always-oracles of a run behind one face: the world reports what happens, this hands it to
// whom it concerns.
//
// Watching changes nothing and draws nothing: a run with oracles has the same trace as one without.
// On the hot path an object's name is looked up once per hook, and no text is made.
#ifndef PAXOSSTORE_SIM_ORACLES_WATCH_H_
#define PAXOSSTORE_SIM_ORACLES_WATCH_H_

#include <string_view>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "core/base/ids.h"
#include "core/paxoslog/entry_store.h"
#include "core/replica/message.h"
#include "sim/oracles/chosen_agreement.h"
#include "sim/oracles/chosen_kept.h"
#include "sim/oracles/durable_before_visible.h"
#include "sim/oracles/exactly_once.h"
#include "sim/oracles/judge.h"
#include "sim/oracles/ledger.h"
#include "sim/oracles/one_value_per_ballot.h"
#include "sim/oracles/promises_monotone.h"
#include "sim/oracles/report.h"
#include "sim/oracles/state_book.h"
#include "sim/oracles/views_within_actual.h"

namespace paxosstore::sim {

class Watch {
 public:
  // The history's object number i is the i-th name that the ledger hears of: tell Intern all names
  // first. All pointers must outlive the watch.
  Watch(Judge* judge, History* history, size_t nodes);

  void Intern(std::string_view object) { ledger_.Of(object); }
  Ledger& ledger() { return ledger_; }

  // Notes what the nodes have in mind; null, or outlives its use here.
  void set_state_book(StateBook* book) { book_ = book; }
  // Hears each report before it is judged. Slow: for tests.
  using Tap = absl::AnyInvocable<void(const Report&)>;
  void set_tap(Tap tap) { tap_ = std::move(tap); }

  // When a majority of platters comes to hold a value.
  void set_on_chosen(ChosenAgreement::ChosenHook hook) {
    agreement_.set_on_chosen(std::move(hook));
  }

  // --- From the replicas (ShardObserver) ---
  void OnState(NodeId node, std::string_view object, EntryId entry, const AcceptorState& state);
  void OnChosen(NodeId node, std::string_view object, EntryId entry, const Value& value);

  // --- From the platters ---
  void OnDurable(NodeId node, const EntryRecord& record);
  // `node` starts anew and its store, open and durable, holds `state` of the object: all that its
  // platter held before, and nothing that it does not hold now.
  void OnRecovered(NodeId node, ObjectTrack& object, const LogState& state);

  // --- From the network and the clients ---
  void OnSend(NodeId from, NodeId to, const Message& message);
  void OnAnswer(NodeId node, std::string_view object, EntryId version);
  ExactlyOnce& exactly_once() { return exactly_once_; }

 private:
  void OnDurableState(NodeId node, ObjectTrack& object, EntryId entry, Ballot promised,
                      Ballot accepted, const ValuePtr& value);
  void OnPaxosMessage(NodeId from, NodeId to, const PaxosMessage& message);
  void OnReadReply(NodeId from, const ReadReply& reply);
  void OnSentChosen(NodeId from, ObjectTrack& object, const SentChosen& chosen);
  void ClaimHighestAccept(NodeId node, ObjectTrack& object, EntryId entry);

  Judge* const judge_;
  History* const history_;
  Tap tap_;
  StateBook* book_ = nullptr;
  Ledger ledger_;
  OneValuePerBallot one_value_;
  ChosenAgreement agreement_;
  ChosenKept kept_;
  PromisesMonotone promises_;
  DurableBeforeVisible visible_;
  ViewsWithinActual views_;
  ExactlyOnce exactly_once_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_WATCH_H_
