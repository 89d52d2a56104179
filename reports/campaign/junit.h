// A campaign as a JUnit file, for the test reports of GitHub, GitLab, Jenkins and others.
#ifndef PAXOSSTORE_REPORTS_CAMPAIGN_JUNIT_H_
#define PAXOSSTORE_REPORTS_CAMPAIGN_JUNIT_H_

#include <string>

#include "reports/campaign/campaign_report.h"

namespace paxosstore::reports {

// One suite in the dialect that all readers share: a test case for each scenario, skipped if no
// seed fell on it; then "all runs are there", and where it applies "all shards are there",
// "canaries are found", "every rare branch is reached". A case has one failure at most, which
// tells each signature with its seeds and the command that shows the first of them again.
std::string JUnitXml(const CampaignReport& report);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CAMPAIGN_JUNIT_H_
