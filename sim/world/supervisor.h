// What starts a process again that has stopped by itself: at once, then after longer and longer
// pauses; and one whose store will not open is not tried for ever.
#ifndef PAXOSSTORE_SIM_WORLD_SUPERVISOR_H_
#define PAXOSSTORE_SIM_WORLD_SUPERVISOR_H_

#include <algorithm>
#include <optional>

#include "core/runtime/time.h"

namespace paxosstore::sim {

class Supervisor {
 public:
  static constexpr int kRefusalsMax = 5;

  // The process has stopped; `refused`: it did not come so far as to serve, and named the reason.
  // How long to wait before the next start; nothing: it stays down.
  std::optional<Duration> OnStopped(Instant now, bool refused) {
    if (now - last_ > kCalm) stops_ = refusals_ = 0;
    last_ = now;
    refusals_ = refused ? refusals_ + 1 : 0;
    if (refusals_ > kRefusalsMax) return std::nullopt;
    const int stops = stops_++;
    return stops == 0 ? Duration{} : std::min(kFirstPause * (int64_t{1} << (stops - 1)), kPauseMax);
  }
  // Somebody has looked after the machine.
  void Reset() { stops_ = refusals_ = 0; }

 private:
  static constexpr Duration kFirstPause = Milliseconds(20);
  static constexpr Duration kPauseMax = Milliseconds(640);
  static constexpr Duration kCalm = Seconds(1);

  Instant last_;
  int stops_ = 0;
  int refusals_ = 0;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORLD_SUPERVISOR_H_
