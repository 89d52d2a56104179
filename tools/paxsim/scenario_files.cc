#include "tools/paxsim/scenario_files.h"

#include <filesystem>
#include <utility>

#include "core/base/status_macros.h"
#include "scenarios/loader.h"

namespace paxosstore::paxsim {
namespace {

// Where bare names are looked for: beside the current folder first, then the sources.
const std::vector<std::string>& Folders() {
  static const std::vector<std::string> folders = {"scenarios", "scenarios/regressions",
                                                   PAXOSSTORE_SCENARIOS_DIR,
                                                   PAXOSSTORE_SCENARIOS_DIR "/regressions"};
  return folders;
}

absl::Status AddFile(const std::string& path, std::vector<NamedScenario>* scenarios) {
  ASSIGN_OR_RETURN(sim::Scenario scenario, scenarios::LoadScenario(path));
  scenarios->push_back({path, std::move(scenario)});
  return absl::OkStatus();
}

std::string BuiltInFolder() {
  return std::filesystem::is_directory("scenarios") ? "scenarios" : PAXOSSTORE_SCENARIOS_DIR;
}

}  // namespace

absl::StatusOr<NamedScenario> ReadScenario(const std::string& name) {
  ASSIGN_OR_RETURN(const std::string path, scenarios::FindScenario(name, Folders()));
  ASSIGN_OR_RETURN(sim::Scenario scenario, scenarios::LoadScenario(path));
  return NamedScenario{path, std::move(scenario)};
}

absl::StatusOr<std::vector<NamedScenario>> ReadScenarios(const std::vector<std::string>& names) {
  std::vector<NamedScenario> scenarios;
  const std::vector<std::string> all = {BuiltInFolder()};
  for (const std::string& name : names.empty() ? all : names) {
    ASSIGN_OR_RETURN(const std::string path, scenarios::FindScenario(name, Folders()));
    if (!std::filesystem::is_directory(path)) {
      RETURN_IF_ERROR(AddFile(path, &scenarios));
      continue;
    }
    ASSIGN_OR_RETURN(const std::vector<std::string> files, scenarios::ListScenarios(path));
    for (const std::string& file : files) RETURN_IF_ERROR(AddFile(file, &scenarios));
  }
  return scenarios;
}

}  // namespace paxosstore::paxsim
