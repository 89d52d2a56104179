// Fills a Trace from a run: listens to the world and everything in it, and to the injector and the
// clients, if there are any. A run that is recorded has the same trace hash as one that is not.
//
//   World world(seed, options);
//   Trace trace;
//   Recorder recorder(&world, &trace);
//   world.watch().set_tap([&](const Report& report) { recorder.Hear(report); });
//   ...
//   recorder.Finish();
//
// What began before the recorder was made is not in the trace.
#ifndef PAXOSSTORE_SIM_TRACE_RECORDER_H_
#define PAXOSSTORE_SIM_TRACE_RECORDER_H_

#include <string_view>

#include "sim/trace/failure_recorder.h"
#include "sim/trace/fault_recorder.h"
#include "sim/trace/message_recorder.h"
#include "sim/trace/node_recorder.h"
#include "sim/trace/operation_recorder.h"
#include "sim/trace/state_recorder.h"
#include "sim/trace/sync_recorder.h"
#include "sim/trace/trace_book.h"

namespace paxosstore::sim {

class Recorder : private NodeObserver {
 public:
  // Both must outlive the recorder; `trace` is empty. The hooks of the world that it takes are free
  // again when it is gone.
  Recorder(World* world, Trace* trace);
  ~Recorder() override;
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // For Injector::set_observer and ClientContext::observer.
  FaultObserver* faults() { return &faults_; }
  ClientObserver* clients() { return &operations_; }
  // What the watch's tap hears.
  void Hear(const Report& report);
  // The run is over. Fills what is known only now; scenario, clients and replay are the caller's.
  void Finish();

 private:
  void OnNode(NodeId node, NodeChange change, std::string_view why) override;

  TraceBook book_;
  MessageRecorder messages_;
  SyncRecorder syncs_;
  NodeRecorder nodes_;
  StateRecorder states_;
  FaultRecorder faults_;
  OperationRecorder operations_;
  FailureRecorder failure_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_TRACE_RECORDER_H_
