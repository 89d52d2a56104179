#include "sim/event_queue.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"

namespace paxosstore::sim {
namespace {

constexpr size_t kArity = 4;
// Below this a heap of stale elements is not worth rebuilding.
constexpr size_t kCompactMin = 1024;

}  // namespace

EventQueue::EventQueue(DeterminismHash* hash) : hash_(hash) { AddActor("world"); }

EventQueue::~EventQueue() = default;

ActorId EventQueue::AddActor(std::string name) {
  actors_.push_back({std::move(name), Life(1), false, {}});
  return ActorId(static_cast<uint32_t>(actors_.size() - 1));
}

const std::string& EventQueue::NameOf(ActorId actor) const {
  CHECK_LT(actor.value(), actors_.size());
  return actors_[actor.value()].name;
}

void EventQueue::Kill(ActorId actor) {
  CHECK_LT(actor.value(), actors_.size());
  CHECK(actor != kWorld);
  Resume(actor);
  actors_[actor.value()].life = actors_[actor.value()].life.Next();
  // A work's destructor may call back into the queue; each is destroyed after its slot is free.
  for (size_t i = 0; i < slots_.size(); ++i) {
    const Slot& slot = slots_[i];
    if (slot.key == 0 || slot.actor != actor || slot.on_kill == OnKill::kKeep) continue;
    Work dropped = Release(slot.key);
  }
  CompactIfMostlyStale();
}

void EventQueue::Pause(ActorId actor) {
  CHECK_LT(actor.value(), actors_.size());
  CHECK(actor != kWorld);
  actors_[actor.value()].paused = true;
}

void EventQueue::Resume(ActorId actor) {
  CHECK_LT(actor.value(), actors_.size());
  Actor& resumed = actors_[actor.value()];
  resumed.paused = false;
  // Their times are in the past, so they come before everything else, in their old order.
  for (const Element& element : resumed.deferred) Push(element);
  resumed.deferred.clear();
}

uint32_t EventQueue::TakeSlot() {
  if (free_slots_.empty()) {
    CHECK_LT(slots_.size(), size_t{1} << kSlotBits);
    slots_.emplace_back();
    return static_cast<uint32_t>(slots_.size() - 1);
  }
  const uint32_t slot = free_slots_.back();
  free_slots_.pop_back();
  return slot;
}

TimerId EventQueue::Schedule(Instant at, ActorId actor, EventKind kind, Work work, OnKill on_kill) {
  const uint32_t index = TakeSlot();
  Slot& slot = slots_[index];
  slot.work = std::move(work);
  slot.key = ++sequence_ << kSlotBits | index;
  slot.actor = actor;
  slot.kind = kind;
  slot.on_kill = on_kill;
  ++live_;
  Push({std::max(at, now_).ns, slot.key});
  return TimerId(slot.key);
}

Work EventQueue::Release(uint64_t key) {
  Slot& slot = SlotOf(key);
  Work work = std::move(slot.work);
  slot.work = nullptr;
  slot.key = 0;
  free_slots_.push_back(static_cast<uint32_t>(key & kSlotMask));
  --live_;
  return work;
}

void EventQueue::Cancel(TimerId id) {
  const uint64_t key = id.value();
  if (key == 0 || (key & kSlotMask) >= slots_.size() || SlotOf(key).key != key) return;
  Work dropped = Release(key);
  CompactIfMostlyStale();
}

bool EventQueue::Earlier(const Element& a, const Element& b) {
  // Both halves are never negative, so one 128-bit comparison orders them without a branch.
  __extension__ using Wide = unsigned __int128;
  return (Wide{static_cast<uint64_t>(a.time)} << 64 | a.key) <
         (Wide{static_cast<uint64_t>(b.time)} << 64 | b.key);
}

void EventQueue::Push(Element element) {
  size_t hole = heap_.size();
  heap_.push_back(element);
  while (hole > 0) {
    const size_t parent = (hole - 1) / kArity;
    if (!Earlier(element, heap_[parent])) break;
    heap_[hole] = heap_[parent];
    hole = parent;
  }
  heap_[hole] = element;
}

void EventQueue::SiftDown(size_t hole, Element element) {
  Element* const heap = heap_.data();
  const size_t size = heap_.size();
  for (;;) {
    const size_t first = hole * kArity + 1;
    if (first >= size) break;
    size_t best = first;
    const size_t last = std::min(first + kArity, size);
    for (size_t child = first + 1; child < last; ++child) {
      if (Earlier(heap[child], heap[best])) best = child;
    }
    if (!Earlier(heap[best], element)) break;
    heap[hole] = heap[best];
    hole = best;
  }
  heap[hole] = element;
}

void EventQueue::PopTop() {
  const Element last = heap_.back();
  heap_.pop_back();
  if (!heap_.empty()) SiftDown(0, last);
}

void EventQueue::CompactIfMostlyStale() {
  if (heap_.size() < kCompactMin || heap_.size() < 2 * live_) return;
  std::erase_if(heap_, [this](const Element& e) { return SlotOf(e.key).key != e.key; });
  for (size_t i = heap_.size() / kArity + 1; i-- > 0;) {
    if (i < heap_.size()) SiftDown(i, heap_[i]);
  }
}

bool EventQueue::Settle() {
  while (!heap_.empty()) {
    const Element top = heap_.front();
    const Slot& slot = SlotOf(top.key);
    if (slot.key == top.key) [[likely]] {
      Actor& actor = actors_[slot.actor.value()];
      if (!actor.paused) [[likely]] {
        return true;
      }
      actor.deferred.push_back(top);
    }
    PopTop();
  }
  return false;
}

void EventQueue::Dispatch() {
  const Element top = heap_.front();
  PopTop();
  now_.ns = std::max(now_.ns, top.time);
  const Slot& slot = SlotOf(top.key);
  hash_->MixEvent(now_, slot.kind, slot.actor);
  running_ = slot.actor;
  ++dispatched_;
  Work work = Release(top.key);
  std::move(work)();
}

bool EventQueue::RunOne() {
  if (!Settle()) return false;
  Dispatch();
  return true;
}

bool EventQueue::RunOneBefore(Instant deadline) {
  if (!Settle() || heap_.front().time > deadline.ns) return false;
  Dispatch();
  return true;
}

uint64_t EventQueue::RunUntil(Instant deadline) {
  const uint64_t before = dispatched_;
  stop_ = false;
  while (!stop_ && RunOneBefore(deadline)) {
  }
  if (!stop_) now_ = std::max(now_, deadline);
  return dispatched_ - before;
}

std::optional<Instant> EventQueue::NextTime() {
  if (!Settle()) return std::nullopt;
  return std::max(now_, Instant{heap_.front().time});
}

}  // namespace paxosstore::sim
