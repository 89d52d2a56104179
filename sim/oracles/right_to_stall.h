// Whether a store that does not answer has the right to: only while no majority of an object's
// replicas is able to vote. Everything else, once all faults have ended, is a failure of liveness.
#ifndef PAXOSSTORE_SIM_ORACLES_RIGHT_TO_STALL_H_
#define PAXOSSTORE_SIM_ORACLES_RIGHT_TO_STALL_H_

#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"

namespace paxosstore::sim {

// How one replica stands, by what the simulator knows, not by what the store believes.
enum class Ability : uint8_t {
  kVotes,    // runs on a disk that keeps its word: it has to do its part
  kDown,     // was not started again
  kPaused,   // stands still
  kDamaged,  // its disk has lost what it had answered for: it may refuse at any time
};

struct ReplicaAbility {
  NodeId node;
  Ability ability = Ability::kVotes;
};

// True: fewer than a majority of `replicas`, all of one object, are able to vote.
bool MayStall(const std::vector<ReplicaAbility>& replicas);

// "n1, n3 could have voted; n2 is down"
std::string WhoCouldVote(const std::vector<ReplicaAbility>& replicas);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_RIGHT_TO_STALL_H_
