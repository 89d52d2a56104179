#include "sim/sim_executor.h"

#include <algorithm>
#include <utility>

namespace paxosstore::sim {

SimExecutor::SimExecutor(EventQueue* queue, ActorId actor, const SimClock* clock)
    : queue_(queue), actor_(actor), life_(queue->life(actor)), clock_(clock) {}

SimExecutor::~SimExecutor() {
  if (!stale()) queue_->Kill(actor_);
}

void SimExecutor::Post(Work work) {
  if (stale()) return;
  queue_->Schedule(queue_->now(), actor_, EventKind::kPost, std::move(work));
}

TimerId SimExecutor::After(Duration delay, Work work) {
  // A timer of a dead process: an id that names no event.
  if (stale()) return TimerId(~uint64_t{0});
  delay = std::max(delay, Duration{});
  const Instant at =
      clock_ == nullptr ? queue_->now() + delay : clock_->ToVirtual(clock_->Now() + delay);
  return queue_->Schedule(at, actor_, EventKind::kTimer, std::move(work));
}

void SimExecutor::Cancel(TimerId timer) { queue_->Cancel(timer); }

}  // namespace paxosstore::sim
