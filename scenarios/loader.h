// Reads scenario files. Errors are for the people who write them: file, line and field.
#ifndef PAXOSSTORE_SCENARIOS_LOADER_H_
#define PAXOSSTORE_SCENARIOS_LOADER_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "sim/run/scenario.h"

namespace paxosstore::scenarios {

// `file` is what errors call it; the scenario's name is its last part without the ending. All
// errors of the text are reported, a line each: "steady.textproto:3: workload.clients: 0 is not
// in 1..1000".
absl::StatusOr<sim::Scenario> ParseScenario(std::string_view text, const std::string& file);

absl::StatusOr<sim::Scenario> LoadScenario(const std::string& path);

// The scenario files (*.textproto) of a folder, in order of names, not of its subfolders.
absl::StatusOr<std::vector<std::string>> ListScenarios(const std::string& folder);

// What a user may mean by `name`: a path to a file or folder, or the bare name of a scenario in one
// of `folders`. NotFound lists where it was looked for.
absl::StatusOr<std::string> FindScenario(const std::string& name,
                                         const std::vector<std::string>& folders);

}  // namespace paxosstore::scenarios

#endif  // PAXOSSTORE_SCENARIOS_LOADER_H_
