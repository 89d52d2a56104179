#include "sim/check/register_check.h"

#include "sim/check/chain_monitor.h"
#include "sim/check/register_steps.h"

namespace paxosstore::sim {

RegisterVerdict CheckRegister(const std::vector<RegisterOperation>& operations, Values* values,
                              uint64_t budget) {
  const Verdict quick = MonitorChains(operations, *values).verdict;
  if (quick != Verdict::kUndecided) return {quick, "values"};
  RegisterSteps steps(operations, values);
  return {SearchLinearization(steps, budget).verdict, "search"};
}

}  // namespace paxosstore::sim
