#include "net/timer_heap.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"

namespace paxosstore::net {
namespace {

constexpr size_t kCompactMin = 256;

}  // namespace

bool TimerHeap::Later(const Element& a, const Element& b) {
  return a.time != b.time ? a.time > b.time : a.key > b.key;
}

TimerId TimerHeap::Add(Instant at, Work work) {
  if (free_slots_.empty()) {
    CHECK_LT(slots_.size(), size_t{1} << kSlotBits);
    free_slots_.push_back(static_cast<uint32_t>(slots_.size()));
    slots_.emplace_back();
  }
  const uint32_t slot = free_slots_.back();
  free_slots_.pop_back();
  const uint64_t key = ++sequence_ << kSlotBits | slot;
  slots_[slot] = {std::move(work), key};
  ++live_;
  heap_.push_back({at.ns, key});
  std::push_heap(heap_.begin(), heap_.end(), Later);
  return TimerId(key);
}

Work TimerHeap::Release(uint64_t key) {
  Slot& slot = slots_[key & kSlotMask];
  Work work = std::move(slot.work);
  slot.work = nullptr;
  slot.key = 0;
  free_slots_.push_back(static_cast<uint32_t>(key & kSlotMask));
  --live_;
  return work;
}

void TimerHeap::Cancel(TimerId id) {
  const uint64_t key = id.value();
  if (key == 0 || (key & kSlotMask) >= slots_.size() || slots_[key & kSlotMask].key != key) return;
  Work dropped = Release(key);
  CompactIfMostlyStale();
}

void TimerHeap::CompactIfMostlyStale() {
  if (heap_.size() < kCompactMin || heap_.size() < 2 * live_) return;
  std::erase_if(heap_, [this](const Element& e) { return Stale(e); });
  std::make_heap(heap_.begin(), heap_.end(), Later);
}

void TimerHeap::DropStale() {
  while (!heap_.empty() && Stale(heap_.front())) {
    std::pop_heap(heap_.begin(), heap_.end(), Later);
    heap_.pop_back();
  }
}

std::optional<Instant> TimerHeap::Earliest() {
  DropStale();
  if (heap_.empty()) return std::nullopt;
  return Instant{heap_.front().time};
}

std::optional<Work> TimerHeap::TakeDue(Instant now) {
  DropStale();
  if (heap_.empty() || heap_.front().time > now.ns) return std::nullopt;
  const uint64_t key = heap_.front().key;
  std::pop_heap(heap_.begin(), heap_.end(), Later);
  heap_.pop_back();
  return Release(key);
}

}  // namespace paxosstore::net
