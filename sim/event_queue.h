// The heart of the simulator: virtual time and everything that is going to happen in it.
//
// One queue serves the whole world. Events run in the order of (time, order of scheduling), nothing
// else decides. Each event belongs to an actor; when the actor is killed its events are gone, and
// while it is paused they wait: that is the whole crash model.
//
// The hot path of every campaign. The heap's elements are 16 bytes and trivially copyable; the
// callables lie still in a slab. A closure of up to two words costs no allocation
// (absl::AnyInvocable holds it inline): keep captures that small.
//
// Not for production: net/ has its own loop. Single-threaded; a campaign runs one queue a thread.
#ifndef PAXOSSTORE_SIM_EVENT_QUEUE_H_
#define PAXOSSTORE_SIM_EVENT_QUEUE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/runtime/executor.h"
#include "core/runtime/time.h"
#include "sim/determinism_hash.h"

namespace paxosstore::sim {

// How many times an actor has been killed. An executor, disk view or network endpoint of an earlier
// life is stale: what it schedules is dropped.
using Life = Id<struct LifeTag, uint32_t>;

// What becomes of an event when its actor is killed before its time.
enum class OnKill : uint8_t {
  kDrop,
  kKeep,  // it runs in whatever life the actor then has: a message in flight
};

class EventQueue {
 public:
  // Every dispatched event is mixed into `*hash`, which must outlive the queue.
  explicit EventQueue(DeterminismHash* hash);
  // Drops what is left without running it.
  ~EventQueue();
  EventQueue(const EventQueue&) = delete;
  EventQueue& operator=(const EventQueue&) = delete;

  // --- Actors ---

  // `name` is for people ("n1/s0"). Numbers are given in the order of the calls, from 1.
  ActorId AddActor(std::string name);
  const std::string& NameOf(ActorId actor) const;
  Life life(ActorId actor) const { return actors_[actor.value()].life; }
  // Ends the actor's life: its events (but those of OnKill::kKeep) are destroyed without running,
  // at once; a pause ends. The next life begins immediately. May be called from an event of that
  // very actor; but whatever that event still stands on (shard, network handler) must live until it
  // returns, so carry out a crash between events.
  void Kill(ActorId actor);
  // From now on the actor's events wait; Resume runs them, in their order, as soon as possible. The
  // rest of the event that is running is not affected.
  void Pause(ActorId actor);
  void Resume(ActorId actor);
  bool paused(ActorId actor) const { return actors_[actor.value()].paused; }

  // --- Events ---

  // Runs `work` at `at` (now, if that is past), after everything already scheduled for that time.
  // The id is not zero and is not used again.
  TimerId Schedule(Instant at, ActorId actor, EventKind kind, Work work,
                   OnKill on_kill = OnKill::kDrop);
  // Destroys the event if it has not begun; otherwise, or if the id is zero, does nothing. O(1).
  void Cancel(TimerId id);

  // --- Running ---

  // The present; while an event runs, its time. Starts at 0, never goes back.
  Instant now() const { return now_; }
  // Runs the next event. False if there is none (events of paused actors do not count).
  bool RunOne();
  // As RunOne, but only an event with a time of at most `deadline`.
  bool RunOneBefore(Instant deadline);
  // Runs all events up to and including `deadline`, then moves the present there. Returns early,
  // the present unmoved, if an event calls Stop. Returns the number of events run.
  uint64_t RunUntil(Instant deadline);
  void Stop() { stop_ = true; }
  // The time of the next event that would run; nullopt if there is none.
  std::optional<Instant> NextTime();

  // Whose event runs, or ran last.
  ActorId running() const { return running_; }
  // Events run so far, and events waiting now.
  uint64_t dispatched() const { return dispatched_; }
  size_t pending() const { return live_; }
  // Elements of the heap, those of cancelled events included: for tests of its size.
  size_t heap_size() const { return heap_.size(); }
  DeterminismHash* hash() const { return hash_; }

 private:
  // key = sequence << kSlotBits | slot: orders equal times and finds the callable.
  struct Element {
    int64_t time;
    uint64_t key;
  };
  struct Slot {
    Work work;
    uint64_t key = 0;  // 0: free. An element whose key differs from its slot's is stale.
    ActorId actor;
    EventKind kind = EventKind::kWorld;
    OnKill on_kill = OnKill::kDrop;
  };
  struct Actor {
    std::string name;
    Life life;
    bool paused = false;
    std::vector<Element> deferred;  // came due while paused, in order
  };
  static constexpr int kSlotBits = 24;
  static constexpr uint64_t kSlotMask = (uint64_t{1} << kSlotBits) - 1;

  static bool Earlier(const Element& a, const Element& b);
  Slot& SlotOf(uint64_t key) { return slots_[key & kSlotMask]; }
  uint32_t TakeSlot();
  // Frees the slot and returns its work, for the caller to run or destroy when the queue is
  // consistent again.
  Work Release(uint64_t key);
  void Push(Element element);
  void PopTop();
  void SiftDown(size_t hole, Element element);
  // Brings an element that may run to the top: removes stale ones, defers those of paused actors.
  // False if none is left.
  bool Settle();
  void Dispatch();
  void CompactIfMostlyStale();

  DeterminismHash* const hash_;
  Instant now_;
  ActorId running_ = kWorld;
  uint64_t sequence_ = 0;
  uint64_t dispatched_ = 0;
  size_t live_ = 0;
  bool stop_ = false;
  std::vector<Element> heap_;  // 4-ary
  std::vector<Slot> slots_;
  std::vector<uint32_t> free_slots_;
  std::vector<Actor> actors_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_EVENT_QUEUE_H_
