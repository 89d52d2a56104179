// Reports for people, as plain text.
#ifndef PAXOSSTORE_REPORTS_TEXT_SUMMARY_H_
#define PAXOSSTORE_REPORTS_TEXT_SUMMARY_H_

#include <string>

#include "reports/campaign/campaign_report.h"
#include "sim/run/run_report.h"

namespace paxosstore::reports {

// What one run did and found, several lines. `replay` is the command that runs it again.
std::string RunSummary(const sim::RunReport& report, const std::string& replay);

// One failure of a campaign: what, where, and how to see it again.
std::string FailureText(const sim::Failure& failure, uint64_t seed, const std::string& replay);

// The table at the end of a campaign: a line a scenario, a line of totals, and how quick it was.
std::string CampaignTable(const CampaignReport& report);

// 12345678 as "12.3 M".
std::string Thousands(uint64_t number);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_TEXT_SUMMARY_H_
