#include "sim/oracles/right_to_stall.h"

#include <algorithm>

namespace paxosstore::sim {
namespace {

std::string_view Reason(Ability ability) {
  switch (ability) {
    case Ability::kVotes:
      break;
    case Ability::kDown:
      return "is down";
    case Ability::kPaused:
      return "stands still";
    case Ability::kDamaged:
      return "has a damaged disk";
  }
  return "could have voted";
}

}  // namespace

bool MayStall(const std::vector<ReplicaAbility>& replicas) {
  const auto voters = std::count_if(
      replicas.begin(), replicas.end(),
      [](const ReplicaAbility& replica) { return replica.ability == Ability::kVotes; });
  return 2 * static_cast<size_t>(voters) <= replicas.size();
}

std::string WhoCouldVote(const std::vector<ReplicaAbility>& replicas) {
  std::string voters, others;
  for (const ReplicaAbility& replica : replicas) {
    const std::string name = "n" + ToString(replica.node);
    if (replica.ability == Ability::kVotes) {
      voters += (voters.empty() ? "" : ", ") + name;
    } else {
      others += "; " + name + " " + std::string(Reason(replica.ability));
    }
  }
  return (voters.empty() ? "nobody" : voters) + " could have voted" + others;
}

}  // namespace paxosstore::sim
