// The files that a campaign, or a merge of several shards, leaves in its folder beside the results.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_OUTPUTS_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_OUTPUTS_H_

#include <string>

#include "absl/status/status.h"
#include "reports/campaign/campaign_report.h"
#include "reports/campaign/text.h"

namespace paxosstore::paxsim {

// Their paths; all empty if the folder is.
reports::CampaignFiles FilesIn(const std::string& folder);

// Each is replaced as a whole: who looks at one meanwhile sees the old or the new one.
[[nodiscard]] absl::Status WriteOutputs(const reports::CampaignReport& report,
                                        const std::string& folder);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_OUTPUTS_H_
