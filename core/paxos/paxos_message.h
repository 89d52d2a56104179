// The one message of the Paxos protocol (DESIGN section "Paxos: one state, one message").
#ifndef PAXOSSTORE_CORE_PAXOS_PAXOS_MESSAGE_H_
#define PAXOSSTORE_CORE_PAXOS_PAXOS_MESSAGE_H_

#include <optional>
#include <string>

#include "core/base/ids.h"
#include "core/paxos/acceptor_state.h"

namespace paxosstore {

// What a sender says of its own state. The value may be left out (value-id-only) when the receiver
// is believed to hold what was accepted at that ballot; a receiver that does not hold it treats the
// accepted part as lost.
struct SentState {
  Ballot promised;
  Ballot accepted;
  ValuePtr value;  // null although accepted is not none: "you have it"
  friend bool operator==(const SentState& a, const SentState& b) {
    return a.promised == b.promised && a.accepted == b.accepted && SameValue(a.value, b.value);
  }
};

// A chosen entry. `value` may be left out towards a receiver believed to have accepted at `ballot`.
struct SentChosen {
  EntryId entry;
  Ballot ballot;  // a ballot at which it was chosen; none if the sender knows only the fact (then
                  // value is set)
  ValuePtr value;
};

// The one message of the protocol: "this is my state, and this is what I believe yours is" (DESIGN
// section "Paxos").
struct PaxosMessage {
  std::string object;
  EntryId entry;    // what `state`, `view` and `proposal` are about; 0: only `chosen` matters
  SentState state;  // S[X][X], durable at the sender
  SentState view;   // S[X][Y]: ballots only, never a value
  // An accept request whose sender's own vote is not durable yet: {b, b, v}. Says nothing of the
  // sender's state.
  std::optional<SentState> proposal;
  // The sender knows this entry to be chosen; entry-1 of this message's `entry`, or a newer one for
  // a receiver behind.
  std::optional<SentChosen> chosen;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_PAXOS_PAXOS_MESSAGE_H_
