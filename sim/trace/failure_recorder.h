// Of the failure of a run, whom and what it is about.
#ifndef PAXOSSTORE_SIM_TRACE_FAILURE_RECORDER_H_
#define PAXOSSTORE_SIM_TRACE_FAILURE_RECORDER_H_

#include <optional>
#include <string>

#include "sim/oracles/report.h"
#include "sim/trace/operation_recorder.h"
#include "sim/trace/trace_book.h"

namespace paxosstore::sim {

class FailureRecorder {
 public:
  FailureRecorder(TraceBook* book, OperationRecorder* operations)
      : book_(book), operations_(operations) {}

  // Before it is judged.
  void Hear(const Report& report);
  // The run is over: fills the trace's failure, and marks the operations that show it.
  void Finish(const Failure& failure);

 private:
  // Fails that are not of the watch name what they are about in their words.
  void ReadWords(TracedFailure* traced);
  void MarkNamedOperations(TracedFailure* traced);
  void ExplainHistory(TracedFailure* traced);

  TraceBook* const book_;
  OperationRecorder* const operations_;
  std::optional<Report> last_;
  Moment heard_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_TRACE_FAILURE_RECORDER_H_
