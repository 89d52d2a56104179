// One run of a campaign, in a worker process.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_ONE_RUN_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_ONE_RUN_H_

#include <cstdint>

#include "reports/campaign/run_record.h"
#include "tools/paxsim/campaign/campaign.h"

namespace paxosstore::paxsim {

// Runs the seed, as a canary if it is one, and once more elsewhere if it is time for that.
reports::RunRecord RunOne(const CampaignPlan& plan, uint64_t seed);

// What stands for a run whose process was ended by `signal`.
reports::RunRecord DeadRun(const CampaignPlan& plan, uint64_t seed, int signal);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_ONE_RUN_H_
