// Records frames and blocked links.
#ifndef PAXOSSTORE_SIM_TRACE_MESSAGE_RECORDER_H_
#define PAXOSSTORE_SIM_TRACE_MESSAGE_RECORDER_H_

#include "sim/network_observer.h"
#include "sim/trace/trace_book.h"

namespace paxosstore::sim {

class MessageRecorder : public NetworkObserver {
 public:
  // Links that are blocked already begin to be so now.
  explicit MessageRecorder(TraceBook* book);
  ~MessageRecorder() override;

 private:
  void OnFrame(FrameNumber number, NodeId from, NodeId to, const Frame& frame,
               bool duplicate) override;
  void OnFrameEnd(FrameNumber number, FrameEnd end, bool travelled) override;
  void OnBlocked(NodeId from, NodeId to, bool blocked) override;

  TraceBook* const book_;
  FrameNumber first_;  // seen: trace.messages[0]
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_TRACE_MESSAGE_RECORDER_H_
