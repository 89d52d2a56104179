#include "tools/paxsim/campaign/one_run.h"

#include <cstring>
#include <ctime>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/run/planted.h"
#include "sim/run/run.h"
#include "tools/paxsim/commands.h"
#include "tools/paxsim/other_process.h"

namespace paxosstore::paxsim {
namespace {

uint64_t CpuMicroseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000 + static_cast<uint64_t>(now.tv_nsec) / 1000;
}

// What a seed has to run, and how a user would ask for it.
struct Assignment {
  const NamedScenario* scenario;
  PlantedBug bug;
  std::string canary;  // its name
  std::vector<std::string> flags;
};

Assignment AssignmentOf(const CampaignPlan& plan, uint64_t seed) {
  const Canaries::Canary canary = plan.canaries.Of(seed);
  if (canary.bug == nullptr) return {&ScenarioOfSeed(plan, seed), plan.bug, "", plan.run_flags};
  const std::string name(canary.bug->name);
  return {canary.scenario, canary.bug->bug, name, {"--bug", name}};
}

std::string ReplayOf(const CampaignPlan& plan, const Assignment& assignment, uint64_t seed) {
  std::string command =
      plan.program + " run " + assignment.scenario->path + " --seed " + std::to_string(seed);
  for (const std::string& flag : assignment.flags) command += " " + flag;
  return command;
}

reports::RunRecord RecordOf(const sim::RunReport& report, const Assignment& assignment) {
  reports::RunRecord run;
  run.seed = report.seed;
  run.scenario = assignment.scenario->path;
  run.canary = assignment.canary;
  run.failure = report.failure;
  if (report.excused.has_value()) run.excused = report.excused->oracle;
  run.trace_hash = report.trace_hash;
  run.events = report.events;
  run.virtual_time = report.ended_at - Instant{};
  run.answered = report.clients.ok;
  run.unknown = report.clients.unknown;
  run.not_done = report.clients.not_done;
  run.entries = report.entries_chosen;
  run.probed_images = report.probed_images;
  run.faults = report.faults;
  run.sometimes = report.sometimes;
  return run;
}

void Rerun(const CampaignPlan& plan, const Assignment& assignment, const sim::RunReport& first,
           reports::RunRecord* run) {
  SeedRun again;
  again.path = assignment.scenario->path;
  again.scenario = &assignment.scenario->scenario;
  again.seed = first.seed;
  again.flags = assignment.flags;
  again.trace_hash = first.trace_hash;
  const std::optional<std::string> difference = DifferenceInOtherProcess(again, plan.rerun_with);
  run->rerun = !difference.has_value();
  if (run->rerun) return;
  run->failure = sim::Failure{"determinism", *difference, {first.ended_at, first.events}};
}

// This program has no bugs compiled in; its sibling has, and its exit code tells what it found.
reports::RunRecord RunCanaryBeside(const Assignment& assignment, uint64_t seed) {
  reports::RunRecord run;
  run.seed = seed;
  run.scenario = assignment.scenario->path;
  run.canary = assignment.canary;
  std::vector<std::string> arguments = {"run", run.scenario, "--seed", std::to_string(seed)};
  arguments.insert(arguments.end(), assignment.flags.begin(), assignment.flags.end());
  const absl::StatusOr<ProcessOutcome> outcome =
      RunProgram(ProgramBeside("paxsim_planted"), arguments);
  if (outcome.ok() && outcome->exit_code == kFailureFound) {
    run.failure = sim::Failure{"found by the other build", outcome->output, {}};
  } else if (!outcome.ok() && !absl::IsNotFound(outcome.status())) {
    run.failure = sim::Failure{kProcessDied, std::string(outcome.status().message()), {}};
  }
  return run;
}

}  // namespace

reports::RunRecord RunOne(const CampaignPlan& plan, uint64_t seed) {
  const Assignment assignment = AssignmentOf(plan, seed);
  const uint64_t before = CpuMicroseconds();
  reports::RunRecord run;
  if (!assignment.canary.empty() && !sim::PlantedBugsAreCompiledIn()) {
    run = RunCanaryBeside(assignment, seed);
  } else {
    sim::ActivatePlantedBug(assignment.bug);
    const sim::RunReport report = sim::RunScenario(assignment.scenario->scenario, seed);
    run = RecordOf(report, assignment);
    run.cpu_us = CpuMicroseconds() - before;
    const bool due = plan.rerun_one_in > 0 && seed % plan.rerun_one_in == 0;
    if (due && !run.failure.has_value() && run.canary.empty()) {
      Rerun(plan, assignment, report, &run);
    }
  }
  if (run.failure.has_value()) run.replay = ReplayOf(plan, assignment, seed);
  return run;
}

reports::RunRecord DeadRun(const CampaignPlan& plan, uint64_t seed, int signal) {
  const Assignment assignment = AssignmentOf(plan, seed);
  reports::RunRecord run;
  run.seed = seed;
  run.scenario = assignment.scenario->path;
  run.canary = assignment.canary;
  run.failure =
      sim::Failure{kProcessDied, std::string("the process died: ") + ::strsignal(signal), {}};
  run.replay = ReplayOf(plan, assignment, seed);
  return run;
}

}  // namespace paxosstore::paxsim
