// paxsim mutants: does the simulator still find every planted bug, and how soon?
#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "sim/run/planted.h"
#include "tools/paxsim/campaign.h"
#include "tools/paxsim/commands.h"
#include "tools/paxsim/mutant_budgets.h"
#include "tools/paxsim/scenario_files.h"

namespace paxosstore::paxsim {
namespace {

// For bugs that show only in that a seed does not repeat.
constexpr uint64_t kRerunOneIn = 10;

struct Flags {
  std::string bug;
  uint64_t seeds = 0;  // 0: each bug's budget
  uint32_t jobs = std::max(1u, std::thread::hardware_concurrency());
  bool first_only = false;
  bool list = false;
};

void PrintList() {
  for (const sim::PlantedBugInfo& info : sim::PlantedBugs()) {
    std::printf("%-30s %s%s%s%s\n", std::string(info.name).c_str(),
                std::string(info.mechanism).c_str(), info.anchor.empty() ? "" : " (",
                std::string(info.anchor).c_str(), info.anchor.empty() ? "" : ")");
  }
}

struct Findings {
  uint64_t runs = 0;
  uint64_t found = 0;
  uint64_t first_seed = 0;
  std::string first_oracle;
  std::map<std::string, uint64_t> oracles;
};

Findings Summarise(const CampaignResult& result) {
  Findings findings;
  for (const reports::ScenarioTotals& row : result.totals) findings.runs += row.runs;
  findings.found = result.failures.size();
  for (const sim::RunReport& report : result.failures) ++findings.oracles[report.failure->oracle];
  if (!result.failures.empty()) {
    findings.first_seed = result.failures.front().seed;
    findings.first_oracle = result.failures.front().failure->oracle;
  }
  return findings;
}

void Print(const sim::PlantedBugInfo& info, const MutantBudget& budget, const Findings& findings) {
  std::printf("%-30s %-22s %4llu of %4llu", std::string(info.name).c_str(),
              std::string(budget.scenario).c_str(), static_cast<unsigned long long>(findings.found),
              static_cast<unsigned long long>(findings.runs));
  if (findings.found == 0) {
    std::printf("  NOT FOUND\n");
    return;
  }
  std::printf("  first seed %4llu", static_cast<unsigned long long>(findings.first_seed));
  for (const auto& [oracle, count] : findings.oracles) {
    std::printf("  %s%s: %llu", oracle.c_str(), oracle == findings.first_oracle ? "*" : "",
                static_cast<unsigned long long>(count));
  }
  std::printf("\n");
}

// False if it was not found. Scenario trouble ends the program.
std::optional<bool> TryOne(const Flags& flags, const sim::PlantedBugInfo& info,
                           const MutantBudget& budget) {
  const absl::StatusOr<NamedScenario> scenario = ReadScenario(std::string(budget.scenario));
  if (!scenario.ok()) {
    std::fprintf(stderr, "%s\n", std::string(scenario.status().message()).c_str());
    return std::nullopt;
  }
  CampaignPlan plan;
  plan.scenarios = {*scenario};
  plan.seeds = flags.seeds > 0 ? flags.seeds : budget.seeds;
  plan.jobs = flags.jobs;
  plan.bug = info.bug;
  plan.rerun_one_in = kRerunOneIn;
  bool found = false;
  CampaignEvents events;
  events.ended = [&](const MeasuredReport& run) { found |= run.report.failure.has_value(); };
  events.tick = [](uint64_t) {};
  events.stop = [&] { return flags.first_only && found; };
  Print(info, budget, Summarise(RunCampaign(plan, events)));
  std::fflush(stdout);
  return found;
}

int Execute(const Flags& flags, const Invocation& invocation) {
  if (flags.list) {
    PrintList();
    return kPassed;
  }
  if (!sim::PlantedBugsAreCompiledIn()) return HandOverToPlanted(invocation);
  uint32_t tried = 0, missed = 0, left_to_tests = 0;
  for (const MutantBudget& budget : MutantBudgets()) {
    const sim::PlantedBugInfo& info = sim::InfoOf(budget.bug);
    if (!flags.bug.empty() && info.name != flags.bug) continue;
    if (budget.scenario.empty()) {
      std::printf("%-30s not run here: ctest -R %s\n", std::string(info.name).c_str(),
                  std::string(budget.test).c_str());
      ++left_to_tests;
      continue;
    }
    const std::optional<bool> found = TryOne(flags, info, budget);
    if (!found.has_value()) return kBadUsage;
    ++tried;
    missed += *found ? 0 : 1;
  }
  if (tried + left_to_tests == 0) {
    std::fprintf(stderr, "--bug: no planted bug is called %s; see `mutants --list`\n",
                 flags.bug.c_str());
    return kBadUsage;
  }
  std::printf("%u of %u planted bugs found; %u left to unit tests\n", tried - missed, tried,
              left_to_tests);
  return missed == 0 ? kPassed : kFailureFound;
}

}  // namespace

RunCommand AddMutants(CLI::App& app, const Invocation& invocation) {
  const auto flags = std::make_shared<Flags>();
  CLI::App* mutants =
      app.add_subcommand("mutants", "Plant each known bug and see whether it is found.");
  mutants->add_option("--bug", flags->bug, "Only this one");
  mutants->add_option("--seeds", flags->seeds, "Runs for each bug; default: the bug's own budget");
  mutants->add_option("--jobs", flags->jobs, "Processes; changes no result")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  mutants->add_flag("--first-only", flags->first_only, "Stop at the first seed that finds a bug");
  mutants->add_flag("--list", flags->list, "Print the catalogue");
  return [flags, invocation] { return Execute(*flags, invocation); };
}

}  // namespace paxosstore::paxsim
