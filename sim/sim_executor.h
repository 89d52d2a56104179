// The loop of one life of one shard: a face of the event queue that files everything under one
// actor.
//
// Made by whoever starts a node (an actor a shard, an executor an incarnation). A crash is
// EventQueue::Kill(actor): this executor is then stale, and what it is given is dropped. Pause and
// resume are EventQueue::Pause and Resume.
#ifndef PAXOSSTORE_SIM_SIM_EXECUTOR_H_
#define PAXOSSTORE_SIM_SIM_EXECUTOR_H_

#include "core/runtime/executor.h"
#include "sim/event_queue.h"
#include "sim/sim_clock.h"

namespace paxosstore::sim {

class SimExecutor : public Executor {
 public:
  // For the present life of `actor`. Delays pass by `*clock`, which may run fast or slow; nullptr
  // stands for virtual time. At most one executor an actor and life.
  SimExecutor(EventQueue* queue, ActorId actor, const SimClock* clock);
  // Kills the actor if that life still lasts.
  ~SimExecutor() override;
  SimExecutor(const SimExecutor&) = delete;
  SimExecutor& operator=(const SimExecutor&) = delete;

  void Post(Work work) override;
  TimerId After(Duration delay, Work work) override;
  void Cancel(TimerId timer) override;

  ActorId actor() const { return actor_; }
  bool stale() const { return queue_->life(actor_) != life_; }

 private:
  EventQueue* const queue_;
  const ActorId actor_;
  const Life life_;
  const SimClock* const clock_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SIM_EXECUTOR_H_
