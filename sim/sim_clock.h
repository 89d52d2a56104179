// One node's clock: virtual time with an offset and a rate of its own, and a wall clock that can be
// wrong and can jump.
//
// It belongs to the machine, not to the process: it goes on through crashes and restarts.
#ifndef PAXOSSTORE_SIM_SIM_CLOCK_H_
#define PAXOSSTORE_SIM_SIM_CLOCK_H_

#include <cstdint>

#include "core/runtime/clock.h"
#include "sim/event_queue.h"

namespace paxosstore::sim {

// Parts per million that a clock runs too fast (or, negative, too slow).
using PartsPerMillion = Id<struct PartsPerMillionTag, int64_t>;

struct ClockError {
  Duration offset;        // of the monotonic clock at virtual time 0
  PartsPerMillion drift;  // in (-1,000,000, 1,000,000]
  Duration wall_offset;   // of the wall clock
};

class SimClock : public Clock {
 public:
  // The wall clock of a node without error shows this at virtual time 0 (2024-01-01 00:00 UTC).
  static constexpr WallTime kWallStart{1'704'067'200'000};

  // `queue` must outlive the clock.
  explicit SimClock(const EventQueue* queue, ClockError error = {});

  Instant Now() const override;
  WallTime WallNow() const override;

  // From now on the clock runs at this rate; what it shows does not jump. Timers already set keep
  // their (virtual) time.
  void SetDrift(PartsPerMillion drift);
  PartsPerMillion drift() const { return drift_; }
  // Moves the wall clock forward or back.
  void JumpWall(Duration by);

  // The first virtual time at which Now() is `local` or later, were the rate to stay.
  Instant ToVirtual(Instant local) const;

 private:
  const EventQueue* const queue_;
  // Now() = base_local_ + (virtual - base_virtual_) * (1 + drift), rounded down.
  Instant base_virtual_;
  Instant base_local_;
  PartsPerMillion drift_;
  Duration wall_offset_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SIM_CLOCK_H_
