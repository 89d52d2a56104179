// Finding and reading the scenarios that a command line names.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_SCENARIO_FILES_H_
#define PAXOSSTORE_TOOLS_PAXSIM_SCENARIO_FILES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tools/paxsim/campaign/named_scenario.h"

namespace paxosstore::paxsim {

// A path, or the bare name of a built-in scenario.
absl::StatusOr<NamedScenario> ReadScenario(const std::string& name);

// Files, folders and bare names; none given: all built-in scenarios.
absl::StatusOr<std::vector<NamedScenario>> ReadScenarios(const std::vector<std::string>& names);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_SCENARIO_FILES_H_
