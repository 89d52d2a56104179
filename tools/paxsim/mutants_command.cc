// paxsim mutants: does the simulator still find every planted bug, and how soon?
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/functional/function_ref.h"
#include "sim/run/planted.h"
#include "tools/paxsim/campaign/campaign.h"
#include "tools/paxsim/commands.h"
#include "tools/paxsim/mutant_budgets.h"
#include "tools/paxsim/mutant_curves.h"
#include "tools/paxsim/mutant_document.h"
#include "tools/paxsim/mutant_failures.h"
#include "tools/paxsim/scenario_files.h"

namespace paxosstore::paxsim {
namespace {

// For bugs that show only in that a seed does not repeat.
constexpr uint64_t kRerunOneIn = 10;

struct Flags {
  std::string bug;
  std::string scenario;
  uint64_t seeds = 0;  // 0: each bug's budget
  uint32_t jobs = std::max(1u, std::thread::hardware_concurrency());
  bool first_only = false;
  bool list = false;
  uint32_t curves = 0;  // ranges of seeds
  uint64_t censor = 200;
  uint64_t runs_max = 3000;
  std::string shrink;
  uint64_t shrink_runs = 3000;
  std::string data;
  std::string document;
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

void Count(const reports::RunRecord& run, Findings* findings) {
  ++findings->runs;
  if (!run.failure.has_value()) return;
  ++findings->found;
  ++findings->oracles[run.failure->oracle];
  if (findings->first_seed != 0 && findings->first_seed < run.seed) return;
  findings->first_seed = run.seed;
  findings->first_oracle = run.failure->oracle;
}

void Print(const sim::PlantedBugInfo& info, const std::string& scenario, const Findings& findings) {
  std::printf("%-30s %-22s %4llu of %4llu", std::string(info.name).c_str(), scenario.c_str(),
              static_cast<unsigned long long>(findings.found),
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
  const absl::StatusOr<NamedScenario> scenario =
      ReadScenario(flags.scenario.empty() ? std::string(budget.scenario) : flags.scenario);
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
  plan.run_flags = {"--bug", std::string(info.name)};
  Findings findings;
  CampaignEvents events;
  events.ended = [&](const reports::RunRecord& run) { Count(run, &findings); };
  events.tick = [] {};
  events.stop = [&] { return flags.first_only && findings.found > 0; };
  if (!RunCampaign(plan, events)) {
    std::fprintf(stderr, "processes could not be started\n");
    return std::nullopt;
  }
  Print(info, scenario->scenario.name, findings);
  std::fflush(stdout);
  return findings.found > 0;
}

void PrintCurve(std::string_view name, const Curve& curve) {
  const auto show = [](std::optional<uint64_t> seeds) {
    return seeds.has_value() ? std::to_string(*seeds) : std::string("never");
  };
  std::printf("%-30s %-22s median %s [%s-%s], found in %zu of %zu ranges\n",
              std::string(name).c_str(), curve.scenario.c_str(), show(curve.Percentile(50)).c_str(),
              show(curve.Percentile(25)).c_str(), show(curve.Percentile(75)).c_str(), curve.found(),
              curve.seeds.size());
  std::fflush(stdout);
}

// What is measured is kept at once: it takes long.
bool Keep(const Flags& flags, const std::string& name, absl::FunctionRef<void(Curve*)> change) {
  if (flags.data.empty()) return true;
  Curves curves = ReadCurves(flags.data).value_or(Curves());
  change(&curves[name]);
  if (WriteCurves(curves, flags.data)) return true;
  std::fprintf(stderr, "--data: cannot write %s\n", flags.data.c_str());
  return false;
}

int MeasureCurves(const Flags& flags) {
  const CurvePlan plan{flags.curves, flags.censor, flags.runs_max, flags.jobs};
  bool measured = false;
  for (const MutantBudget& budget : MutantBudgets()) {
    const std::string name(sim::InfoOf(budget.bug).name);
    if (budget.scenario.empty() || (!flags.bug.empty() && name != flags.bug)) continue;
    const absl::StatusOr<NamedScenario> scenario =
        ReadScenario(flags.scenario.empty() ? std::string(budget.scenario) : flags.scenario);
    if (!scenario.ok()) {
      std::fprintf(stderr, "%s\n", std::string(scenario.status().message()).c_str());
      return kBadUsage;
    }
    Curve curve = MeasureCurve(plan, *scenario, budget.bug);
    measured = true;
    PrintCurve(name, curve);
    const bool kept = Keep(flags, name, [&](Curve* stored) {
      curve.essence = stored->essence;
      *stored = std::move(curve);
    });
    if (!kept) return kBadUsage;
  }
  if (measured) return kPassed;
  std::fprintf(stderr, "--bug: no scenario hunts a planted bug called %s; see `mutants --list`\n",
               flags.bug.c_str());
  return kBadUsage;
}

void Print(const MutantHunt& hunt, const SmallestFailure& smallest) {
  std::printf("%-30s %-22s", std::string(sim::InfoOf(hunt.budget.bug).name).c_str(),
              hunt.scenario.scenario.name.c_str());
  if (smallest.seed > 0) {
    std::printf(" seed %4llu: %2llu faults, %2llu operations (%llu runs)",
                static_cast<unsigned long long>(smallest.seed),
                static_cast<unsigned long long>(smallest.faults),
                static_cast<unsigned long long>(smallest.operations),
                static_cast<unsigned long long>(smallest.runs));
  }
  std::printf("  %s\n", smallest.replayed ? "replayed" : smallest.trouble.c_str());
  std::fflush(stdout);
}

int ShrinkAll(const Flags& flags) {
  std::error_code error;
  std::filesystem::create_directories(flags.shrink, error);
  std::vector<MutantHunt> hunts;
  for (const MutantBudget& budget : MutantBudgets()) {
    const std::string_view name = sim::InfoOf(budget.bug).name;
    if (budget.scenario.empty() || (!flags.bug.empty() && name != flags.bug)) continue;
    if (!budget.repeats) {
      std::printf("%-30s nothing to store: it shows only where a seed is run twice\n",
                  std::string(name).c_str());
      continue;
    }
    const absl::StatusOr<NamedScenario> scenario = ReadScenario(std::string(budget.scenario));
    if (!scenario.ok()) {
      std::fprintf(stderr, "%s\n", std::string(scenario.status().message()).c_str());
      return kBadUsage;
    }
    hunts.push_back({budget, *scenario});
  }
  uint32_t replayed = 0, small = 0;
  bool kept = true;
  const auto ended = [&](const MutantHunt& hunt, const SmallestFailure& smallest) {
    Print(hunt, smallest);
    if (!smallest.replayed) return;
    ++replayed;
    small += smallest.faults <= 10 && smallest.operations <= 5 ? 1 : 0;
    const auto change = [&](Curve* stored) {
      stored->essence = {smallest.faults, smallest.operations};
    };
    kept = Keep(flags, std::string(sim::InfoOf(hunt.budget.bug).name), change) && kept;
  };
  if (!ShrinkMutants(hunts, flags.shrink, flags.shrink_runs, flags.jobs, ended)) {
    std::fprintf(stderr, "--shrink: processes could not be started\n");
    return kBadUsage;
  }
  std::printf("%u of %zu failures shrunk and replayed; %u to at most 10 faults and 5 operations\n",
              replayed, hunts.size(), small);
  if (!kept) return kBadUsage;
  return replayed == hunts.size() ? kPassed : kFailureFound;
}

// "-" is the standard output.
int WriteDocument(const Flags& flags) {
  const absl::StatusOr<Curves> curves = ReadCurves(flags.data);
  if (!curves.ok()) {
    std::fprintf(stderr, "--data: %s\n", std::string(curves.status().message()).c_str());
    return kBadUsage;
  }
  const std::string text = MutantDocument(*curves);
  if (flags.document == "-") return std::fputs(text.c_str(), stdout) < 0 ? kBadUsage : kPassed;
  std::ofstream file(flags.document);
  file << text;
  file.close();
  if (file.good()) return kPassed;
  std::fprintf(stderr, "--document: cannot write %s\n", flags.document.c_str());
  return kBadUsage;
}

int Execute(const Flags& flags, const Invocation& invocation) {
  if (!flags.document.empty()) return WriteDocument(flags);
  if (flags.list) {
    PrintList();
    return kPassed;
  }
  if (!sim::PlantedBugsAreCompiledIn()) return HandOverToPlanted(invocation);
  if (flags.curves > 0) return MeasureCurves(flags);
  if (!flags.shrink.empty()) return ShrinkAll(flags);
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
  mutants->add_option("--scenario", flags->scenario, "Look there instead");
  mutants->add_option("--seeds", flags->seeds, "Runs for each bug; default: the bug's own budget");
  mutants->add_option("--jobs", flags->jobs, "Processes; changes no result")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  mutants->add_flag("--first-only", flags->first_only, "Stop at the first seed that finds a bug");
  mutants->add_option("--curves", flags->curves,
                      "Measure the runs to the first find in so many ranges of seeds");
  mutants->add_option("--censor", flags->censor, "Of each range, try so many seeds at most")
      ->capture_default_str();
  mutants->add_option("--runs-max", flags->runs_max, "No further range for a bug after so many")
      ->capture_default_str();
  mutants->add_option("--shrink", flags->shrink,
                      "Store the first failure of each in this folder, as small as it gets, and "
                      "replay it in another process");
  mutants->add_option("--shrink-runs", flags->shrink_runs, "Try at most so often")
      ->capture_default_str();
  mutants->add_option("--data", flags->data, "File that keeps what --curves and --shrink measure");
  mutants->add_option("--document", flags->document,
                      "Write the page about the catalogue from --data; -: print it");
  mutants->add_flag("--list", flags->list, "Print the catalogue");
  return [flags, invocation] { return Execute(*flags, invocation); };
}

}  // namespace paxosstore::paxsim
