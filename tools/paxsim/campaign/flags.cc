#include "tools/paxsim/campaign/flags.h"

#include <cstdlib>
#include <fstream>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/base/status_macros.h"
#include "scenarios/units.h"
#include "scenarios/writer.h"
#include "sim/run/planted.h"
#include "tools/paxsim/campaign/digest.h"
#include "tools/paxsim/commands.h"
#include "tools/paxsim/scenario_files.h"

namespace paxosstore::paxsim {
namespace {

// A word of a command line that a shell leaves as it is.
std::string ShellQuoted(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./%+=:,@";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  return "'" + absl::StrReplaceAll(word, {{"'", "'\\''"}}) + "'";
}

constexpr uint64_t kSeedsByDefault = 1000;

absl::Status FillTimes(const CampaignFlags& flags, CampaignPlan* plan, CampaignHeader* header) {
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

absl::Status FillShard(const CampaignFlags& flags, CampaignPlan* plan, CampaignHeader* header) {
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

absl::Status FillScenarios(const CampaignFlags& flags, CampaignPlan* plan, CampaignHeader* header) {
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
std::string CommandOf(const CampaignFlags& flags, const CampaignPlan& plan) {
  std::string command = plan.program + " campaign";
  for (const std::string& scenario : flags.scenarios) command += " " + ShellQuoted(scenario);
  if (plan.seeds.has_value()) command += " --seeds " + std::to_string(*plan.seeds);
  if (!flags.time.empty()) command += " --time " + ShellQuoted(flags.time);
  command += " --first-seed " + std::to_string(flags.first_seed);
  const CampaignFlags defaults;
  if (flags.canary_one_in != defaults.canary_one_in) {
    command += " --canary " + std::to_string(flags.canary_one_in);
  }
  if (flags.rerun_one_in != defaults.rerun_one_in) {
    command += " --rerun " + std::to_string(flags.rerun_one_in);
  }
  if (flags.plain) command += " --plain";
  if (!flags.buggify.empty()) command += " --buggify " + ShellQuoted(flags.buggify);
  if (!flags.bug.empty()) command += " --bug " + flags.bug;
  if (flags.require_sometimes) command += " --require-sometimes";
  return command;
}

void AddScopeOptions(CLI::App* campaign, CampaignFlags* flags) {
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

void AddCheckOptions(CLI::App* campaign, CampaignFlags* flags) {
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
  campaign->add_option("--bug", flags->bug,
                       "Plant this bug into all runs, to see a red campaign (`mutants --list`)");
  campaign->add_flag("--plain", flags->plain,
                     "Run the node's own object files: no buggify, no rare branch is counted");
}

void AddOutputOptions(CLI::App* campaign, CampaignFlags* flags) {
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

void AddFlags(CLI::App* campaign, CampaignFlags* flags) {
  AddScopeOptions(campaign, flags);
  AddCheckOptions(campaign, flags);
  AddOutputOptions(campaign, flags);
}

absl::Status MakePlan(const CampaignFlags& flags, const std::string& program, CampaignPlan* plan,
                      CampaignHeader* header) {
  plan->program = program;
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
  header->bug = flags.bug;
  plan->bug = sim::ActivePlantedBug();
  if (!header->buggify.empty()) plan->run_flags = {"--buggify", header->buggify};
  if (!flags.bug.empty()) plan->run_flags.insert(plan->run_flags.end(), {"--bug", flags.bug});
  RETURN_IF_ERROR(FillTimes(flags, plan, header));
  RETURN_IF_ERROR(FillShard(flags, plan, header));
  RETURN_IF_ERROR(FillScenarios(flags, plan, header));
  header->command = CommandOf(flags, *plan);
  return absl::OkStatus();
}

}  // namespace paxosstore::paxsim
