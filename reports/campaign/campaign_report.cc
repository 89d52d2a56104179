#include "reports/campaign/campaign_report.h"

#include "reports/campaign/verdict.h"

namespace paxosstore::reports {

bool CampaignReport::green() const { return TroublesOf(*this).empty(); }

}  // namespace paxosstore::reports
