#include "sim/oracles/chosen_agreement.h"

#include <bit>
#include <string>

namespace paxosstore::sim {
namespace {

std::string Place(const ObjectTrack& object, EntryId entry) {
  return object.name + " entry " + ToString(entry) + ": ";
}

}  // namespace

void ChosenAgreement::OnDurableAccept(const ObjectTrack& object, EntryId entry, EntryTrack& track,
                                      NodeId node, AcceptTrack& accept) {
  accept.durable_nodes |= static_cast<uint8_t>(1u << IndexOf(node));
  if (std::popcount(accept.durable_nodes) < majority_) return;
  if (!track.chosen) {
    track.chosen = true;
    track.chosen_id = accept.id;
    track.chosen_at = accept.ballot;
    if (on_chosen_) on_chosen_(object, entry, track);
  } else if (track.chosen_id != accept.id) {
    judge_->Fail(kName, Place(object, entry) + "value " + ToString(track.chosen_id) +
                            " was chosen, and now a majority of platters hold value " +
                            ToString(accept.id) + " at ballot " + ToString(accept.ballot));
  }
}

void ChosenAgreement::OnClaimId(const ObjectTrack& object, EntryId entry, const EntryTrack& track,
                                NodeId node, ProposalId id, std::string_view how) {
  if (track.chosen && track.chosen_id == id) return;
  const std::string who = "node " + ToString(node) + " " + std::string(how) + " value " +
                          ToString(id) + " as chosen, but ";
  judge_->Fail(kName, Place(object, entry) + who +
                          (track.chosen ? "value " + ToString(track.chosen_id) + " is"
                                        : "no majority of platters holds any value"));
}

void ChosenAgreement::OnClaim(const ObjectTrack& object, EntryId entry, EntryTrack& track,
                              NodeId node, const ValueStamp& stamp, std::string_view how) {
  OnClaimId(object, entry, track, node, stamp.id, how);
  if (!track.content_seen) {
    track.content_seen = true;
    track.digest = stamp.digest;
  } else if (track.digest != stamp.digest) {
    judge_->Fail(kName, Place(object, entry) + "node " + ToString(node) + " " + std::string(how) +
                            " value " + ToString(stamp.id) + " with a content of its own");
  }
}

}  // namespace paxosstore::sim
