// The options of SET and GETEX, and the times that commands give.
#ifndef PAXOSSTORE_CORE_MODEL_OPTIONS_H_
#define PAXOSSTORE_CORE_MODEL_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace paxosstore::model {

// How a command states a moment: EX, PX, EXAT, PXAT.
struct TimeUnit {
  int64_t ms = 1;  // 1000 for seconds
  bool absolute = false;
  friend bool operator==(const TimeUnit&, const TimeUnit&) = default;
};
inline constexpr TimeUnit kEx{1000, false};
inline constexpr TimeUnit kPx{1, false};
inline constexpr TimeUnit kExat{1000, true};
inline constexpr TimeUnit kPxat{1, true};

struct StringOptions {
  bool if_absent = false;   // NX
  bool if_present = false;  // XX
  bool get = false;
  bool keep_ttl = false;
  bool persist = false;
  std::optional<TimeUnit> unit;  // set iff there is an expire time
  std::string_view time;         // as the client wrote it; a view into the arguments
};

// The options in args[from...]; empty if they are no options or exclude each other. GETEX has
// PERSIST instead of NX, XX, GET and KEEPTTL.
std::optional<StringOptions> ParseSetOptions(const std::vector<std::string>& args, size_t from);
std::optional<StringOptions> ParseGetexOptions(const std::vector<std::string>& args, size_t from);

// `amount` of `unit` as Unix milliseconds; empty on overflow.
std::optional<int64_t> ToAbsoluteMs(int64_t amount, TimeUnit unit, int64_t now_ms);

}  // namespace paxosstore::model

#endif  // PAXOSSTORE_CORE_MODEL_OPTIONS_H_
