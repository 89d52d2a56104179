// Records the syncs of all disks.
#ifndef PAXOSSTORE_SIM_TRACE_SYNC_RECORDER_H_
#define PAXOSSTORE_SIM_TRACE_SYNC_RECORDER_H_

#include <map>
#include <utility>

#include "sim/sync_observer.h"
#include "sim/trace/trace_book.h"

namespace paxosstore::sim {

class SyncRecorder : public SyncObserver {
 public:
  explicit SyncRecorder(TraceBook* book);
  ~SyncRecorder() override;

 private:
  void OnSyncAsked(ActorId disk, SyncNumber number) override;
  void OnSyncEnded(ActorId disk, SyncNumber number, SyncEnd end) override;
  void Listen(SyncObserver* observer);

  TraceBook* const book_;
  std::map<ActorId, NodeId> nodes_;                        // of the disks
  std::map<std::pair<ActorId, SyncNumber>, size_t> open_;  // index into trace.syncs
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_TRACE_SYNC_RECORDER_H_
