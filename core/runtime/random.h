// Random numbers. Part of the seam: nothing in core/ or storage/ has another source.
#ifndef PAXOSSTORE_CORE_RUNTIME_RANDOM_H_
#define PAXOSSTORE_CORE_RUNTIME_RANDOM_H_

#include <cstdint>

namespace paxosstore {

// What a draw is for. The simulator keeps one stream a purpose, so that one more draw here moves no
// draw elsewhere.
enum class Draw : uint32_t { kBackoff, kPeerChoice, kSweep, kClient, kKnob };

class Random {
 public:
  virtual ~Random() = default;
  // 64 uniformly distributed bits.
  virtual uint64_t Next(Draw purpose) = 0;

  // Uniform in [0, bound). REQUIRES: bound > 0. (Multiply-shift: no modulo bias worth naming below
  // 2^32, no rejection loop, the same on every platform.)
  uint64_t Below(Draw purpose, uint64_t bound) {
    return static_cast<uint64_t>(
        (__extension__ static_cast<unsigned __int128>(Next(purpose)) * bound) >> 64);
  }
  // True with probability numerator / denominator.
  bool Chance(Draw purpose, uint64_t numerator, uint64_t denominator) {
    return Below(purpose, denominator) < numerator;
  }
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_RUNTIME_RANDOM_H_
