// Random numbers in production: a fast generator (xoshiro256**), seeded once from the system. Not
// for secrets.
#ifndef PAXOSSTORE_NET_SYSTEM_RANDOM_H_
#define PAXOSSTORE_NET_SYSTEM_RANDOM_H_

#include <array>
#include <cstdint>

#include "core/runtime/random.h"

namespace paxosstore::net {

// One a shard: not for several threads.
class SystemRandom : public Random {
 public:
  // Seeded by the system's entropy source; aborts if there is none.
  SystemRandom();
  uint64_t Next(Draw purpose) override;

 private:
  std::array<uint64_t, 4> state_;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SYSTEM_RANDOM_H_
