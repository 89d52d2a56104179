// What a campaign keeps of each kind of failure: its first run as a file that replays anywhere, as
// small as it gets, and the picture of it.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_KEPT_FAILURES_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_KEPT_FAILURES_H_

#include <chrono>
#include <string>

#include "reports/campaign/campaign_report.h"
#include "tools/paxsim/campaign/campaign.h"

namespace paxosstore::paxsim {

struct KeepOptions {
  std::string folder;
  // For all kinds together; what is not shrunk by then is kept as it is. 0: nothing is shrunk.
  std::chrono::seconds shrink_time{60};
  uint32_t jobs = 1;
};

// Writes the files, of the first twenty kinds, and names them in `report`. What does not fail again
// is left as it is: a process that died, a trace that does not repeat. False, with a message on the
// error output, if a file cannot be written.
[[nodiscard]] bool KeepFailures(const CampaignPlan& plan, const KeepOptions& options,
                                reports::CampaignReport* report);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_KEPT_FAILURES_H_
