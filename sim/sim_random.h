// Random numbers, all from a run's one 64-bit seed. Every draw is mixed into the determinism hash.
//
// Integers only: chances are ratios, distributions are uniform pieces.
#ifndef PAXOSSTORE_SIM_SIM_RANDOM_H_
#define PAXOSSTORE_SIM_SIM_RANDOM_H_

#include <compare>
#include <cstdint>
#include <string_view>
#include <vector>

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

// When and by whom a choice is made: see sim/decisions.h.
struct Occasion {
  uint32_t stream = 0;   // who decides; its meaning depends on the purpose
  int64_t at = 0;        // the virtual time in ns, or the operation of a client
  uint64_t ordinal = 0;  // tells apart what happens to one stream at one time

  friend auto operator<=>(const Occasion&, const Occasion&) = default;
};

// One step of splitmix64: spreads `value` over all bits.
inline uint64_t MixSeed(uint64_t value) {
  uint64_t z = value + 0x9E3779B97F4A7C15ull;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

// A stream of random numbers (splitmix64). Cheap to make: most serve a single choice.
class RandomStream {
 public:
  // Draws are mixed into `*hash` in the name of `actor`; nullptr: not at all (a schedule that is
  // drawn before the run begins). `hash` must outlive the stream.
  RandomStream(uint64_t seed, DeterminismHash* hash, ActorId actor = kWorld)
      : state_(seed), hash_(hash), actor_(actor) {}
  // A stream by which nothing happens: every draw is 0, no chance comes true.
  static RandomStream Calm();

  uint64_t Next();
  // Uniform in [0, bound). REQUIRES: bound > 0.
  uint64_t Below(uint64_t bound);
  // Uniform in [low, high]. REQUIRES: low <= high.
  Duration Between(Duration low, Duration high);
  bool Chance(Ratio ratio);

  // Appends `occasion` to `*made` if anything is drawn that a calm stream would not give.
  void Record(const Occasion& occasion, std::vector<Occasion>* made) {
    occasion_ = occasion;
    made_ = made;
  }

 private:
  uint64_t NextUnrecorded();
  void Made();

  uint64_t state_;
  DeterminismHash* hash_;
  ActorId actor_;
  bool calm_ = false;
  std::vector<Occasion>* made_ = nullptr;
  Occasion occasion_;
};

// How long something takes: base, plus up to `jitter`, and now and then up to `tail_max` more.
struct LatencyModel {
  Duration base;
  Duration jitter;
  Ratio tail;
  Duration tail_max;
};
Duration Sample(const LatencyModel& model, RandomStream& stream);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SIM_RANDOM_H_
