// What the runs of one scenario add up to in a campaign.
#ifndef PAXOSSTORE_REPORTS_CAMPAIGN_TOTALS_H_
#define PAXOSSTORE_REPORTS_CAMPAIGN_TOTALS_H_

#include <cstdint>
#include <string>

#include "sim/run/run_report.h"

namespace paxosstore::reports {

struct ScenarioTotals {
  std::string path;
  uint64_t runs = 0;
  uint64_t failures = 0;
  uint64_t events = 0;
  Duration virtual_time = {};
  uint64_t cpu_us = 0;
  uint64_t operations = 0;  // answered
  uint64_t unknown = 0;     // without an answer
  uint64_t entries = 0;     // chosen
  sim::FaultCounts faults = {};

  void Add(const sim::RunReport& report, uint64_t run_cpu_us);
  void Add(const ScenarioTotals& other);
  uint64_t FaultsInjected() const;
};

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CAMPAIGN_TOTALS_H_
