// Who is told of the faults of a plan as they strike. Watching changes nothing.
#ifndef PAXOSSTORE_SIM_FAULTS_FAULT_OBSERVER_H_
#define PAXOSSTORE_SIM_FAULTS_FAULT_OBSERVER_H_

#include "sim/faults/fault.h"

namespace paxosstore::sim {

class FaultObserver {
 public:
  virtual ~FaultObserver() = default;

  // Before it does what it does.
  virtual void OnFault(const Fault& fault) = 0;
  // Everything is about to be healed.
  virtual void OnHeal() = 0;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_FAULTS_FAULT_OBSERVER_H_
