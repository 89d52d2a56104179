// What property-based campaigns draw: fault schedules and workloads that the store promises to
// bear, as values that RapidCheck can make smaller. A failing schedule loses its faults one by one
// until each that is left is needed.
#ifndef PAXOSSTORE_TESTS_SIM_PROPERTIES_GENERATORS_H_
#define PAXOSSTORE_TESTS_SIM_PROPERTIES_GENERATORS_H_

#include <rapidcheck.h>

#include <ostream>

#include "sim/run/scenario.h"

namespace paxosstore::sim {

// Found by RapidCheck, to print a counterexample.
void showValue(const Fault& fault, std::ostream& out);
void showValue(const WorkloadSpec& spec, std::ostream& out);

inline constexpr uint32_t kPropertyNodes = 3;

// Faults of all kinds that damage no disk, within `length`; each comes to its end by itself, or
// with the healing after it.
rc::Gen<FaultPlan> AnyPlan(Duration length);
// A few clients on a few objects; smaller is fewer of both, and longer pauses.
rc::Gen<WorkloadSpec> AnyWorkload();

// A short run of that plan under that workload.
Scenario MakeScenario(const FaultPlan& plan, const WorkloadSpec& workload, Duration length);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_PROPERTIES_GENERATORS_H_
