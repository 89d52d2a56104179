// A run in a process of its own. Its heap is filled with other bytes and lies elsewhere, and it may
// be of another build: what it says must be the same all the same.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_OTHER_PROCESS_H_
#define PAXOSSTORE_TOOLS_PAXSIM_OTHER_PROCESS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "sim/run/scenario.h"

namespace paxosstore::paxsim {

struct ProcessOutcome {
  int exit_code = 0;
  std::string output;  // both streams
};

// The program `name` in the folder of this one.
std::string ProgramBeside(std::string_view name);

// Starts `program` and waits for its end. An error if it cannot be started or was ended by a
// signal.
absl::StatusOr<ProcessOutcome> RunProgram(const std::string& program,
                                          const std::vector<std::string>& arguments);

// A seed that has been run in this process, and how to say that on a command line.
struct SeedRun {
  std::string path;  // of the scenario
  const sim::Scenario* scenario = nullptr;
  uint64_t seed = 1;
  std::vector<std::string> flags;  // what else `paxsim run` has to be told
  std::optional<Instant> until;    // one of them
  uint64_t trace_hash = 0;
};

// Runs it in another process: of `program`; by default of the other of paxsim and paxsim_planted,
// unless only the latter can. Nothing if the traces are equal; otherwise the first difference, or
// why there is nothing to compare.
std::optional<std::string> DifferenceInOtherProcess(const SeedRun& run, const std::string& program);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_OTHER_PROCESS_H_
