// One failure, with everything that it takes to see it again.
#ifndef PAXOSSTORE_SIM_SHRINK_FAILURE_CASE_H_
#define PAXOSSTORE_SIM_SHRINK_FAILURE_CASE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "sim/run/run.h"

namespace paxosstore::sim {

struct FailureCase {
  Scenario scenario;  // written out: no swarm, no random faults, a script for the clients
  uint64_t seed = 0;
  std::optional<Instant> until;  // the run ends there
  std::string bug;               // the planted bug that was on; empty: none
  Failure failure;
  uint64_t trace_hash = 0;
};

// Runs the scenario under the seed, writes it out and runs what was written. Nothing if the run
// passes. If what was written does not fail in the same way, the case is the scenario as it is.
std::optional<FailureCase> Capture(const Scenario& scenario, uint64_t seed,
                                   const RunOptions& options = {});

RunReport Rerun(const FailureCase& failing, RunOptions options = {});

// Equal for failures of one cause, as far as can be told: the oracle and its words, whatever
// numbers and numbered things (k3, n2) they name.
std::string SignatureOf(const Failure& failure);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SHRINK_FAILURE_CASE_H_
