// One line of a results file: JSON, with the checksum of the line as its last field, so that a torn
// or damaged one is known while `jq` and `grep` can still read all of them.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_RESULTS_LINES_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_RESULTS_LINES_H_

#include <string>
#include <string_view>
#include <variant>

#include "absl/status/statusor.h"
#include "reports/campaign/run_record.h"
#include "tools/paxsim/campaign/header.h"

namespace paxosstore::paxsim {

// Without the line's end.
std::string HeaderLine(const CampaignHeader& header);
// Bytes that are no text come back as U+FFFD.
std::string RunLine(const reports::RunRecord& run);

using ResultsLine = std::variant<CampaignHeader, reports::RunRecord>;
// DataLoss if the checksum does not match, InvalidArgument with the field if the line is whole and
// yet not one of ours: of another version of this program, say.
absl::StatusOr<ResultsLine> ParseLine(std::string_view line);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_RESULTS_LINES_H_
