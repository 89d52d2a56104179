#include "sim/sim_disk_syncs.h"

#include <algorithm>
#include <utility>

namespace paxosstore::sim {

PendingSyncs::PendingSyncs(EventQueue* queue, ActorId actor, CompleteFn complete, DropFn drop)
    : queue_(queue), actor_(actor), complete_(std::move(complete)), drop_(std::move(drop)) {}

PendingSyncs::~PendingSyncs() {
  for (const Pending& pending : pending_) {
    queue_->Cancel(pending.event);
    if (drop_) drop_(pending.asked);
  }
}

void PendingSyncs::Add(Instant at, const Asked& asked, Done done) {
  last_ = std::max(last_, at);
  const TimerId event = queue_->Schedule(last_, actor_, EventKind::kSync, [this] { RunFirst(); });
  pending_.push_back({event, asked, std::move(done)});
}

void PendingSyncs::RunFirst() {
  Pending first = std::move(pending_.front());
  pending_.erase(pending_.begin());
  const absl::Status status = complete_(first.asked);
  // May destroy *this: the file may be closed by its own completion.
  std::move(first.done)(status);
}

}  // namespace paxosstore::sim
