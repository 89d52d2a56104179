// What is left of a planted bug's failure once everything that it does not need has been taken
// away; stored, and repeated by a process of its own.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_MUTANT_FAILURES_H_
#define PAXOSSTORE_TOOLS_PAXSIM_MUTANT_FAILURES_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tools/paxsim/campaign/named_scenario.h"
#include "tools/paxsim/mutant_budgets.h"

namespace paxosstore::paxsim {

struct MutantHunt {
  MutantBudget budget;
  NamedScenario scenario;
};

struct SmallestFailure {
  uint64_t seed = 0;  // the first that fails; 0: none of the budget's does, run by itself
  uint64_t faults = 0;
  uint64_t operations = 0;
  uint64_t runs = 0;      // of the shrinker
  bool replayed = false;  // by another process, bit for bit
  std::string trouble;    // why not
};

// Tells of each as it ends; `folder`/NAME.failure.textproto holds it. Bugs are shared out over
// `jobs` processes. False if these could not be started. REQUIRES: PlantedBugsAreCompiledIn().
bool ShrinkMutants(const std::vector<MutantHunt>& hunts, const std::string& folder,
                   uint64_t runs_max, uint32_t jobs,
                   std::function<void(const MutantHunt&, const SmallestFailure&)> ended);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_MUTANT_FAILURES_H_
