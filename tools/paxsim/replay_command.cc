// paxsim replay: a stored failure, bit for bit.
#include <cstdio>
#include <memory>
#include <string>

#include "reports/text_summary.h"
#include "scenarios/failure_file.h"
#include "sim/shrink/story.h"
#include "tools/paxsim/commands.h"
#include "tools/paxsim/dump_output.h"
#include "tools/paxsim/failure_files.h"
#include "tools/paxsim/trace_output.h"

namespace paxosstore::paxsim {
namespace {

struct Flags {
  std::string file;
  bool verbose = false;
  bool story = false;
  TraceOutput trace;
  DumpOutput dump;
};

int Judge(const sim::FailureCase& stored, const sim::RunReport& report) {
  if (!report.failure.has_value()) {
    std::printf("It does not fail any more; stored was: %s: %s\n", stored.failure.oracle.c_str(),
                stored.failure.what.c_str());
    return kPassed;
  }
  if (report.trace_hash == stored.trace_hash && report.failure->what == stored.failure.what) {
    std::printf("As stored, bit for bit: trace hash %016llx\n",
                static_cast<unsigned long long>(report.trace_hash));
  } else if (report.failure->oracle == stored.failure.oracle) {
    std::printf("The same oracle fails, on another trace: %016llx, stored was %016llx\n",
                static_cast<unsigned long long>(report.trace_hash),
                static_cast<unsigned long long>(stored.trace_hash));
  } else {
    std::printf("Another oracle fails; stored was: %s\n", stored.failure.oracle.c_str());
  }
  return kFailureFound;
}

int Execute(Flags& flags, const Invocation& invocation) {
  const absl::StatusOr<sim::FailureCase> stored = scenarios::LoadFailure(flags.file);
  if (!stored.ok()) {
    std::fprintf(stderr, "%s\n", std::string(stored.status().message()).c_str());
    return kBadUsage;
  }
  if (const auto code = Prepare(*stored, flags.file, invocation)) return *code;
  sim::RunOptions options;
  if (flags.verbose) {
    options.trace = [](const std::string& line) { std::printf("%s\n", line.c_str()); };
  }
  if (!flags.trace.Prepare(&options)) return kBadUsage;
  if (!flags.dump.Prepare(stored->scenario.world.nodes, &options)) return kBadUsage;
  const sim::RunReport report = sim::Rerun(*stored, options);
  if (flags.story && report.failure.has_value()) {
    for (const std::string& line : sim::TellStory(*stored)) std::printf("%s\n", line.c_str());
  }
  const std::string again = invocation.program + " replay " + flags.file;
  std::printf("%s", reports::RunSummary(report, again).c_str());
  flags.dump.Print();
  if (!flags.trace.Write(again)) return kBadUsage;
  return Judge(*stored, report);
}

}  // namespace

RunCommand AddReplay(CLI::App& app, const Invocation& invocation) {
  const auto flags = std::make_shared<Flags>();
  CLI::App* replay = app.add_subcommand(
      "replay", "Run a stored failure again. Exit code 1: it still fails, 0: it does not.");
  replay->add_option("FILE", flags->file, "A *.failure.textproto of `campaign --out` or `shrink`")
      ->required();
  replay->add_flag("--story", flags->story, "Tell what happens, who promised what and when");
  replay->add_flag("--verbose", flags->verbose, "Print every message, fault and answer");
  flags->trace.AddTo(replay);
  flags->dump.AddTo(replay);
  return [flags, invocation] { return Execute(*flags, invocation); };
}

}  // namespace paxosstore::paxsim
