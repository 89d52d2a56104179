// Oracle "replicas converge": once all nodes run and the network is whole, all replicas come to
// hold the same version and value of every object, with nothing pending.
#ifndef PAXOSSTORE_SIM_ORACLES_CONVERGENCE_H_
#define PAXOSSTORE_SIM_ORACLES_CONVERGENCE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/ids.h"
#include "core/paxoslog/entry_store.h"

namespace paxosstore::sim {

inline constexpr char kConvergenceName[] = "replicas converge";

// One object as all replicas hold it, in any order of nodes; what differs, for people, or nothing.
std::optional<std::string> FindDivergence(const std::string& object,
                                          const std::vector<std::pair<NodeId, LogState>>& replicas);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_ORACLES_CONVERGENCE_H_
