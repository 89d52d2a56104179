// Delayed work ordered by (time, order of the calls), for one thread. Cancelling is O(1): the
// heap's element goes stale and is swept away later.
#ifndef PAXOSSTORE_NET_TIMER_HEAP_H_
#define PAXOSSTORE_NET_TIMER_HEAP_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/runtime/executor.h"
#include "core/runtime/time.h"

namespace paxosstore::net {

class TimerHeap {
 public:
  TimerId Add(Instant at, Work work);
  // Destroys the work unless it was taken; an unknown or zero id does nothing.
  void Cancel(TimerId id);
  // The time of the earliest timer.
  std::optional<Instant> Earliest();
  // Removes and returns the earliest timer's work if its time is at most `now`.
  std::optional<Work> TakeDue(Instant now);
  // Timers not yet taken or cancelled.
  size_t size() const { return live_; }

 private:
  struct Element {
    int64_t time;
    uint64_t key;  // sequence << kSlotBits | slot; also the id
  };
  struct Slot {
    Work work;
    uint64_t key = 0;  // 0: free
  };
  static constexpr int kSlotBits = 24;
  static constexpr uint64_t kSlotMask = (uint64_t{1} << kSlotBits) - 1;

  static bool Later(const Element& a, const Element& b);
  bool Stale(const Element& e) const { return slots_[e.key & kSlotMask].key != e.key; }
  Work Release(uint64_t key);
  void DropStale();
  void CompactIfMostlyStale();

  uint64_t sequence_ = 0;
  size_t live_ = 0;
  std::vector<Element> heap_;
  std::vector<Slot> slots_;
  std::vector<uint32_t> free_slots_;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_TIMER_HEAP_H_
