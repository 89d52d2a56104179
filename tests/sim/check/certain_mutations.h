// Changes of a linearizable history after which it is certainly none, whatever else is in it: each
// picks its victim so that a few words prove it. For histories too long for the naive judges.
#ifndef PAXOSSTORE_TESTS_SIM_CHECK_CERTAIN_MUTATIONS_H_
#define PAXOSSTORE_TESTS_SIM_CHECK_CERTAIN_MUTATIONS_H_

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/check/register_history.h"
#include "sim/sim_random.h"

namespace paxosstore::sim {

struct CertainMutation {
  std::string_view name;
  // Nothing if the history has no such victim.
  std::optional<std::vector<RegisterOperation>> (*mutate)(
      const std::vector<RegisterOperation>& operations, Values* values, RandomStream& random);
};

// REQUIRES of the histories: no appends.
std::span<const CertainMutation> CertainMutations();

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_CHECK_CERTAIN_MUTATIONS_H_
