// Oracle "one value per ballot": equal ballots of one entry carry equal values, wherever they bind
// anybody: on a platter, in a message.
#ifndef PAXOSSTORE_SIM_ORACLES_ONE_VALUE_PER_BALLOT_H_
#define PAXOSSTORE_SIM_ORACLES_ONE_VALUE_PER_BALLOT_H_

#include "sim/oracles/judge.h"
#include "sim/oracles/ledger.h"

namespace paxosstore::sim {

class OneValuePerBallot {
 public:
  static constexpr char kName[] = "one value per ballot";

  explicit OneValuePerBallot(Judge* judge) : judge_(judge) {}

  // `id` was seen accepted (or proposed) at `ballot`. The track of that ballot, new or old, valid
  // until the entry's next one is made. REQUIRES: ballot is not none.
  AcceptTrack& See(const ObjectTrack& object, EntryId entry, EntryTrack& track, Ballot ballot,
                   ProposalId id);

 private:
  Judge* const judge_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_ONE_VALUE_PER_BALLOT_H_
