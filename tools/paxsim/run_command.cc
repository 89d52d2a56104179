// paxsim run: one seed of one scenario.
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>

#include "reports/text_summary.h"
#include "scenarios/units.h"
#include "scenarios/writer.h"
#include "sim/run/buggify.h"
#include "sim/run/run.h"
#include "tools/paxsim/commands.h"
#include "tools/paxsim/failure_files.h"
#include "tools/paxsim/scenario_files.h"

namespace paxosstore::paxsim {
namespace {

struct Flags {
  std::string scenario;
  uint64_t seed = 1;
  std::string until;
  bool verbose = false;
  bool check_determinism = false;
  std::string bug;
  std::string buggify;
};

std::string ReplayCommand(const Invocation& invocation, const std::string& path,
                          const Flags& flags) {
  std::string command =
      invocation.program + " run " + path + " --seed " + std::to_string(flags.seed);
  if (!flags.until.empty()) command += " --until " + flags.until;
  if (!flags.bug.empty()) command += " --bug " + flags.bug;
  if (!flags.buggify.empty()) command += " --buggify " + flags.buggify;
  return command;
}

// Runs the seed once more and compares all that decides; prints the first difference.
int CompareRuns(const sim::Scenario& scenario, const sim::RunReport& first,
                const sim::RunOptions& options) {
  const sim::RunReport second = sim::RunScenario(scenario, first.seed, options);
  const auto difference = sim::FirstDifference(
      first.trace_log, second.trace_log,
      [&](sim::ActorId actor) { return sim::ActorName(scenario, first.seed, actor); });
  if (!difference.has_value() && first.trace_hash == second.trace_hash) {
    std::printf("deterministic: two runs with equal traces\n");
    return kPassed;
  }
  std::printf("NOT deterministic: hash %016llx, then %016llx\n%s\n",
              static_cast<unsigned long long>(first.trace_hash),
              static_cast<unsigned long long>(second.trace_hash),
              difference.value_or("the traces are equal").c_str());
  return kFailureFound;
}

// What the seed makes of a swarm: cluster, workload, faults, knobs.
void PrintDraw(const sim::Scenario& drawn) {
  std::istringstream lines(scenarios::WriteScenario(drawn));
  std::printf("the seed draws\n");
  for (std::string line; std::getline(lines, line);) std::printf("  %s\n", line.c_str());
}

int Execute(const Flags& flags, const Invocation& invocation) {
  absl::StatusOr<NamedScenario> named = ReadScenario(flags.scenario);
  if (!named.ok()) {
    std::fprintf(stderr, "%s\n", std::string(named.status().message()).c_str());
    return kBadUsage;
  }
  if (!SetBuggify(flags.buggify, &named->scenario)) return kBadUsage;
  const sim::Scenario drawn = sim::DrawSwarm(named->scenario, flags.seed);
  const bool buggify = drawn.buggify.value_or(sim::Ratio{}).numerator > 0;
  if (buggify && !sim::BuggifyIsCompiledIn()) return HandOverToPlanted(invocation);
  sim::RunOptions options;
  options.record = flags.check_determinism;
  if (!flags.until.empty()) {
    const absl::StatusOr<Duration> until = scenarios::ParseDuration(flags.until);
    if (!until.ok()) {
      std::fprintf(stderr, "--until: %s\n", std::string(until.status().message()).c_str());
      return kBadUsage;
    }
    options.until = Instant{} + *until;
  }
  if (flags.verbose) {
    options.trace = [](const std::string& line) { std::printf("%s\n", line.c_str()); };
  }
  if (named->scenario.swarm) PrintDraw(drawn);
  const sim::RunReport report = sim::RunScenario(named->scenario, flags.seed, options);
  std::printf("%s",
              reports::RunSummary(report, ReplayCommand(invocation, named->path, flags)).c_str());
  if (report.failure.has_value()) return kFailureFound;
  if (!flags.check_determinism) return kPassed;
  options.trace = nullptr;
  return CompareRuns(named->scenario, report, options);
}

int ExecuteWithBug(const Flags& flags, const Invocation& invocation) {
  if (const auto code = SwitchBugOn(flags.bug, "--bug", invocation)) return *code;
  return Execute(flags, invocation);
}

}  // namespace

RunCommand AddRun(CLI::App& app, const Invocation& invocation) {
  const auto flags = std::make_shared<Flags>();
  CLI::App* run = app.add_subcommand("run", "Run one seed of one scenario and say what happened.");
  run->add_option("SCENARIO", flags->scenario,
                  "A scenario file, or the name of a built-in scenario (steady, everything ...)")
      ->required();
  run->add_option("--seed", flags->seed, "What everything random is drawn from")
      ->capture_default_str();
  run->add_option("--until", flags->until, "Stop at this virtual time, such as 2.5s");
  run->add_flag("--verbose", flags->verbose, "Print every message, fault and answer");
  run->add_flag("--check-determinism", flags->check_determinism,
                "Run twice and report the first difference");
  run->add_option("--buggify", flags->buggify,
                  "Chance that a legal but rare choice is possible, such as 25%");
  run->add_option("--bug", flags->bug, "Switch a planted bug on (see `paxsim mutants`)");
  return [flags, invocation] { return ExecuteWithBug(*flags, invocation); };
}

}  // namespace paxosstore::paxsim
