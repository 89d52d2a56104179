// Records the operations of clients and their attempts.
#ifndef PAXOSSTORE_SIM_TRACE_OPERATION_RECORDER_H_
#define PAXOSSTORE_SIM_TRACE_OPERATION_RECORDER_H_

#include <utility>
#include <vector>

#include "sim/trace/trace_book.h"
#include "sim/workload/client_observer.h"

namespace paxosstore::sim {

class OperationRecorder : public ClientObserver {
 public:
  explicit OperationRecorder(TraceBook* book) : book_(book) {}

  // The traced operation; null if it began before anybody looked. Valid until the next one.
  TracedOperation* Find(History::Handle operation);

 private:
  void OnBegin(uint32_t client, History::Handle operation) override;
  void OnEnd(uint32_t client, History::Handle operation) override;
  void OnAttempt(Attempt attempt, NodeId node) override;
  void OnArrival(Attempt attempt) override;
  void OnReply(Attempt attempt, const Result& result) override;
  void OnAnswer(Attempt attempt) override;
  // Null if it was sent before anybody looked.
  TracedOperation::Attempt* Find(Attempt attempt);

  struct Lane {
    size_t operation = 0;                             // the last one begun, in trace.operations
    uint32_t first = 0;                               // number of the first attempt seen
    std::vector<std::pair<size_t, size_t>> attempts;  // operation, place among its attempts
  };
  Lane& LaneOf(uint32_t client);

  TraceBook* const book_;
  std::vector<Lane> lanes_;                   // by client
  std::vector<std::vector<size_t>> by_name_;  // [object][index]: place in trace.operations + 1
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_TRACE_OPERATION_RECORDER_H_
