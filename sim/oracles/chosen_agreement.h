// Oracle "one chosen value": omniscient over durable state.
//
// A value is chosen at the moment when a majority of platters hold an accept of it at one ballot,
// whether anybody knows it or not. From then on it is final: no other value of that entry may ever
// be chosen, and whatever a replica learns, recovers or sends as chosen must be exactly that value.
// The oracle is two-sided: a replica that believes an entry chosen before a majority of platters
// hold it is wrong, too, even if it turns out right.
#ifndef PAXOSSTORE_SIM_ORACLES_CHOSEN_AGREEMENT_H_
#define PAXOSSTORE_SIM_ORACLES_CHOSEN_AGREEMENT_H_

#include <string_view>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "sim/oracles/judge.h"
#include "sim/oracles/ledger.h"

namespace paxosstore::sim {

class ChosenAgreement {
 public:
  static constexpr char kName[] = "one chosen value";

  ChosenAgreement(Judge* judge, int majority) : judge_(judge), majority_(majority) {}

  // An entry has just become chosen, at `track.chosen_at`.
  using ChosenHook =
      absl::AnyInvocable<void(const ObjectTrack&, EntryId entry, const EntryTrack& track)>;
  void set_on_chosen(ChosenHook hook) { on_chosen_ = std::move(hook); }

  // The platter of `node` has come to hold this accept.
  void OnDurableAccept(const ObjectTrack& object, EntryId entry, EntryTrack& track, NodeId node,
                       AcceptTrack& accept);
  // `node` holds `stamp` to be chosen; `how` says where ("learnt", "recovered").
  void OnClaim(const ObjectTrack& object, EntryId entry, EntryTrack& track, NodeId node,
               const ValueStamp& stamp, std::string_view how);
  // As OnClaim where the content is not at hand.
  void OnClaimId(const ObjectTrack& object, EntryId entry, const EntryTrack& track, NodeId node,
                 ProposalId id, std::string_view how);

 private:
  Judge* const judge_;
  const int majority_;
  ChosenHook on_chosen_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_CHOSEN_AGREEMENT_H_
