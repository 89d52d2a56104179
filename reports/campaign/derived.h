// Figures that follow from a campaign's report.
#ifndef PAXOSSTORE_REPORTS_CAMPAIGN_DERIVED_H_
#define PAXOSSTORE_REPORTS_CAMPAIGN_DERIVED_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reports/campaign/campaign_report.h"

namespace paxosstore::reports {

// Of those kinds that begin a fault.
uint64_t FaultsInjected(const sim::FaultCounts& faults);
// Kinds that begin a fault, in the catalogue's order.
std::vector<sim::FaultKind> InjectingKinds();
uint64_t CountOf(const sim::FaultCounts& faults, sim::FaultKind kind);

std::vector<const SometimesRow*> NeverReached(const CampaignReport& report);

size_t FailingScenarios(const CampaignReport& report);
// The row's position in the report for a path, or nothing.
std::optional<size_t> RowOf(const CampaignReport& report, const std::string& path);
// "crashes" for its path.
std::string NameOf(const CampaignReport& report, const std::string& path);
// How many runs of the group each scenario has, in the campaign's order.
std::vector<std::pair<std::string, uint64_t>> ScenariosOf(const CampaignReport& report,
                                                          const FailureGroup& group);

// Nothing if the number of seeds was not given.
std::optional<uint64_t> LastSeed(const CampaignReport& report);

// Nothing if no time was measured.
std::optional<double> RunsPerSecond(const CampaignReport& report);
std::optional<double> EventsPerCpuSecond(const CampaignReport& report);
std::optional<double> TimesRealTime(const CampaignReport& report);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CAMPAIGN_DERIVED_H_
