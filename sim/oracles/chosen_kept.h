// Oracle "chosen never forgotten": a chosen value stays where no majority can miss it.
//
// "One chosen value" counts platters that have held an accept; this one looks at what they hold
// now. Whenever a node comes back with less than it had, the nodes that hold neither the newest
// chosen value (at the ballot at which it was chosen, or above) nor anything newer must be too few
// for a majority: they could choose anew. Nodes that do not come back vote for nothing.
//
// Weaker than "promises monotone", which no single node may offend; it says when a disk that
// forgot was one too many.
#ifndef PAXOSSTORE_SIM_ORACLES_CHOSEN_KEPT_H_
#define PAXOSSTORE_SIM_ORACLES_CHOSEN_KEPT_H_

#include "core/paxoslog/entry_store.h"
#include "sim/oracles/judge.h"
#include "sim/oracles/ledger.h"

namespace paxosstore::sim {

class ChosenKept {
 public:
  static constexpr char kName[] = "chosen never forgotten";

  ChosenKept(Judge* judge, size_t nodes) : judge_(judge), nodes_(nodes) {}

  // The platter of `node` has come to hold the record.
  void OnDurable(NodeTrack& node, const EntryRecord& record);
  // `node` has started again and holds this, and nothing else.
  void OnRecovered(ObjectTrack& object, NodeId node, const LogState& state);

 private:
  Judge* const judge_;
  const size_t nodes_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_CHOSEN_KEPT_H_
