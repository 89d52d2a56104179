// Records the faults of a plan as they strike.
#ifndef PAXOSSTORE_SIM_TRACE_FAULT_RECORDER_H_
#define PAXOSSTORE_SIM_TRACE_FAULT_RECORDER_H_

#include "sim/faults/fault_observer.h"
#include "sim/trace/trace_book.h"

namespace paxosstore::sim {

class FaultRecorder : public FaultObserver {
 public:
  explicit FaultRecorder(TraceBook* book) : book_(book) {}

 private:
  void OnFault(const Fault& fault) override;
  void OnHeal() override;

  TraceBook* const book_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_TRACE_FAULT_RECORDER_H_
