// Reports for people, as plain text.
#ifndef PAXOSSTORE_REPORTS_TEXT_SUMMARY_H_
#define PAXOSSTORE_REPORTS_TEXT_SUMMARY_H_

#include <string>
#include <vector>

#include "reports/campaign_totals.h"
#include "sim/run/run_report.h"

namespace paxosstore::reports {

// What one run did and found, several lines. `replay` is the command that runs it again.
std::string RunSummary(const sim::RunReport& report, const std::string& replay);

// One failure of a campaign: what, where, and how to see it again.
std::string FailureText(const sim::RunReport& report, const std::string& replay);

// The table at the end of a campaign, with a line of totals; `wall_ms` is how long it took.
std::string CampaignTable(const std::vector<ScenarioTotals>& totals, uint64_t wall_ms);

// 12345678 as "12.3 M".
std::string Thousands(uint64_t number);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_TEXT_SUMMARY_H_
