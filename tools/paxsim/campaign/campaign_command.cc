// paxsim campaign: many seeds of many scenarios.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/base/status_macros.h"
#include "reports/campaign/json.h"
#include "reports/campaign/text.h"
#include "reports/text_summary.h"
#include "scenarios/units.h"
#include "scenarios/writer.h"
#include "sim/run/sometimes.h"
#include "tools/paxsim/campaign/campaign.h"
#include "tools/paxsim/campaign/digest.h"
#include "tools/paxsim/campaign/kept_failures.h"
#include "tools/paxsim/campaign/outputs.h"
#include "tools/paxsim/campaign/report_builder.h"
#include "tools/paxsim/campaign/results_file.h"
#include "tools/paxsim/commands.h"
#include "tools/paxsim/progress.h"
#include "tools/paxsim/scenario_files.h"

namespace paxosstore::paxsim {
namespace {

struct Flags {
  std::vector<std::string> scenarios;
  std::optional<uint64_t> seeds;
  std::string time;
  uint64_t first_seed = 1;
  std::string shard;
  uint64_t canary_one_in = 100;
  uint64_t rerun_one_in = 50;
  std::string rerun_with;
  uint32_t jobs = std::max(1u, std::thread::hardware_concurrency());
  std::string out;
  bool resume = false;
  std::string shrink_time = "60s";
  bool json = false;
  bool plain = false;
  std::string buggify;
  bool require_sometimes = false;
};

// A word of a command line that a shell leaves as it is.
std::string ShellQuoted(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./%+=:,@";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  return "'" + absl::StrReplaceAll(word, {{"'", "'\\''"}}) + "'";
}

constexpr uint64_t kSeedsByDefault = 1000;

volatile std::sig_atomic_t signalled = 0;

// The first one ends the campaign with a report; the second one ends the process.
void EndCleanly(int signal) {
  signalled = signal;
  std::signal(signal, SIG_DFL);
}

class CampaignRunner {
 public:
  CampaignRunner(const Flags& flags, CampaignPlan plan, CampaignHeader header)
      : flags_(flags),
        plan_(std::move(plan)),
        header_(std::move(header)),
        builder_(header_),
        folder_(Folder()) {}

  int Execute(std::chrono::seconds shrink_time);

 private:
  std::string Folder() const;
  absl::Status OpenResults();
  bool RunAll();
  void OnEnded(const reports::RunRecord& run, Progress* progress);
  reports::CampaignReport MakeReport() const;
  absl::Status WriteFiles(std::chrono::seconds shrink_time, reports::CampaignReport* report) const;
  void Print(const reports::CampaignReport& report) const;
  int ExitCode(const reports::CampaignReport& report) const;

  const Flags& flags_;
  CampaignPlan plan_;
  const CampaignHeader header_;
  ReportBuilder builder_;
  const std::string folder_;  // empty: nothing is kept
  std::unique_ptr<ResultsFile> results_;
  uint64_t elapsed_ms_ = 0;
  absl::Status trouble_;
};

std::string CampaignRunner::Folder() const {
  namespace fs = std::filesystem;
  if (flags_.out.empty() || header_.shard.count == 1) return flags_.out;
  return (fs::path(flags_.out) / header_.shard.Folder()).string();
}

absl::Status CampaignRunner::OpenResults() {
  const std::string path = (std::filesystem::path(folder_) / kResultsName).string();
  if (!flags_.resume && std::filesystem::exists(path)) {
    return absl::FailedPreconditionError(
        path + " is there already: --resume goes on with that campaign; or name another folder");
  }
  ASSIGN_OR_RETURN(results_, ResultsFile::Open(path));
  absl::Status added;
  const auto add = [&](const reports::RunRecord& run) {
    plan_.done.insert(run.seed);
    elapsed_ms_ = std::max(elapsed_ms_, run.ended_ms);
    if (added.ok()) added = builder_.Add(run);
  };
  ASSIGN_OR_RETURN(const std::optional<CampaignHeader> before, results_->Read(add));
  RETURN_IF_ERROR(added);
  if (before.has_value()) {
    std::optional<std::string> difference = WhyNotTogether(header_, *before);
    if (header_.shard.index != before->shard.index) difference = "--shard: another one";
    if (difference.has_value()) {
      return absl::FailedPreconditionError("--resume: " + path +
                                           " is of another campaign: " + *difference);
    }
  }
  plan_.elapsed = std::chrono::milliseconds(elapsed_ms_);
  return results_->Begin(header_);
}

void CampaignRunner::OnEnded(const reports::RunRecord& run, Progress* progress) {
  elapsed_ms_ = std::max(elapsed_ms_, run.ended_ms);
  if (results_ != nullptr) trouble_.Update(results_->Append(run));
  trouble_.Update(builder_.Add(run));
  const bool failed = run.failure.has_value() && run.canary.empty();
  progress->CountRun(failed, run.events);
  if (failed && !flags_.json) {
    progress->Print(reports::FailureText(*run.failure, run.seed, run.replay));
  }
}

bool CampaignRunner::RunAll() {
  std::optional<uint64_t> runs;
  if (plan_.seeds.has_value()) {
    runs = RunsOfShard(plan_);
    runs = *runs - std::min<uint64_t>(*runs, plan_.done.size());
  }
  std::optional<std::chrono::milliseconds> budget;
  if (plan_.budget.has_value()) budget = std::max(*plan_.budget - plan_.elapsed, {});
  Progress progress(runs, budget);
  CampaignEvents events;
  events.ended = [&](const reports::RunRecord& run) { OnEnded(run, &progress); };
  events.tick = [&] {
    if (results_ != nullptr) trouble_.Update(results_->SyncIfDue());
    progress.Tick();
  };
  events.stop = [this] { return signalled != 0 || !trouble_.ok(); };
  std::signal(SIGINT, EndCleanly);
  std::signal(SIGTERM, EndCleanly);
  const bool whole = RunCampaign(plan_, events);
  // What is still to be done can be done again.
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  progress.Finish();
  if (results_ != nullptr) trouble_.Update(results_->Sync());
  return whole;
}

reports::CampaignReport CampaignRunner::MakeReport() const {
  ReportBuilder builder = builder_;
  builder.AddShard(header_.shard.index, elapsed_ms_);
  reports::CampaignReport report = builder.Finish();
  report.missing_shards.clear();  // are others' to do
  return report;
}

absl::Status CampaignRunner::WriteFiles(std::chrono::seconds shrink_time,
                                        reports::CampaignReport* report) const {
  // First of all, lest somebody ends this before failures are small.
  RETURN_IF_ERROR(WriteOutputs(*report, folder_));
  if (report->groups.empty()) return absl::OkStatus();
  KeepOptions keep;
  keep.folder = folder_;
  keep.jobs = flags_.jobs;
  keep.shrink_time = signalled != 0 ? std::chrono::seconds(0) : shrink_time;
  const bool kept = KeepFailures(plan_, keep, report);
  RETURN_IF_ERROR(WriteOutputs(*report, folder_));
  return kept ? absl::OkStatus() : absl::UnavailableError("not all failures could be kept");
}

void CampaignRunner::Print(const reports::CampaignReport& report) const {
  if (flags_.json) {
    std::printf("%s", reports::CampaignJson(report).c_str());
    return;
  }
  std::printf("%s", reports::CampaignTable(report).c_str());
  std::printf("%s", reports::CampaignText(report, FilesIn(folder_)).c_str());
}

int CampaignRunner::ExitCode(const reports::CampaignReport& report) const {
  if (signalled == 0) return report.green() ? kPassed : kFailureFound;
  std::fprintf(
      stderr, "interrupted by %s; %s\n", signalled == SIGINT ? "Ctrl-C" : "a signal",
      folder_.empty() ? "the same command begins anew" : "the same command with --resume goes on");
  return 128 + signalled;
}

int CampaignRunner::Execute(std::chrono::seconds shrink_time) {
  const auto fail = [](const absl::Status& why) {
    std::fprintf(stderr, "%s\n", std::string(why.message()).c_str());
    return kBadUsage;
  };
  if (!folder_.empty()) {
    if (const absl::Status opened = OpenResults(); !opened.ok()) return fail(opened);
  }
  if (!header_.shard.source.empty()) {
    std::fprintf(stderr, "shard %u of %u, as %s says\n", header_.shard.index, header_.shard.count,
                 header_.shard.source.c_str());
  }
  const bool whole = RunAll();
  if (!trouble_.ok()) return fail(trouble_);
  reports::CampaignReport report = MakeReport();
  if (!folder_.empty()) {
    if (const absl::Status written = WriteFiles(shrink_time, &report); !written.ok()) {
      return fail(written);
    }
  }
  Print(report);
  if (!whole) return fail(absl::UnavailableError("cut short: processes could not be started"));
  return ExitCode(report);
}

// --- from the command line

absl::Status FillTimes(const Flags& flags, CampaignPlan* plan, CampaignHeader* header) {
  if (!flags.time.empty()) {
    const absl::StatusOr<Duration> time = scenarios::ParseDuration(flags.time);
    if (!time.ok()) {
      return absl::InvalidArgumentError("--time: " + std::string(time.status().message()));
    }
    plan->budget = std::chrono::milliseconds(time->ns / 1'000'000);
    header->time_ms = static_cast<uint64_t>(plan->budget->count());
  }
  plan->seeds = flags.seeds;
  if (!flags.seeds.has_value() && flags.time.empty()) plan->seeds = kSeedsByDefault;
  header->seeds = plan->seeds;
  return absl::OkStatus();
}

absl::Status FillShard(const Flags& flags, CampaignPlan* plan, CampaignHeader* header) {
  if (!flags.shard.empty()) {
    ASSIGN_OR_RETURN(plan->shard, ParseShard(flags.shard));
  } else {
    ASSIGN_OR_RETURN(const std::optional<Shard> told, ShardFromEnvironment(&::getenv));
    plan->shard = told.value_or(Shard());
    // By this GoogleTest's runners know that the program heeds its shards.
    const char* heeded = ::getenv("GTEST_SHARD_STATUS_FILE");
    if (plan->shard.source == "GTEST_SHARD_INDEX" && heeded != nullptr) std::ofstream file(heeded);
  }
  header->shard = plan->shard;
  return absl::OkStatus();
}

absl::Status FillScenarios(const Flags& flags, CampaignPlan* plan, CampaignHeader* header) {
  ASSIGN_OR_RETURN(plan->scenarios, ReadScenarios(flags.scenarios));
  for (NamedScenario& named : plan->scenarios) {
    if (!SetBuggify(header->buggify, &named.scenario)) {
      return absl::InvalidArgumentError("--buggify wants a chance");
    }
    header->scenarios.push_back({named.path, DigestOf(scenarios::WriteScenario(named.scenario))});
  }
  header->title =
      flags.scenarios.empty() ? "all built-in scenarios" : absl::StrJoin(flags.scenarios, " ");
  ASSIGN_OR_RETURN(plan->canaries, Canaries::Load(flags.canary_one_in));
  return absl::OkStatus();
}

// Makes the campaign again, in one process: no shard, no folder.
std::string CommandOf(const Flags& flags, const CampaignPlan& plan) {
  std::string command = plan.program + " campaign";
  for (const std::string& scenario : flags.scenarios) command += " " + ShellQuoted(scenario);
  if (plan.seeds.has_value()) command += " --seeds " + std::to_string(*plan.seeds);
  if (!flags.time.empty()) command += " --time " + ShellQuoted(flags.time);
  command += " --first-seed " + std::to_string(flags.first_seed);
  const Flags defaults;
  if (flags.canary_one_in != defaults.canary_one_in) {
    command += " --canary " + std::to_string(flags.canary_one_in);
  }
  if (flags.rerun_one_in != defaults.rerun_one_in) {
    command += " --rerun " + std::to_string(flags.rerun_one_in);
  }
  if (flags.plain) command += " --plain";
  if (!flags.buggify.empty()) command += " --buggify " + ShellQuoted(flags.buggify);
  if (flags.require_sometimes) command += " --require-sometimes";
  return command;
}

absl::Status Fill(const Flags& flags, const Invocation& invocation, CampaignPlan* plan,
                  CampaignHeader* header) {
  plan->program = invocation.program;
  plan->first_seed = flags.first_seed;
  plan->jobs = flags.jobs;
  plan->rerun_one_in = flags.rerun_one_in;
  plan->rerun_with = flags.rerun_with;
  header->build = BuildOfThisProgram();
  header->first_seed = flags.first_seed;
  header->rerun_one_in = flags.rerun_one_in;
  header->canary_one_in = flags.canary_one_in;
  header->plain = flags.plain;
  header->buggify = flags.plain ? "0" : flags.buggify;
  header->require_sometimes = flags.require_sometimes;
  if (!header->buggify.empty()) plan->run_flags = {"--buggify", header->buggify};
  RETURN_IF_ERROR(FillTimes(flags, plan, header));
  RETURN_IF_ERROR(FillShard(flags, plan, header));
  RETURN_IF_ERROR(FillScenarios(flags, plan, header));
  header->command = CommandOf(flags, *plan);
  return absl::OkStatus();
}

int Execute(const Flags& flags, const Invocation& invocation) {
  if (flags.plain && flags.require_sometimes) {
    std::fprintf(stderr, "--require-sometimes: nothing is counted with --plain\n");
    return kBadUsage;
  }
  if (!flags.plain && !sim::SometimesAreCounted()) return HandOverToPlanted(invocation);
  CampaignPlan plan;
  CampaignHeader header;
  absl::Status filled = Fill(flags, invocation, &plan, &header);
  const absl::StatusOr<Duration> shrink_time = scenarios::ParseDuration(flags.shrink_time);
  if (filled.ok() && !shrink_time.ok()) {
    filled = absl::InvalidArgumentError("--shrink: " + std::string(shrink_time.status().message()));
  }
  if (!filled.ok()) {
    std::fprintf(stderr, "%s\n", std::string(filled.message()).c_str());
    return kBadUsage;
  }
  return CampaignRunner(flags, std::move(plan), std::move(header))
      .Execute(std::chrono::seconds(shrink_time->ns / 1'000'000'000));
}

void AddScopeOptions(CLI::App* campaign, Flags* flags) {
  campaign->add_option("SCENARIO", flags->scenarios,
                       "Scenario files, folders or names; none: all built-in ones");
  campaign->add_option("--seeds", flags->seeds,
                       "How many runs, over all scenarios and shards; 1000 unless --time is given");
  campaign->add_option("--time", flags->time, "Begin new runs for so long, such as 10m");
  campaign->add_option("--first-seed", flags->first_seed, "Seeds count up from here")
      ->capture_default_str();
  campaign->add_option("--shard", flags->shard,
                       "Only this part, such as 3/8; by default what GoogleTest, Slurm or "
                       "Kubernetes say in the environment");
  campaign->add_option("--jobs", flags->jobs, "Processes; changes no result")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
}

void AddCheckOptions(CLI::App* campaign, Flags* flags) {
  campaign
      ->add_option("--canary", flags->canary_one_in,
                   "About one seed in so many runs with a planted bug, which has to be found; 0: "
                   "none")
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
  campaign->add_flag("--require-sometimes", flags->require_sometimes,
                     "Fail if a rare branch of the catalogue is never reached");
  campaign->add_option("--buggify", flags->buggify,
                       "Chance that a legal but rare choice is possible, such as 25%");
  campaign->add_flag("--plain", flags->plain,
                     "Run the node's own object files: no buggify, no rare branch is counted");
}

void AddOutputOptions(CLI::App* campaign, Flags* flags) {
  CLI::Option* out =
      campaign->add_option("--out", flags->out,
                           "Folder for results as they come, and at the end report.html, "
                           "junit.xml, summary.json, and a stored failure of each kind with its "
                           "picture; a shard takes a folder in it");
  campaign->add_flag("--resume", flags->resume, "Go on with the campaign that is in --out")
      ->needs(out);
  campaign
      ->add_option("--shrink", flags->shrink_time,
                   "Make what is stored smaller, for so long in all; 0s: keep it as it is")
      ->capture_default_str();
  campaign->add_flag("--json", flags->json, "Print the summary for programs");
}

}  // namespace

RunCommand AddCampaign(CLI::App& app, const Invocation& invocation) {
  const auto flags = std::make_shared<Flags>();
  CLI::App* campaign =
      app.add_subcommand("campaign", "Run many seeds, each on the next of the scenarios.");
  campaign->footer(
      "Ctrl-C ends it with the report so far; a campaign in --out goes on with --resume.\n"
      "Shards may run anywhere; `paxsim merge` makes one report of their folders.");
  AddScopeOptions(campaign, flags.get());
  AddCheckOptions(campaign, flags.get());
  AddOutputOptions(campaign, flags.get());
  return [flags, invocation] { return Execute(*flags, invocation); };
}

}  // namespace paxosstore::paxsim
