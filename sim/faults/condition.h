// Whether a report is what a fault waits for.
#ifndef PAXOSSTORE_SIM_FAULTS_CONDITION_H_
#define PAXOSSTORE_SIM_FAULTS_CONDITION_H_

#include "sim/faults/fault.h"
#include "sim/oracles/report.h"

namespace paxosstore::sim {

bool Meets(const Report& report, const Condition& when);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_FAULTS_CONDITION_H_
