#include "sim/oracles/one_value_per_ballot.h"

namespace paxosstore::sim {

AcceptTrack& OneValuePerBallot::See(const ObjectTrack& object, EntryId entry, EntryTrack& track,
                                    Ballot ballot, ProposalId id) {
  if (AcceptTrack* known = track.Find(ballot); known != nullptr) {
    if (known->id != id) {
      judge_->Fail(kName, object.name + " entry " + ToString(entry) + ": ballot " +
                              ToString(ballot) + " carries value " + ToString(known->id) +
                              " and value " + ToString(id));
    }
    return *known;
  }
  return track.accepts.emplace_back(AcceptTrack{ballot, id, 0});
}

}  // namespace paxosstore::sim
