// Numbers for people.
#ifndef PAXOSSTORE_REPORTS_UNITS_H_
#define PAXOSSTORE_REPORTS_UNITS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace paxosstore::reports {

// 1234567 as "1,234,567".
std::string Grouped(uint64_t number);

// "1 key", "2,000 keys"; the plural has an s.
std::string Count(uint64_t number, std::string_view what);
std::string Count(uint64_t number, std::string_view one, std::string_view many);

// Microseconds as "340 µs", "12.3 ms", "4.56 s": three digits or more.
std::string Elapsed(uint64_t us);

// Milliseconds of something long: from 10 s on "12.3 s", "12 min 3 s", "3 h 12 min", "12 d 4 h",
// "3.2 years".
std::string LongTime(uint64_t ms);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_UNITS_H_
