// Durations and sizes as people write them.
#ifndef PAXOSSTORE_TOOLS_PAXOSSTORED_UNITS_H_
#define PAXOSSTORE_TOOLS_PAXOSSTORED_UNITS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/runtime/time.h"

namespace paxosstore {

// "250us", "60ms", "3s", "2m", "1h": a whole number and a unit. nullopt for anything else.
std::optional<Duration> ParseDuration(std::string_view text);
// "4096" bytes, or with KiB, MiB, GiB. nullopt for anything else, and past 2^62.
std::optional<uint64_t> ParseSize(std::string_view text);

// The shortest way to write it that ParseDuration or ParseSize reads back.
std::string DurationText(Duration duration);
std::string SizeText(uint64_t bytes);

}  // namespace paxosstore

#endif  // PAXOSSTORE_TOOLS_PAXOSSTORED_UNITS_H_
