#include "reports/campaign/derived.h"

#include <algorithm>
#include <map>

namespace paxosstore::reports {
namespace {

std::optional<double> Ratio(double amount, uint64_t time, double units_per_second) {
  if (time == 0) return std::nullopt;
  return amount * units_per_second / static_cast<double>(time);
}

}  // namespace

uint64_t CountOf(const sim::FaultCounts& faults, sim::FaultKind kind) {
  return faults[static_cast<size_t>(kind)];
}

std::vector<sim::FaultKind> InjectingKinds() {
  std::vector<sim::FaultKind> kinds;
  for (size_t i = 0; i < sim::kFaultKinds; ++i) {
    if (sim::Injects(static_cast<sim::FaultKind>(i))) {
      kinds.push_back(static_cast<sim::FaultKind>(i));
    }
  }
  return kinds;
}

uint64_t FaultsInjected(const sim::FaultCounts& faults) {
  uint64_t sum = 0;
  for (const sim::FaultKind kind : InjectingKinds()) sum += CountOf(faults, kind);
  return sum;
}

std::vector<const SometimesRow*> NeverReached(const CampaignReport& report) {
  std::vector<const SometimesRow*> never;
  for (const SometimesRow& row : report.sometimes) {
    if (report.sometimes_counted && row.count == 0) never.push_back(&row);
  }
  return never;
}

size_t FailingScenarios(const CampaignReport& report) {
  return static_cast<size_t>(
      std::count_if(report.scenarios.begin(), report.scenarios.end(),
                    [](const ScenarioRow& row) { return row.failures > 0; }));
}

std::optional<size_t> RowOf(const CampaignReport& report, const std::string& path) {
  for (size_t i = 0; i < report.scenarios.size(); ++i) {
    if (report.scenarios[i].path == path) return i;
  }
  return std::nullopt;
}

std::string NameOf(const CampaignReport& report, const std::string& path) {
  const std::optional<size_t> row = RowOf(report, path);
  return row.has_value() ? report.scenarios[*row].name : path;
}

std::vector<std::pair<std::string, uint64_t>> ScenariosOf(const CampaignReport& report,
                                                          const FailureGroup& group) {
  std::map<std::string, uint64_t> counts;
  for (const RunRecord& run : group.runs) ++counts[run.scenario];
  std::vector<std::pair<std::string, uint64_t>> scenarios;
  for (const ScenarioRow& row : report.scenarios) {
    const auto found = counts.extract(row.path);
    if (!found.empty()) scenarios.emplace_back(row.name, found.mapped());
  }
  scenarios.insert(scenarios.end(), counts.begin(), counts.end());  // not of this campaign
  return scenarios;
}

std::optional<uint64_t> LastSeed(const CampaignReport& report) {
  if (!report.seeds.has_value() || *report.seeds == 0) return std::nullopt;
  return report.first_seed + (*report.seeds - 1);
}

std::optional<double> RunsPerSecond(const CampaignReport& report) {
  return Ratio(static_cast<double>(report.all.runs + report.canaries.runs), report.timing.wall_ms,
               1e3);
}

std::optional<double> EventsPerCpuSecond(const CampaignReport& report) {
  return Ratio(static_cast<double>(report.all.events), report.timing.cpu_us, 1e6);
}

std::optional<double> TimesRealTime(const CampaignReport& report) {
  return Ratio(static_cast<double>(report.all.virtual_time.ns) / 1e9, report.timing.wall_ms, 1e3);
}

}  // namespace paxosstore::reports
