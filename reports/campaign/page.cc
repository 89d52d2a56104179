#include "reports/campaign/page.h"

#include "reports/campaign/sections.h"
#include "reports/campaign/verdict.h"
#include "reports/html.h"
#include "sim/check/shown_text.h"

namespace paxosstore::reports {

std::string CampaignPage(const CampaignReport& report) {
  constexpr size_t kTitleMax = 60;
  const std::string title =
      "Campaign " + Headline(report) + ": " + sim::Shortened(report.title, kTitleMax);
  const std::string style = std::string(kCampaignStyle) + std::string(kCoverageStyle);
  const std::string body = "<main>\n" + VerdictSection(report) + FiguresSection(report) +
                           ConfidenceSection(report) + FailuresSection(report) +
                           ScenariosSection(report) + FaultsSection(report) +
                           CoverageSection(report) + SometimesSection(report) +
                           CanariesSection(report) + RepeatSection(report) + "</main>\n";
  return ToHtml({title, style, body});
}

}  // namespace paxosstore::reports
