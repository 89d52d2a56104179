// paxsim campaign: many seeds of many scenarios.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "reports/text_summary.h"
#include "scenarios/failure_file.h"
#include "scenarios/units.h"
#include "sim/run/sometimes.h"
#include "tools/paxsim/campaign.h"
#include "tools/paxsim/commands.h"
#include "tools/paxsim/failure_files.h"
#include "tools/paxsim/progress.h"
#include "tools/paxsim/scenario_files.h"

namespace paxosstore::paxsim {
namespace {

struct Flags {
  std::vector<std::string> scenarios;
  uint64_t seeds = 1000;
  std::string time;
  uint64_t first_seed = 1;
  uint64_t rerun_one_in = 50;
  std::string rerun_with;
  uint32_t jobs = std::max(1u, std::thread::hardware_concurrency());
  std::string out;
  bool shrink = false;
  bool json = false;
  bool plain = false;
  std::string buggify;
  bool require_sometimes = false;
};

constexpr uint64_t kShrinkRuns = 1500;

volatile std::sig_atomic_t interrupted = 0;

class CampaignRunner {
 public:
  CampaignRunner(const Flags& flags, CampaignPlan plan, std::string program)
      : flags_(flags),
        plan_(std::move(plan)),
        program_(std::move(program)),
        progress_(plan_.budget.has_value() ? std::nullopt : std::optional(plan_.seeds),
                  plan_.budget) {}

  int Execute();

 private:
  std::string Replay(const sim::RunReport& report) const;
  void OnEnded(const MeasuredReport& measured);
  nlohmann::json Json(const CampaignResult& result) const;
  bool WriteFailure(const sim::RunReport& report) const;
  bool WriteOut(const CampaignResult& result) const;

  const Flags& flags_;
  const CampaignPlan plan_;
  const std::string program_;
  Progress progress_;
};

std::string CampaignRunner::Replay(const sim::RunReport& report) const {
  return program_ + " run " + ScenarioOfSeed(plan_, report.seed).path + " --seed " +
         std::to_string(report.seed) +
         (flags_.buggify.empty() ? "" : " --buggify " + flags_.buggify);
}

void CampaignRunner::OnEnded(const MeasuredReport& measured) {
  progress_.CountRun(measured.report.failure.has_value(), measured.report.events);
  if (!measured.report.failure.has_value() || flags_.json) return;
  progress_.Print(reports::FailureText(measured.report, Replay(measured.report)));
}

nlohmann::json CampaignRunner::Json(const CampaignResult& result) const {
  nlohmann::json json = {{"scenarios", nlohmann::json::array()},
                         {"failures", nlohmann::json::array()}};
  for (const reports::ScenarioTotals& row : result.totals) {
    json["scenarios"].push_back({{"scenario", row.path},
                                 {"runs", row.runs},
                                 {"failures", row.failures},
                                 {"events", row.events},
                                 {"virtual_ms", row.virtual_time.ns / 1'000'000},
                                 {"cpu_us", row.cpu_us},
                                 {"answered", row.operations},
                                 {"unknown", row.unknown},
                                 {"entries", row.entries},
                                 {"faults", row.FaultsInjected()}});
  }
  for (const sim::RunReport& report : result.failures) {
    json["failures"].push_back({{"scenario", report.scenario},
                                {"seed", report.seed},
                                {"oracle", report.failure->oracle},
                                {"signature", sim::SignatureOf(*report.failure)},
                                {"what", report.failure->what},
                                {"time_us", report.failure->moment.time.ns / 1000},
                                {"event", report.failure->moment.event},
                                {"replay", Replay(report)}});
  }
  for (const sim::SometimesInfo& point : sim::SometimesPoints()) {
    if (!sim::SometimesAreCounted()) break;
    json["sometimes"][std::string(point.name)] = result.sometimes[static_cast<size_t>(point.point)];
  }
  return json;
}

std::vector<sim::SometimesInfo> NeverReached(const CampaignResult& result) {
  std::vector<sim::SometimesInfo> never;
  if (!sim::SometimesAreCounted()) return never;
  for (const sim::SometimesInfo& point : sim::SometimesPoints()) {
    if (result.sometimes[static_cast<size_t>(point.point)] == 0) never.push_back(point);
  }
  return never;
}

void PrintNeverReached(const CampaignResult& result) {
  if (!sim::SometimesAreCounted()) return;
  const std::vector<sim::SometimesInfo> never = NeverReached(result);
  const size_t points = sim::SometimesPoints().size();
  std::printf("%zu of %zu rare branches reached\n", points - never.size(), points);
  for (const sim::SometimesInfo& point : never) {
    std::printf("  never: %-24s %s\n", std::string(point.name).c_str(),
                std::string(point.what).c_str());
  }
}

// The failures by what they have in common, the first seed of each first.
std::map<std::string, std::vector<const sim::RunReport*>> BySignature(
    const CampaignResult& result) {
  std::map<std::string, std::vector<const sim::RunReport*>> groups;
  for (const sim::RunReport& report : result.failures) {
    groups[sim::SignatureOf(*report.failure)].push_back(&report);
  }
  return groups;
}

void PrintGroups(const CampaignResult& result) {
  for (const auto& [signature, reports] : BySignature(result)) {
    std::printf("  %zu x %s\n", reports.size(), signature.c_str());
  }
}

// The first of a group, stored so that it replays; shrunk, if that was asked for.
bool CampaignRunner::WriteFailure(const sim::RunReport& report) const {
  std::optional<sim::FailureCase> failing =
      sim::Capture(ScenarioOfSeed(plan_, report.seed).scenario, report.seed);
  if (!failing.has_value()) {  // a crash of the process, or a trace that does not repeat
    std::printf("not stored, for it does not fail again here: %s\n", Replay(report).c_str());
    return true;
  }
  const std::string path =
      (std::filesystem::path(flags_.out) /
       (report.scenario + "-" + std::to_string(report.seed) + scenarios::kFailureEnding))
          .string();
  bool shrunk = false;
  if (flags_.shrink) {
    sim::ShrinkResult result = ShrinkShowing(*std::move(failing), kShrinkRuns);
    failing = std::move(result.smallest);
    shrunk = result.finished;
  }
  std::printf("stored: %s replay %s\n", program_.c_str(), path.c_str());
  return WriteFailureFile(*failing, shrunk, path, program_);
}

// DIR/summary.json, and a stored failure for each kind.
bool CampaignRunner::WriteOut(const CampaignResult& result) const {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::create_directories(flags_.out, error);
  bool good = true;
  for (const auto& [signature, reports] : BySignature(result)) {
    if (reports.front()->failure->oracle == kProcessDied) continue;
    good = WriteFailure(*reports.front()) && good;
  }
  std::ofstream summary(fs::path(flags_.out) / "summary.json");
  summary << Json(result).dump(2) << "\n";
  summary.close();
  if (summary.good()) return good;
  std::fprintf(stderr, "--out: cannot write into %s\n", flags_.out.c_str());
  return false;
}

int CampaignRunner::Execute() {
  std::signal(SIGINT, [](int) { interrupted = 1; });
  CampaignEvents events;
  events.ended = [this](const MeasuredReport& measured) { OnEnded(measured); };
  events.tick = [this](uint64_t) { progress_.Tick(); };
  events.stop = [] { return interrupted != 0; };
  const CampaignResult result = RunCampaign(plan_, events);
  progress_.Finish();
  if (flags_.json) {
    std::printf("%s\n", Json(result).dump(2).c_str());
  } else {
    std::printf("%s", reports::CampaignTable(result.totals, progress_.elapsed_ms()).c_str());
    PrintNeverReached(result);
    std::printf("hash of all traces %016llx\n", static_cast<unsigned long long>(result.trace_hash));
    std::printf("%zu failures\n", result.failures.size());
    PrintGroups(result);
  }
  if (result.cut_short) {
    std::fprintf(stderr, "the campaign was cut short: processes could not be started\n");
    return kBadUsage;
  }
  if (!flags_.out.empty() && !WriteOut(result)) return kBadUsage;
  const bool missed = flags_.require_sometimes && !NeverReached(result).empty();
  return result.failures.empty() && !missed ? kPassed : kFailureFound;
}

int Execute(const Flags& flags, const Invocation& invocation) {
  if (flags.plain && flags.require_sometimes) {
    std::fprintf(stderr, "--require-sometimes: nothing is counted with --plain\n");
    return kBadUsage;
  }
  if (!flags.plain && !sim::SometimesAreCounted()) return HandOverToPlanted(invocation);
  absl::StatusOr<std::vector<NamedScenario>> scenarios = ReadScenarios(flags.scenarios);
  if (!scenarios.ok()) {
    std::fprintf(stderr, "%s\n", std::string(scenarios.status().message()).c_str());
    return kBadUsage;
  }
  CampaignPlan plan;
  plan.scenarios = *std::move(scenarios);
  for (NamedScenario& named : plan.scenarios) {
    if (!SetBuggify(flags.plain ? "0" : flags.buggify, &named.scenario)) return kBadUsage;
  }
  plan.first_seed = flags.first_seed;
  plan.seeds = flags.seeds;
  plan.jobs = flags.jobs;
  plan.rerun_one_in = flags.rerun_one_in;
  plan.rerun_with = flags.rerun_with;
  const std::string buggify = flags.plain ? "0" : flags.buggify;
  if (!buggify.empty()) plan.rerun_flags = {"--buggify", buggify};
  if (!flags.time.empty()) {
    const absl::StatusOr<Duration> time = scenarios::ParseDuration(flags.time);
    if (!time.ok()) {
      std::fprintf(stderr, "--time: %s\n", std::string(time.status().message()).c_str());
      return kBadUsage;
    }
    plan.budget = std::chrono::milliseconds(time->ns / 1'000'000);
  }
  return CampaignRunner(flags, std::move(plan), invocation.program).Execute();
}

}  // namespace

RunCommand AddCampaign(CLI::App& app, const Invocation& invocation) {
  const auto flags = std::make_shared<Flags>();
  CLI::App* campaign =
      app.add_subcommand("campaign", "Run many seeds, each on the next of the scenarios.");
  campaign->add_option("SCENARIO", flags->scenarios,
                       "Scenario files, folders or names; none: all built-in ones");
  CLI::Option* seeds =
      campaign->add_option("--seeds", flags->seeds, "How many runs, over all scenarios")
          ->capture_default_str();
  campaign->add_option("--time", flags->time, "Begin new runs for so long instead, such as 10m")
      ->excludes(seeds);
  campaign->add_option("--first-seed", flags->first_seed, "Seeds count up from here")
      ->capture_default_str();
  campaign->add_option("--jobs", flags->jobs, "Processes; changes no result")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  campaign
      ->add_option("--rerun", flags->rerun_one_in,
                   "One seed in so many runs once more in another process, and both must agree; "
                   "0: none")
      ->capture_default_str();
  campaign
      ->add_option("--rerun-with", flags->rerun_with,
                   "... of this program, the paxsim of another build")
      ->check(CLI::ExistingFile);
  CLI::Option* out = campaign->add_option("--out", flags->out,
                                          "Folder for a summary and a stored failure of each kind");
  campaign->add_flag("--shrink", flags->shrink, "Shrink what is stored")->needs(out);
  campaign->add_option("--buggify", flags->buggify,
                       "Chance that a legal but rare choice is possible, such as 25%");
  campaign->add_flag("--plain", flags->plain,
                     "Run the node's own object files: no buggify, no rare branch is counted");
  campaign->add_flag("--require-sometimes", flags->require_sometimes,
                     "Fail if a rare branch of the catalogue is never reached");
  campaign->add_flag("--json", flags->json, "Print the summary for programs");
  return [flags, invocation] { return Execute(*flags, invocation); };
}

}  // namespace paxosstore::paxsim
