// All randomness of a run, split from its one 64-bit seed into streams that do not disturb each
// other: one more draw here moves no draw elsewhere. Every draw is mixed into the determinism hash.
//
// Integers only: chances are ratios, distributions are uniform pieces.
#ifndef PAXOSSTORE_SIM_SIM_RANDOM_H_
#define PAXOSSTORE_SIM_SIM_RANDOM_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "core/runtime/random.h"
#include "core/runtime/time.h"
#include "sim/determinism_hash.h"

namespace paxosstore::sim {

// A probability. 0 in any denominator is never, numerator >= denominator is always; neither draws.
struct Ratio {
  uint64_t numerator = 0;
  uint64_t denominator = 1;
};

// The seed of a sub-stream: a function of the run's seed, a purpose ("network") and an index.
uint64_t SubSeed(uint64_t seed, std::string_view purpose, uint64_t index = 0);

// A stream of random numbers (xoshiro256**).
class RandomStream {
 public:
  // Draws are mixed into `*hash` in the name of `actor`; nullptr: not at all (a schedule that is
  // drawn before the run begins). `hash` must outlive the stream.
  RandomStream(uint64_t seed, DeterminismHash* hash, ActorId actor = kWorld);

  uint64_t Next();
  // Uniform in [0, bound). REQUIRES: bound > 0.
  uint64_t Below(uint64_t bound);
  // Uniform in [low, high]. REQUIRES: low <= high.
  Duration Between(Duration low, Duration high);
  bool Chance(Ratio ratio);

 private:
  std::array<uint64_t, 4> state_;
  DeterminismHash* hash_;
  ActorId actor_;
};

// How long something takes: base, plus up to `jitter`, and now and then up to `tail_max` more.
struct LatencyModel {
  Duration base;
  Duration jitter;
  Ratio tail;
  Duration tail_max;
};
Duration Sample(const LatencyModel& model, RandomStream& stream);

// What a node gets: one stream for each Draw.
class SimRandom : public Random {
 public:
  // `seed` is the actor's own (SubSeed(run_seed, "node", ...)). Give each life its own, or keep one
  // object for all lives.
  SimRandom(uint64_t seed, DeterminismHash* hash, ActorId actor);
  uint64_t Next(Draw purpose) override;

 private:
  static constexpr size_t kPurposes = static_cast<size_t>(Draw::kKnob) + 1;
  std::array<RandomStream, kPurposes> streams_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SIM_RANDOM_H_
