// Readable quantities: "250ms", "5%".
#ifndef PAXOSSTORE_SCENARIOS_UNITS_H_
#define PAXOSSTORE_SCENARIOS_UNITS_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "core/runtime/time.h"
#include "sim/sim_random.h"

namespace paxosstore::scenarios {

// A whole or decimal number and a unit: ns, us, ms, s, m, h. Not negative. "0" needs no unit.
absl::StatusOr<Duration> ParseDuration(std::string_view text);

// What ParseDuration reads as exactly this: "250ms". REQUIRES: not negative.
std::string FormatDuration(Duration duration);

// "5%", "0.25%", "1/20", "0" or "1". Never above 1.
absl::StatusOr<sim::Ratio> ParseChance(std::string_view text);
std::string FormatChance(sim::Ratio ratio);

}  // namespace paxosstore::scenarios

#endif  // PAXOSSTORE_SCENARIOS_UNITS_H_
