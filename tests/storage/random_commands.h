// Commands for ModelRun from random numbers, and the knobs that a run may vary.
#ifndef PAXOSSTORE_TESTS_STORAGE_RANDOM_COMMANDS_H_
#define PAXOSSTORE_TESTS_STORAGE_RANDOM_COMMANDS_H_

#include <cstdint>

#include "sim/sim_random.h"
#include "tests/storage/model_run.h"

namespace paxosstore::storage {

// Mostly writes and the passing of time; a few in a hundred are crashes of some kind.
inline Command CommandOf(uint8_t kind, uint32_t a, uint32_t b, uint32_t c) {
  static constexpr Command::Kind kRare[] = {Command::Kind::kCrash, Command::Kind::kKill,
                                            Command::Kind::kCrashInOpen, Command::Kind::kFailSync};
  if (kind % 32 == 31) return {kRare[(kind / 32) % 4], a, b, c};
  if (kind % 32 == 30) return {Command::Kind::kRunAll, a, b, c};
  if (kind % 4 == 3) return {Command::Kind::kRunSome, a, b, c};
  return {Command::Kind::kWrite, a, b, c};
}

inline Command RandomCommand(sim::RandomStream& stream) {
  const uint64_t bits = stream.Next();
  return CommandOf(static_cast<uint8_t>(bits), static_cast<uint16_t>(bits >> 8),
                   static_cast<uint16_t>(bits >> 24), static_cast<uint16_t>(bits >> 40));
}

inline StoreOptions OptionsOf(uint64_t knobs) {
  StoreOptions options = SmallOptions();
  options.syncs_in_flight_max = 1 + knobs % 3;
  options.spare_segments = static_cast<uint32_t>(knobs / 3 % 3);
  if (knobs % 5 == 0) options.group_bytes_max = 600;
  if (knobs % 7 == 0) options.segment_bytes = 40 << 10;
  options.salt = knobs;
  return options;
}

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_TESTS_STORAGE_RANDOM_COMMANDS_H_
