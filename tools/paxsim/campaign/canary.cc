#include "tools/paxsim/campaign/canary.h"

#include <utility>

#include "core/base/status_macros.h"
#include "sim/run/planted.h"
#include "sim/sim_random.h"
#include "tools/paxsim/mutant_budgets.h"
#include "tools/paxsim/mutant_curves.h"
#include "tools/paxsim/scenario_files.h"

namespace paxosstore::paxsim {
namespace {

// Finds in all ranges over the seeds that this took.
uint64_t Permille(const Curve& curve) {
  uint64_t seeds = 0;
  for (const std::optional<uint64_t>& first : curve.seeds) seeds += first.value_or(curve.censor);
  return seeds == 0 ? 0 : curve.found() * 1000 / seeds;
}

}  // namespace

std::vector<CanaryBug> CanaryBugs() {
  std::vector<CanaryBug> bugs;
  const Curves curves = BuiltInCurves();
  for (const MutantBudget& budget : MutantBudgets()) {
    // What only a second run shows is looked for by --rerun, not by oracles.
    if (budget.scenario.empty() || !budget.repeats) continue;
    const std::string_view name = sim::InfoOf(budget.bug).name;
    const auto curve = curves.find(std::string(name));
    if (curve == curves.end() || curve->second.scenario != budget.scenario) continue;
    const uint64_t permille = Permille(curve->second);
    if (permille > 0) bugs.push_back({budget.bug, name, budget.scenario, permille});
  }
  return bugs;
}

absl::StatusOr<Canaries> Canaries::Load(uint64_t one_in) {
  Canaries canaries;
  canaries.one_in_ = one_in;
  if (one_in == 0) return canaries;
  canaries.bugs_ = CanaryBugs();
  for (const CanaryBug& bug : canaries.bugs_) {
    absl::StatusOr<NamedScenario> scenario = ReadScenario(std::string(bug.scenario));
    if (!scenario.ok()) {
      return absl::NotFoundError(std::string(scenario.status().message()) +
                                 "; canaries run there: --canary 0 does without them");
    }
    canaries.scenarios_.push_back(*std::move(scenario));
  }
  return canaries;
}

Canaries::Canary Canaries::Of(uint64_t seed) const {
  if (bugs_.empty() || sim::SubSeed(seed, "canary", 0) % one_in_ != 0) return {nullptr, nullptr};
  const size_t which = sim::SubSeed(seed, "canary", 1) % bugs_.size();
  return {&bugs_[which], &scenarios_[which]};
}

}  // namespace paxosstore::paxsim
