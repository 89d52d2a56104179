// Stored failures: one text file each, which needs nothing but the program to be seen again.
#ifndef PAXOSSTORE_SCENARIOS_FAILURE_FILE_H_
#define PAXOSSTORE_SCENARIOS_FAILURE_FILE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "sim/shrink/failure_case.h"

namespace paxosstore::scenarios {

inline constexpr char kFailureEnding[] = ".failure.textproto";

// The text of the file: first `remarks`, a comment line each, then what ParseFailure reads.
std::string WriteFailure(const sim::FailureCase& failing, const std::vector<std::string>& remarks);

// `file` is what errors call it: each names it, the line and the field.
absl::StatusOr<sim::FailureCase> ParseFailure(std::string_view text, const std::string& file);
absl::StatusOr<sim::FailureCase> LoadFailure(const std::string& path);

}  // namespace paxosstore::scenarios

#endif  // PAXOSSTORE_SCENARIOS_FAILURE_FILE_H_
