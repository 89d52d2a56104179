// What is wrong with a campaign, in words that its page, its JUnit file and the terminal share.
#ifndef PAXOSSTORE_REPORTS_CAMPAIGN_VERDICT_H_
#define PAXOSSTORE_REPORTS_CAMPAIGN_VERDICT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "reports/campaign/campaign_report.h"

namespace paxosstore::reports {

enum class Trouble : uint8_t {
  kFailures,
  kCanariesNotFound,
  kNeverReached,  // and it was required
  kShardsMissing,
  kRunsMissing,
  kNothingRan,
};

// The gravest first; none: the campaign is green. Each of them alone makes it red.
std::vector<Trouble> TroublesOf(const CampaignReport& report);

// "passed", "failed", "canaries not found", "rare branches not reached", "incomplete".
std::string Headline(const CampaignReport& report);

// Whole sentences, not escaped.
std::string InWords(Trouble trouble, const CampaignReport& report);
// Of a campaign without any trouble.
std::string PassedInWords(const CampaignReport& report);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CAMPAIGN_VERDICT_H_
