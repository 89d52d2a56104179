// The time, as one node sees it. Part of the seam (see core/runtime/README.md).
#ifndef PAXOSSTORE_CORE_RUNTIME_CLOCK_H_
#define PAXOSSTORE_CORE_RUNTIME_CLOCK_H_

#include "core/runtime/time.h"

namespace paxosstore {

class Clock {
 public:
  virtual ~Clock() = default;
  // Never less than an earlier answer of the same Clock.
  virtual Instant Now() const = 0;
  // May be anything; see WallTime.
  virtual WallTime WallNow() const = 0;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_RUNTIME_CLOCK_H_
