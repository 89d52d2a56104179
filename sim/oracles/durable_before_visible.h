// Oracle "durable before visible": nothing is revealed that is not durable.
//
// Each message is compared, at the moment of sending, with the sender's platter; each answer to a
// client with the platters of all. PaxosMessage::proposal is exempt: it says nothing of the
// sender's state.
#ifndef PAXOSSTORE_SIM_ORACLES_DURABLE_BEFORE_VISIBLE_H_
#define PAXOSSTORE_SIM_ORACLES_DURABLE_BEFORE_VISIBLE_H_

#include <string>

#include "core/paxos/paxos_message.h"
#include "sim/oracles/judge.h"
#include "sim/oracles/ledger.h"

namespace paxosstore::sim {

class DurableBeforeVisible {
 public:
  static constexpr char kName[] = "durable before visible";

  explicit DurableBeforeVisible(Judge* judge) : judge_(judge) {}

  // `node` sends `state` as its own of `entry`.
  void OnSentState(const ObjectTrack& object, EntryId entry, EntryTrack& track, NodeId node,
                   const SentState& state);
  // A request on `object` was answered OK as of `version`.
  void OnAnswer(ObjectTrack& object, NodeId node, EntryId version);

 private:
  void Fail(const ObjectTrack& object, EntryId entry, NodeId node, const std::string& what);

  Judge* const judge_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_DURABLE_BEFORE_VISIBLE_H_
