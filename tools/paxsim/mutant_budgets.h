// How soon each planted bug has to be found, and where: the one table that tests and `paxsim
// mutants` go by.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_MUTANT_BUDGETS_H_
#define PAXOSSTORE_TOOLS_PAXSIM_MUTANT_BUDGETS_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/planted_bug.h"

namespace paxosstore::paxsim {

struct MutantBudget {
  PlantedBug bug;
  std::string_view scenario;   // where it is looked for; empty if no scenario can show it
  uint64_t seeds = 0;          // it must be found in at least one of these, from seed 1
  std::string_view test = {};  // of ctest; plants it itself, and fails if it goes unnoticed
  bool repeats = true;         // false: shows in nothing but that a seed does not repeat
};

// One row for each planted bug, in the order of core/base/planted_bugs.def.
std::span<const MutantBudget> MutantBudgets();

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_MUTANT_BUDGETS_H_
