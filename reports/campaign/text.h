// The last lines of a campaign on a terminal, below the table of its scenarios.
#ifndef PAXOSSTORE_REPORTS_CAMPAIGN_TEXT_H_
#define PAXOSSTORE_REPORTS_CAMPAIGN_TEXT_H_

#include <string>

#include "reports/campaign/campaign_report.h"

namespace paxosstore::reports {

// Where the report was written to; empty: nowhere.
struct CampaignFiles {
  std::string folder = {};  // that the paths of stored failures are relative to
  std::string page = {};
  std::string junit = {};
  std::string json = {};
};

// Failures by signature with their replay commands, canaries, branches never reached, the verdict,
// and the files. With a page only the first of each, and never more than some dozens of lines.
std::string CampaignText(const CampaignReport& report, const CampaignFiles& files);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CAMPAIGN_TEXT_H_
