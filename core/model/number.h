// Numbers in the text that commands and values hold, exactly as strict as Redis.
#ifndef PAXOSSTORE_CORE_MODEL_NUMBER_H_
#define PAXOSSTORE_CORE_MODEL_NUMBER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace paxosstore::model {

// Decimal, nothing but digits after an optional minus: no spaces, no plus, no leading zeros, no
// "-0".
std::optional<int64_t> ParseInt64(std::string_view text);

// What strtold takes but for leading spaces and NaN: "1e3", "0x1p4" and "inf" are numbers here.
std::optional<long double> ParseLongDouble(std::string_view text);
// At most 17 digits after the point, no trailing zeros, never an exponent, never "-0".
// REQUIRES: finite.
std::string FormatLongDouble(long double value);

// ASCII only. `lower` is in lower case.
bool EqualsIgnoreCase(std::string_view text, std::string_view lower);

}  // namespace paxosstore::model

#endif  // PAXOSSTORE_CORE_MODEL_NUMBER_H_
