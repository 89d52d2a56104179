// The history of one run as a file, and back: the format `store` of `paxsim check`.
//
// JSON, one object a line: first a header, then each operation in order of starts. Reading what was
// written gives the same history, and each history has one form only, but for white space and the
// order of fields. The fields are in README.md.
//
// Bad about it: as large as text is, and nothing but the number of lines tells that it is whole;
// who changes a digit by hand gets another history, which is what one wants in order to try the
// checker.
#ifndef PAXOSSTORE_SIM_HISTORY_FILE_HISTORY_FILE_H_
#define PAXOSSTORE_SIM_HISTORY_FILE_HISTORY_FILE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "sim/history/recorded_history.h"

namespace paxosstore::sim {

inline constexpr std::string_view kHistoryFormat = "paxosstore history";
inline constexpr uint64_t kHistoryVersion = 1;

std::string WriteHistory(const RecordedHistory& history);

// InvalidArgument, with `file`, line, and column or field, if `text` is anything that WriteHistory
// could not have written.
absl::StatusOr<RecordedHistory> ReadHistory(std::string_view text, const std::string& file);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_FILE_HISTORY_FILE_H_
