// Ballot numbers. DESIGN section "Paxos": (round, replica), ordered by round, then replica.
#ifndef PAXOSSTORE_CORE_PAXOS_BALLOT_H_
#define PAXOSSTORE_CORE_PAXOS_BALLOT_H_

#include <compare>
#include <cstdint>
#include <string>

#include "core/base/ids.h"

namespace paxosstore {

// The default ballot is "none": lower than every ballot that anybody issues, because replicas count
// from 1. Round 0 is the fast path's; ordinary rounds count from 1.
struct Ballot {
  uint64_t round = 0;
  NodeId replica;

  friend constexpr auto operator<=>(Ballot, Ballot) = default;
  constexpr bool IsNone() const { return *this == Ballot{}; }
};

constexpr Ballot FastBallot(NodeId owner) { return {0, owner}; }

// "3.2" is round 3 of replica 2; "-" is none.
inline std::string ToString(Ballot b) {
  return b.IsNone() ? "-" : std::to_string(b.round) + "." + std::to_string(b.replica.value());
}

template <typename H>
H AbslHashValue(H h, Ballot b) {
  return H::combine(std::move(h), b.round, b.replica);
}

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_PAXOS_BALLOT_H_
