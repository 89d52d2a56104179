#include "sim/trace/fault_recorder.h"

namespace paxosstore::sim {

void FaultRecorder::OnFault(const Fault& fault) {
  uint32_t nodes = fault.nodes;
  if (fault.node != NodeId()) nodes |= 1u << IndexOf(fault.node);
  book_->trace().faults.push_back({book_->Now(), Injects(fault.kind), nodes, Describe(fault)});
}

void FaultRecorder::OnHeal() {
  book_->trace().faults.push_back({book_->Now(), false, 0, "all faults end"});
}

}  // namespace paxosstore::sim
