// paxsim campaign: many seeds of many scenarios.
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "scenarios/units.h"
#include "sim/run/sometimes.h"
#include "tools/paxsim/campaign/flags.h"
#include "tools/paxsim/campaign/runner.h"
#include "tools/paxsim/commands.h"
#include "tools/paxsim/failure_files.h"

namespace paxosstore::paxsim {
namespace {

int Execute(const CampaignFlags& flags, const Invocation& invocation) {
  if (flags.plain && flags.require_sometimes) {
    std::fprintf(stderr, "--require-sometimes: nothing is counted with --plain\n");
    return kBadUsage;
  }
  if (flags.plain && !flags.bug.empty()) {
    std::fprintf(stderr, "--bug: the program of --plain has none compiled in\n");
    return kBadUsage;
  }
  if (!flags.plain && !sim::SometimesAreCounted()) return HandOverToPlanted(invocation);
  if (const auto code = SwitchBugOn(flags.bug, "--bug", invocation)) return *code;
  CampaignPlan plan;
  CampaignHeader header;
  absl::Status filled = MakePlan(flags, invocation.program, &plan, &header);
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

}  // namespace

RunCommand AddCampaign(CLI::App& app, const Invocation& invocation) {
  const auto flags = std::make_shared<CampaignFlags>();
  CLI::App* campaign =
      app.add_subcommand("campaign", "Run many seeds, each on the next of the scenarios.");
  campaign->footer(
      "Ctrl-C ends it with the report so far; a campaign in --out goes on with --resume.\n"
      "Shards may run anywhere; `paxsim merge` makes one report of their folders.");
  AddFlags(campaign, flags.get());
  return [flags, invocation] { return Execute(*flags, invocation); };
}

}  // namespace paxosstore::paxsim
