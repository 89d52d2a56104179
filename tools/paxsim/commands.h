// The commands of paxsim, each in a file of its own: adds itself to the command line and returns
// the function that runs it, which gives the exit code.
//
// Exit codes: 0 passed, 1 a failure was found, 2 bad usage or a bad file; of check, 3 undecided.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_COMMANDS_H_
#define PAXOSSTORE_TOOLS_PAXSIM_COMMANDS_H_

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "sim/run/scenario.h"

namespace paxosstore::paxsim {

inline constexpr int kPassed = 0;
inline constexpr int kFailureFound = 1;
inline constexpr int kBadUsage = 2;
inline constexpr int kUndecided = 3;

// How this program was called: name for replay commands, arguments for handing over.
struct Invocation {
  std::string program;
  char** argv;
};

using RunCommand = std::function<int()>;
RunCommand AddRun(CLI::App& app, const Invocation& invocation);
RunCommand AddCampaign(CLI::App& app, const Invocation& invocation);
RunCommand AddMerge(CLI::App& app);
RunCommand AddReplay(CLI::App& app, const Invocation& invocation);
RunCommand AddShrink(CLI::App& app, const Invocation& invocation);
RunCommand AddMutants(CLI::App& app, const Invocation& invocation);
RunCommand AddCheck(CLI::App& app);

// Replaces this process by its sibling paxsim_planted, with the same arguments. Returns only if
// that fails, with the exit code.
int HandOverToPlanted(const Invocation& invocation);

// The chance of `--buggify`; "" leaves what the scenario says. False, and the reason printed, if it
// is none.
[[nodiscard]] bool SetBuggify(const std::string& flag, sim::Scenario* scenario);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_COMMANDS_H_
