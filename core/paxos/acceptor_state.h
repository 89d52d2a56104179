// What one replica holds for one entry: (m, n, v) of DESIGN section "Paxos".
#ifndef PAXOSSTORE_CORE_PAXOS_ACCEPTOR_STATE_H_
#define PAXOSSTORE_CORE_PAXOS_ACCEPTOR_STATE_H_

#include <string>

#include "core/paxos/ballot.h"
#include "core/paxos/value.h"

namespace paxosstore {

// Invariants of a whole state: accepted <= promised; a value iff something was accepted.
struct AcceptorState {
  Ballot promised;  // m: no ballot below it will be accepted
  Ballot accepted;  // n: the ballot of the value, none if nothing was accepted
  ValuePtr value;   // v

  friend bool operator==(const AcceptorState& a, const AcceptorState& b) {
    return a.promised == b.promised && a.accepted == b.accepted && SameValue(a.value, b.value);
  }
};

// "m=3.2 n=1.1 v=1/1/4"
std::string ToString(const AcceptorState& state);

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_PAXOS_ACCEPTOR_STATE_H_
