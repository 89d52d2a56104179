#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "scenarios/units.h"
#include "tools/paxsim/commands.h"
#include "tools/paxsim/other_process.h"

namespace paxosstore::paxsim {

int HandOverToPlanted(const Invocation& invocation) {
  const std::string sibling = ProgramBeside("paxsim_planted");
  ::execv(sibling.c_str(), invocation.argv);
  std::fprintf(stderr, "%s: %s (build the target paxsim_planted)\n", sibling.c_str(),
               std::strerror(errno));
  return kBadUsage;
}

bool SetBuggify(const std::string& flag, sim::Scenario* scenario) {
  if (flag.empty()) return true;
  const absl::StatusOr<sim::Ratio> chance = scenarios::ParseChance(flag);
  if (chance.ok()) {
    scenario->buggify = *chance;
  } else {
    std::fprintf(stderr, "--buggify: %s\n", std::string(chance.status().message()).c_str());
  }
  return chance.ok();
}

}  // namespace paxosstore::paxsim
