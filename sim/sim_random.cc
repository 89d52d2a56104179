#include "sim/sim_random.h"

#include <bit>
#include <utility>

#include "core/base/check.h"

namespace paxosstore::sim {
namespace {

__extension__ using Wide = unsigned __int128;

// splitmix64: spreads a seed over a generator's state.
uint64_t SplitMix(uint64_t& state) {
  uint64_t z = (state += 0x9E3779B97F4A7C15ull);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

template <size_t... purposes>
std::array<RandomStream, sizeof...(purposes)> StreamPerPurpose(uint64_t seed, DeterminismHash* hash,
                                                               ActorId actor,
                                                               std::index_sequence<purposes...>) {
  return {RandomStream(SubSeed(seed, "draw", purposes), hash, actor)...};
}

}  // namespace

uint64_t SubSeed(uint64_t seed, std::string_view purpose, uint64_t index) {
  uint64_t state = seed;
  uint64_t mixed = SplitMix(state);
  for (const char c : purpose) {
    state = mixed ^ static_cast<unsigned char>(c);
    mixed = SplitMix(state);
  }
  state = mixed ^ index;
  return SplitMix(state);
}

RandomStream::RandomStream(uint64_t seed, DeterminismHash* hash, ActorId actor)
    : hash_(hash), actor_(actor) {
  for (uint64_t& word : state_) word = SplitMix(seed);
}

uint64_t RandomStream::Next() {
  const uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  if (hash_ != nullptr) hash_->MixDraw(actor_, result);
  return result;
}

uint64_t RandomStream::Below(uint64_t bound) {
  CHECK_GT(bound, 0u);
  return static_cast<uint64_t>((Wide{Next()} * bound) >> 64);
}

Duration RandomStream::Between(Duration low, Duration high) {
  CHECK_LE(low.ns, high.ns);
  return low + Nanoseconds(static_cast<int64_t>(Below(static_cast<uint64_t>((high - low).ns) + 1)));
}

bool RandomStream::Chance(Ratio ratio) {
  if (ratio.numerator == 0) return false;
  if (ratio.numerator >= ratio.denominator) return true;
  return Below(ratio.denominator) < ratio.numerator;
}

Duration Sample(const LatencyModel& model, RandomStream& stream) {
  Duration latency = model.base;
  if (model.jitter.ns > 0) latency = latency + stream.Between({}, model.jitter);
  if (stream.Chance(model.tail)) latency = latency + stream.Between({}, model.tail_max);
  return latency;
}

SimRandom::SimRandom(uint64_t seed, DeterminismHash* hash, ActorId actor)
    : streams_(StreamPerPurpose(seed, hash, actor, std::make_index_sequence<kPurposes>())) {}

uint64_t SimRandom::Next(Draw purpose) { return streams_[static_cast<size_t>(purpose)].Next(); }

}  // namespace paxosstore::sim
