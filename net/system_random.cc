#include "net/system_random.h"

#include <unistd.h>

#include <bit>

#include "core/base/check.h"

namespace paxosstore::net {

SystemRandom::SystemRandom() {
  const int result = getentropy(state_.data(), sizeof(state_));
  CHECK_EQ(result, 0);
  state_[0] |= 1;  // all zeros would stay so
}

uint64_t SystemRandom::Next(Draw) {
  const uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

}  // namespace paxosstore::net
