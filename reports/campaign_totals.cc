#include "reports/campaign_totals.h"

namespace paxosstore::reports {

void ScenarioTotals::Add(const sim::RunReport& report, uint64_t run_cpu_us) {
  ++runs;
  failures += report.failure.has_value() ? 1 : 0;
  events += report.events;
  virtual_time = virtual_time + (report.ended_at - Instant{});
  cpu_us += run_cpu_us;
  operations += report.clients.ok;
  unknown += report.clients.unknown;
  entries += report.entries_chosen;
  for (size_t i = 0; i < faults.size(); ++i) faults[i] += report.faults[i];
}

void ScenarioTotals::Add(const ScenarioTotals& other) {
  runs += other.runs;
  failures += other.failures;
  events += other.events;
  virtual_time = virtual_time + other.virtual_time;
  cpu_us += other.cpu_us;
  operations += other.operations;
  unknown += other.unknown;
  entries += other.entries;
  for (size_t i = 0; i < faults.size(); ++i) faults[i] += other.faults[i];
}

uint64_t ScenarioTotals::FaultsInjected() const {
  uint64_t sum = 0;
  for (size_t i = 0; i < faults.size(); ++i) {
    if (sim::Injects(static_cast<sim::FaultKind>(i))) sum += faults[i];
  }
  return sum;
}

}  // namespace paxosstore::reports
