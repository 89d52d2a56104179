// Reports of campaigns that nobody has run, over the real names of scenarios, faults and branches.
#ifndef PAXOSSTORE_TESTS_REPORTS_CAMPAIGN_SAMPLES_H_
#define PAXOSSTORE_TESTS_REPORTS_CAMPAIGN_SAMPLES_H_

#include <string>
#include <utility>
#include <vector>

#include "reports/campaign/campaign_report.h"

namespace paxosstore::reports {

// Everything passed: each scenario with so many runs.
CampaignReport Passed(size_t scenarios, uint64_t runs_each);
// A failure with so many runs, the first `scenarios` of the campaign in turn. Adds to the sums.
void AddGroup(CampaignReport* report, const std::string& what, size_t runs, size_t scenarios = 1);
// Planted bugs, of which `missed` runs were not found.
void AddCanaries(CampaignReport* report, uint64_t runs, uint64_t missed);

// Whole campaigns, by the name of a file for each.
std::vector<std::pair<std::string, CampaignReport>> Samples();

// Text that breaks what does not escape.
std::string Hostile();

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_TESTS_REPORTS_CAMPAIGN_SAMPLES_H_
