// One line of JSON, read strictly: one value and nothing after it, no name twice in an object, not
// deeper than anything that we write.
#ifndef PAXOSSTORE_SIM_HISTORY_FILE_JSON_LINE_H_
#define PAXOSSTORE_SIM_HISTORY_FILE_JSON_LINE_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace paxosstore::sim {

// An error begins with `place` ("FILE:LINE"), and with the column where there is one.
absl::StatusOr<nlohmann::json> ParseJsonLine(std::string_view line, const std::string& place);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_FILE_JSON_LINE_H_
