#include "sim/sim_random.h"

#include "core/base/check.h"

namespace paxosstore::sim {
namespace {

__extension__ using Wide = unsigned __int128;

}  // namespace

uint64_t SubSeed(uint64_t seed, std::string_view purpose, uint64_t index) {
  uint64_t mixed = MixSeed(seed);
  for (const char c : purpose) mixed = MixSeed(mixed ^ static_cast<unsigned char>(c));
  return MixSeed(mixed ^ index);
}

RandomStream RandomStream::Calm() {
  RandomStream stream(0, nullptr);
  stream.calm_ = true;
  return stream;
}

void RandomStream::Made() {
  made_->push_back(occasion_);
  made_ = nullptr;
}

uint64_t RandomStream::NextUnrecorded() {
  if (calm_) [[unlikely]]
    return 0;
  const uint64_t result = MixSeed(state_);
  state_ += 0x9E3779B97F4A7C15ull;
  if (hash_ != nullptr) hash_->MixDraw(actor_, result);
  return result;
}

uint64_t RandomStream::Next() {
  const uint64_t result = NextUnrecorded();
  if (made_ != nullptr && result != 0) Made();
  return result;
}

uint64_t RandomStream::Below(uint64_t bound) {
  CHECK_GT(bound, 0u);
  const auto result = static_cast<uint64_t>((Wide{NextUnrecorded()} * bound) >> 64);
  if (made_ != nullptr && result != 0) Made();
  return result;
}

Duration RandomStream::Between(Duration low, Duration high) {
  CHECK_LE(low.ns, high.ns);
  return low + Nanoseconds(static_cast<int64_t>(Below(static_cast<uint64_t>((high - low).ns) + 1)));
}

bool RandomStream::Chance(Ratio ratio) {
  if (ratio.numerator == 0) return false;
  if (ratio.numerator >= ratio.denominator) return true;
  // The upper end comes true, so that 0, the calm draw, does not.
  const auto drawn = static_cast<uint64_t>((Wide{NextUnrecorded()} * ratio.denominator) >> 64);
  const bool chosen = drawn >= ratio.denominator - ratio.numerator;
  if (made_ != nullptr && chosen) Made();
  return chosen;
}

Duration Sample(const LatencyModel& model, RandomStream& stream) {
  Duration latency = model.base;
  if (model.jitter.ns > 0) latency = latency + stream.Between({}, model.jitter);
  if (stream.Chance(model.tail)) latency = latency + stream.Between({}, model.tail_max);
  return latency;
}

}  // namespace paxosstore::sim
