#include "tools/paxsim/mutant_failures.h"

#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "scenarios/failure_file.h"
#include "sim/run/planted.h"
#include "sim/shrink/shrink.h"
#include "tools/paxsim/failure_files.h"
#include "tools/paxsim/other_process.h"
#include "tools/paxsim/worker_pool.h"

namespace paxosstore::paxsim {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SmallestFailure, seed, faults, operations, runs, replayed,
                                   trouble)

namespace {

std::optional<sim::FailureCase> FirstFailure(const MutantHunt& hunt) {
  for (uint64_t seed = 1; seed <= hunt.budget.seeds; ++seed) {
    std::optional<sim::FailureCase> failing = sim::Capture(hunt.scenario.scenario, seed);
    if (failing.has_value()) return failing;
  }
  return std::nullopt;
}

// Empty if another process repeats the file bit for bit.
std::string ReplayTrouble(const std::string& path) {
  const absl::StatusOr<ProcessOutcome> replay =
      RunProgram(ProgramBeside("paxsim_planted"), {"replay", path});
  if (!replay.ok()) return std::string(replay.status().message());
  const size_t last = replay->output.find_last_of('\n', replay->output.size() - 2) + 1;
  return replay->output.find("bit for bit", last) == std::string::npos ? replay->output.substr(last)
                                                                       : "";
}

SmallestFailure Shrink(const MutantHunt& hunt, const std::string& folder, uint64_t runs_max) {
  const std::string name(sim::InfoOf(hunt.budget.bug).name);
  SmallestFailure smallest;
  sim::ActivatePlantedBug(hunt.budget.bug);
  std::optional<sim::FailureCase> failing = FirstFailure(hunt);
  if (!failing.has_value()) {
    smallest.trouble = "no seed fails by itself";
    return smallest;
  }
  smallest.seed = failing->seed;
  failing->bug = name;
  sim::ShrinkOptions options;
  options.runs_max = runs_max;
  const sim::ShrinkResult result = sim::Shrink(*std::move(failing), std::move(options));
  smallest.faults = result.smallest.scenario.events.size();
  smallest.operations = result.smallest.scenario.workload.script.size();
  smallest.runs = result.runs;
  const std::string path =
      (std::filesystem::path(folder) / (name + scenarios::kFailureEnding)).string();
  smallest.trouble = WriteFailureFile(result.smallest, result.finished, path, "paxsim")
                         ? ReplayTrouble(path)
                         : path + " cannot be written";
  smallest.replayed = smallest.trouble.empty();
  return smallest;
}

}  // namespace

bool ShrinkMutants(const std::vector<MutantHunt>& hunts, const std::string& folder,
                   uint64_t runs_max, uint32_t jobs,
                   std::function<void(const MutantHunt&, const SmallestFailure&)> ended) {
  WorkerPool pool(jobs, [&](uint64_t task) {
    return nlohmann::json(Shrink(hunts[task], folder, runs_max)).dump();
  });
  uint64_t next = 0, done = 0;
  const bool ran = pool.Run(
      [&] { return next < hunts.size() ? std::optional(next++) : std::nullopt; },
      [&](uint64_t task, const WorkerPool::Outcome& outcome) {
        ++done;
        SmallestFailure smallest;
        if (outcome.result.has_value()) {
          smallest = nlohmann::json::parse(*outcome.result).get<SmallestFailure>();
        } else {
          smallest.trouble = std::string("the process died: ") + ::strsignal(outcome.signal);
        }
        ended(hunts[task], smallest);
      },
      [] {});
  return ran && done == hunts.size();
}

}  // namespace paxosstore::paxsim
