// Oracle "promises monotone": per node, object and entry, neither the promised nor the accepted
// ballot ever goes back, and entries never do, in memory, on the platter and across restarts; and
// nothing is accepted at a ballot other than the one just promised.
#ifndef PAXOSSTORE_SIM_ORACLES_PROMISES_MONOTONE_H_
#define PAXOSSTORE_SIM_ORACLES_PROMISES_MONOTONE_H_

#include "sim/oracles/judge.h"
#include "sim/oracles/ledger.h"

namespace paxosstore::sim {

class PromisesMonotone {
 public:
  static constexpr char kName[] = "promises monotone";

  explicit PromisesMonotone(Judge* judge) : judge_(judge) {}

  // The acceptor state in the memory of `node` has changed to `state`.
  void OnMemory(ObjectTrack& object, EntryId entry, NodeId node, const AcceptorState& state);
  // `node` has come to know that `entry` is chosen.
  void OnChosen(ObjectTrack& object, EntryId entry, NodeId node);
  // A record that raises the promise of `entry` has become durable on `node`.
  void OnDurablePromise(const ObjectTrack& object, EntryId entry, EntryTrack& track, NodeId node,
                        Ballot promised);
  // An accept has become durable on `node`. Call it before the ledger marks the accept.
  void OnDurableAccept(const ObjectTrack& object, EntryId entry, const EntryTrack& track,
                       NodeId node, Ballot accepted);
  // `node` has started again and holds this: at least what its platter held.
  void OnRecovered(ObjectTrack& object, NodeId node, EntryId chosen, const AcceptorState& pending);

 private:
  void Fail(const ObjectTrack& object, EntryId entry, NodeId node, std::string what);

  Judge* const judge_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_PROMISES_MONOTONE_H_
