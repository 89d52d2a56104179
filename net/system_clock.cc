#include "net/system_clock.h"

#include <ctime>

namespace paxosstore::net {
namespace {

constexpr int64_t kNanosPerSecond = 1'000'000'000;

timespec Read(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);  // cannot fail for these clocks
  return t;
}

}  // namespace

Instant SystemClock::Now() const {
  const timespec t = Read(CLOCK_MONOTONIC);
  return {t.tv_sec * kNanosPerSecond + t.tv_nsec};
}

WallTime SystemClock::WallNow() const {
  const timespec t = Read(CLOCK_REALTIME);
  return {t.tv_sec * 1000 + t.tv_nsec / 1'000'000};
}

}  // namespace paxosstore::net
