// The sections of a campaign's page, in their order. Each is markup, or empty if there is nothing
// to say. Only page.cc calls them.
#ifndef PAXOSSTORE_REPORTS_CAMPAIGN_SECTIONS_H_
#define PAXOSSTORE_REPORTS_CAMPAIGN_SECTIONS_H_

#include <string>
#include <string_view>

#include "reports/campaign/campaign_report.h"

namespace paxosstore::reports {

std::string VerdictSection(const CampaignReport& report);
std::string FiguresSection(const CampaignReport& report);
std::string ConfidenceSection(const CampaignReport& report);
std::string FailuresSection(const CampaignReport& report);
std::string ScenariosSection(const CampaignReport& report);
std::string FaultsSection(const CampaignReport& report);
std::string CoverageSection(const CampaignReport& report);
std::string SometimesSection(const CampaignReport& report);
std::string CanariesSection(const CampaignReport& report);
std::string RepeatSection(const CampaignReport& report);

extern const std::string_view kCampaignStyle;
extern const std::string_view kCoverageStyle;

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CAMPAIGN_SECTIONS_H_
