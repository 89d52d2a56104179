// paxsim shrink: a failure, as small as it gets.
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "scenarios/failure_file.h"
#include "scenarios/units.h"
#include "sim/run/buggify.h"
#include "tools/paxsim/commands.h"
#include "tools/paxsim/failure_files.h"
#include "tools/paxsim/scenario_files.h"

namespace paxosstore::paxsim {
namespace {

struct Flags {
  std::string source;
  std::optional<uint64_t> seed;
  std::string until;
  std::string bug;
  std::string buggify;
  std::string out;
  uint64_t runs = 3000;
};

int Fail(const absl::Status& status) {
  std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
  return kBadUsage;
}

// The failure of a seed of a scenario.
absl::StatusOr<sim::FailureCase> CaptureSeed(const Flags& flags) {
  absl::StatusOr<NamedScenario> named = ReadScenario(flags.source);
  if (!named.ok()) return named.status();
  if (!SetBuggify(flags.buggify, &named->scenario)) {
    return absl::InvalidArgumentError("nothing was shrunk");
  }
  sim::RunOptions options;
  if (!flags.until.empty()) {
    const absl::StatusOr<Duration> until = scenarios::ParseDuration(flags.until);
    if (!until.ok()) {
      return absl::InvalidArgumentError("--until: " + std::string(until.status().message()));
    }
    options.until = Instant{} + *until;
  }
  std::optional<sim::FailureCase> failing = sim::Capture(named->scenario, *flags.seed, options);
  if (!failing.has_value()) {
    return absl::NotFoundError(named->path + ": seed " + std::to_string(*flags.seed) +
                               " does not fail: there is nothing to shrink");
  }
  failing->bug = flags.bug;
  return *std::move(failing);
}

std::string OutPath(const Flags& flags, const sim::FailureCase& failing) {
  if (!flags.out.empty()) return flags.out;
  if (!flags.seed.has_value()) return flags.source;
  return failing.scenario.name + "-" + std::to_string(*flags.seed) + scenarios::kFailureEnding;
}

int ShrinkAndWrite(const Flags& flags, sim::FailureCase failing, const Invocation& invocation) {
  const std::string bug = failing.bug;
  std::printf("%s: %s\n", failing.failure.oracle.c_str(), failing.failure.what.c_str());
  std::printf("before: %s\n", SizeOf(failing).c_str());
  sim::ShrinkResult result = ShrinkShowing(std::move(failing), flags.runs);
  std::printf("after:  %s (%llu runs%s)\n", SizeOf(result.smallest).c_str(),
              static_cast<unsigned long long>(result.runs),
              result.finished ? "" : "; not finished, see --runs");
  const std::string path = OutPath(flags, result.smallest);
  if (!WriteFailureFile(result.smallest, result.finished, path, invocation.program)) {
    return kBadUsage;
  }
  std::printf("replay: %s replay %s --story\n", invocation.program.c_str(), path.c_str());
  return kPassed;
}

int Execute(const Flags& flags, const Invocation& invocation) {
  if (flags.seed.has_value()) {
    // Campaigns run the simulation build: so do the seeds that they name.
    if (!sim::BuggifyIsCompiledIn()) return HandOverToPlanted(invocation);
    if (const auto code = SwitchBugOn(flags.bug, "--bug", invocation)) return *code;
    absl::StatusOr<sim::FailureCase> failing = CaptureSeed(flags);
    if (!failing.ok()) return Fail(failing.status());
    return ShrinkAndWrite(flags, *std::move(failing), invocation);
  }
  absl::StatusOr<sim::FailureCase> stored = scenarios::LoadFailure(flags.source);
  if (!stored.ok()) return Fail(stored.status());
  if (const auto code = Prepare(*stored, flags.source, invocation)) return *code;
  const sim::RunReport report = sim::Rerun(*stored);
  if (!report.failure.has_value()) {
    return Fail(absl::NotFoundError(flags.source + ": does not fail any more"));
  }
  stored->failure = *report.failure;
  return ShrinkAndWrite(flags, *std::move(stored), invocation);
}

}  // namespace

RunCommand AddShrink(CLI::App& app, const Invocation& invocation) {
  const auto flags = std::make_shared<Flags>();
  CLI::App* shrink = app.add_subcommand(
      "shrink", "Take away from a failure whatever it does not need, and store the rest.");
  shrink
      ->add_option("SOURCE", flags->source,
                   "A stored failure; or, with --seed, a scenario file or name")
      ->required();
  CLI::Option* seed = shrink->add_option("--seed", flags->seed, "The seed that fails");
  shrink->add_option("--until", flags->until, "As in `run`")->needs(seed);
  shrink->add_option("--bug", flags->bug, "Switch a planted bug on (see `mutants`)")->needs(seed);
  shrink->add_option("--buggify", flags->buggify, "As in `run`")->needs(seed);
  shrink->add_option("--out", flags->out,
                     "Where the result goes; default: SCENARIO-SEED.failure.textproto, or SOURCE");
  shrink->add_option("--runs", flags->runs, "Try at most so often")->capture_default_str();
  return [flags, invocation] { return Execute(*flags, invocation); };
}

}  // namespace paxosstore::paxsim
