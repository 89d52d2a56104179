// paxsim: runs the store in the simulator. See `paxsim --help`.
#include <CLI/CLI.hpp>

#include "tools/paxsim/commands.h"

int main(int argc, char** argv) {
  using namespace paxosstore::paxsim;
  CLI::App app{
      "Runs a cluster of the store inside one thread, in virtual time, under faults drawn from a "
      "seed,\nwith oracles that compare everything it reveals with what its disks hold."};
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 passed, 1 a failure was found, 2 bad usage or a bad file, 3 undecided "
      "(check),\n128 + N ended early by signal N (campaign).");
  const Invocation invocation{argv[0], argv};
  const RunCommand run = AddRun(app, invocation);
  const RunCommand campaign = AddCampaign(app, invocation);
  const RunCommand merge = AddMerge(app);
  const RunCommand replay = AddReplay(app, invocation);
  const RunCommand shrink = AddShrink(app, invocation);
  const RunCommand mutants = AddMutants(app, invocation);
  const RunCommand check = AddCheck(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kPassed : kBadUsage;
  }
  if (app.got_subcommand("run")) return run();
  if (app.got_subcommand("campaign")) return campaign();
  if (app.got_subcommand("merge")) return merge();
  if (app.got_subcommand("replay")) return replay();
  if (app.got_subcommand("shrink")) return shrink();
  if (app.got_subcommand("mutants")) return mutants();
  return check();
}
