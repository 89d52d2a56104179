#include "sim/sim_clock.h"

#include "core/base/check.h"

namespace paxosstore::sim {
namespace {

constexpr int64_t kMillion = 1'000'000;
constexpr int64_t kNanosPerMilli = 1'000'000;
__extension__ using Wide = __int128;

// How far the clock moves while virtual time moves by `span`, rounded down. REQUIRES: span >= 0.
Duration Scale(Duration span, PartsPerMillion drift) {
  if (drift.value() == 0) return span;
  return {static_cast<int64_t>(Wide{span.ns} * (kMillion + drift.value()) / kMillion)};
}

// The least span that Scale makes `local` or more. REQUIRES: local >= 0.
Duration Unscale(Duration local, PartsPerMillion drift) {
  if (drift.value() == 0) return local;
  const int64_t rate = kMillion + drift.value();
  return {static_cast<int64_t>((Wide{local.ns} * kMillion + rate - 1) / rate)};
}

}  // namespace

SimClock::SimClock(const EventQueue* queue, ClockError error)
    : queue_(queue),
      base_virtual_(queue->now()),
      base_local_(queue->now() + error.offset),
      wall_offset_(error.wall_offset) {
  SetDrift(error.drift);
}

Instant SimClock::Now() const { return base_local_ + Scale(queue_->now() - base_virtual_, drift_); }

WallTime SimClock::WallNow() const {
  const Duration wall = (queue_->now() - Instant{}) + wall_offset_;
  return {kWallStart.ms + wall.ns / kNanosPerMilli};
}

void SimClock::SetDrift(PartsPerMillion drift) {
  CHECK_GT(drift.value(), -kMillion);
  CHECK_LE(drift.value(), kMillion);
  base_local_ = Now();
  base_virtual_ = queue_->now();
  drift_ = drift;
}

void SimClock::JumpWall(Duration by) { wall_offset_ = wall_offset_ + by; }

Instant SimClock::ToVirtual(Instant local) const {
  if (local <= base_local_) return base_virtual_;
  return base_virtual_ + Unscale(local - base_local_, drift_);
}

}  // namespace paxosstore::sim
