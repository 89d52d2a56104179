// The page of a campaign.
#ifndef PAXOSSTORE_REPORTS_CAMPAIGN_PAGE_H_
#define PAXOSSTORE_REPORTS_CAMPAIGN_PAGE_H_

#include <string>

#include "reports/campaign/campaign_report.h"

namespace paxosstore::reports {

// One document that loads and runs nothing: the verdict and what it is worth, failures by
// signature, scenarios (failing ones first), faults, coverage, rare branches, canaries, and how to
// do it again. It links to stored failures and traces, by their paths relative to the page.
std::string CampaignPage(const CampaignReport& report);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CAMPAIGN_PAGE_H_
