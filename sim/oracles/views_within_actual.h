// Oracle "views within actual": what a replica believes of another never exceeds what that one's
// platter has held.
#ifndef PAXOSSTORE_SIM_ORACLES_VIEWS_WITHIN_ACTUAL_H_
#define PAXOSSTORE_SIM_ORACLES_VIEWS_WITHIN_ACTUAL_H_

#include "core/paxos/paxos_message.h"
#include "sim/oracles/judge.h"
#include "sim/oracles/ledger.h"

namespace paxosstore::sim {

class ViewsWithinActual {
 public:
  static constexpr char kName[] = "views within actual";

  explicit ViewsWithinActual(Judge* judge) : judge_(judge) {}

  // `node` sends `view` as what it believes of `of`.
  void OnSentView(const ObjectTrack& object, EntryId entry, EntryTrack& track, NodeId node,
                  NodeId of, const SentState& view);

 private:
  Judge* const judge_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_VIEWS_WITHIN_ACTUAL_H_
