// paxsim run: one seed of one scenario.
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "reports/text_summary.h"
#include "scenarios/units.h"
#include "scenarios/writer.h"
#include "sim/run/buggify.h"
#include "sim/run/run.h"
#include "tools/paxsim/commands.h"
#include "tools/paxsim/dump_output.h"
#include "tools/paxsim/failure_files.h"
#include "tools/paxsim/history_output.h"
#include "tools/paxsim/other_process.h"
#include "tools/paxsim/scenario_files.h"
#include "tools/paxsim/trace_output.h"

namespace paxosstore::paxsim {
namespace {

struct Flags {
  std::string scenario;
  uint64_t seed = 1;
  std::string until;
  bool verbose = false;
  bool check_determinism = false;
  std::string rerun_with;
  std::string trace_log;
  std::string bug;
  std::string buggify;
  HistoryFlags history;
  TraceOutput trace;
  DumpOutput dump;
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

// Runs the seed once more in another process; prints the first difference.
int CompareRuns(const Flags& flags, const NamedScenario& named, const sim::RunReport& first,
                std::optional<Instant> until) {
  SeedRun run{named.path, &named.scenario, flags.seed, {}, until, first.trace_hash};
  if (!flags.until.empty()) run.flags.insert(run.flags.end(), {"--until", flags.until});
  if (!flags.bug.empty()) run.flags.insert(run.flags.end(), {"--bug", flags.bug});
  if (!flags.buggify.empty()) run.flags.insert(run.flags.end(), {"--buggify", flags.buggify});
  const auto difference = DifferenceInOtherProcess(run, flags.rerun_with);
  if (!difference.has_value()) {
    std::printf("deterministic: an equal trace in another process\n");
    return kPassed;
  }
  std::printf("NOT deterministic: %s\n", difference->c_str());
  return kFailureFound;
}

[[nodiscard]] bool WriteTraceLog(const std::string& path, const std::string& log) {
  std::ofstream file(path, std::ios::binary);
  file << log;
  file.close();
  if (file.good()) return true;
  std::fprintf(stderr, "--trace-log: cannot write %s\n", path.c_str());
  return false;
}

// What the seed makes of a swarm: cluster, workload, faults, knobs.
void PrintDraw(const sim::Scenario& drawn) {
  std::istringstream lines(scenarios::WriteScenario(drawn));
  std::printf("the seed draws\n");
  for (std::string line; std::getline(lines, line);) std::printf("  %s\n", line.c_str());
}

int Execute(Flags& flags, const Invocation& invocation) {
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
  options.record = !flags.trace_log.empty();
  options.history = !flags.history.path.empty();
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
  if (!flags.trace.Prepare(&options)) return kBadUsage;
  if (!flags.dump.Prepare(drawn.world.nodes, &options)) return kBadUsage;
  if (named->scenario.swarm) PrintDraw(drawn);
  const sim::RunReport report = sim::RunScenario(named->scenario, flags.seed, options);
  const std::string replay = ReplayCommand(invocation, named->path, flags);
  std::printf("%s", reports::RunSummary(report, replay).c_str());
  flags.dump.Print();
  if (options.record && !WriteTraceLog(flags.trace_log, report.trace_log)) return kBadUsage;
  if (options.history && !WriteHistoryTo(flags.history, *report.history)) return kBadUsage;
  if (!flags.trace.Write(replay)) return kBadUsage;
  if (report.failure.has_value()) return kFailureFound;
  return flags.check_determinism ? CompareRuns(flags, *named, report, options.until) : kPassed;
}

int ExecuteWithBug(Flags& flags, const Invocation& invocation) {
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
                "Run once more in another process and report the first difference");
  run->add_option("--rerun-with", flags->rerun_with,
                  "... of this program, the paxsim of another build")
      ->check(CLI::ExistingFile);
  run->add_option("--trace-log", flags->trace_log,
                  "Keep what --check-determinism compares: all that decides the run, in order");
  AddHistoryFlags(run, &flags->history);
  flags->trace.AddTo(run);
  flags->dump.AddTo(run);
  run->add_option("--buggify", flags->buggify,
                  "Chance that a legal but rare choice is possible, such as 25%");
  run->add_option("--bug", flags->bug, "Switch a planted bug on (see `paxsim mutants`)");
  return [flags, invocation] { return ExecuteWithBug(*flags, invocation); };
}

}  // namespace paxosstore::paxsim
