// Instants and durations. Two clocks, two types: the monotonic one measures, the wall clock labels.
#ifndef PAXOSSTORE_CORE_RUNTIME_TIME_H_
#define PAXOSSTORE_CORE_RUNTIME_TIME_H_

#include <compare>
#include <cstdint>
#include <string>

namespace paxosstore {

// A signed span in nanoseconds. Integer only: nothing that decides uses floating point.
struct Duration {
  int64_t ns = 0;
  friend constexpr auto operator<=>(Duration, Duration) = default;
  friend constexpr Duration operator+(Duration a, Duration b) { return {a.ns + b.ns}; }
  friend constexpr Duration operator-(Duration a, Duration b) { return {a.ns - b.ns}; }
  friend constexpr Duration operator*(Duration a, int64_t k) { return {a.ns * k}; }
  friend constexpr Duration operator/(Duration a, int64_t k) { return {a.ns / k}; }
};

constexpr Duration Nanoseconds(int64_t n) { return {n}; }
constexpr Duration Microseconds(int64_t n) { return {n * 1'000}; }
constexpr Duration Milliseconds(int64_t n) { return {n * 1'000'000}; }
constexpr Duration Seconds(int64_t n) { return {n * 1'000'000'000}; }

// Time since some start of this node that nobody else shares; never goes back while the process
// lives.
struct Instant {
  int64_t ns = 0;
  friend constexpr auto operator<=>(Instant, Instant) = default;
  friend constexpr Instant operator+(Instant t, Duration d) { return {t.ns + d.ns}; }
  friend constexpr Instant operator-(Instant t, Duration d) { return {t.ns - d.ns}; }
  friend constexpr Duration operator-(Instant a, Instant b) { return {a.ns - b.ns}; }
};

// Milliseconds since the Unix epoch by this node's wall clock, which may be wrong, jump and go
// back. Decides nothing but expiry times that a proposer writes into the log.
struct WallTime {
  int64_t ms = 0;
  friend constexpr auto operator<=>(WallTime, WallTime) = default;
};

// "1.250000s", exact to the microsecond: for logs and traces.
std::string ToString(Instant t);
std::string ToString(Duration d);

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_RUNTIME_TIME_H_
