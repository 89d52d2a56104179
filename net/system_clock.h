// The clocks of this machine: CLOCK_MONOTONIC and CLOCK_REALTIME.
#ifndef PAXOSSTORE_NET_SYSTEM_CLOCK_H_
#define PAXOSSTORE_NET_SYSTEM_CLOCK_H_

#include "core/runtime/clock.h"

namespace paxosstore::net {

// Stateless: one may serve all threads.
class SystemClock : public Clock {
 public:
  Instant Now() const override;
  WallTime WallNow() const override;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SYSTEM_CLOCK_H_
