// What a campaign found, as data for its page, its JUnit file and its JSON: a function of the set
// of its runs, in whatever order and by however many processes they were made. Only Timing is not.
#ifndef PAXOSSTORE_REPORTS_CAMPAIGN_CAMPAIGN_REPORT_H_
#define PAXOSSTORE_REPORTS_CAMPAIGN_CAMPAIGN_REPORT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/campaign/run_record.h"

namespace paxosstore::reports {

// Sums over runs. Canaries are not in them.
struct ScenarioRow {
  std::string name;  // "crashes"
  std::string path;
  uint64_t runs = 0;
  uint64_t failures = 0;
  uint64_t excused = 0;  // failures that the scenario allows
  uint64_t events = 0;
  Duration virtual_time = {};
  uint64_t answered = 0, unknown = 0, not_done = 0;
  uint64_t entries = 0;
  uint64_t probed_images = 0;
  uint64_t reruns = 0;
  sim::FaultCounts faults = {};
};

// Failures that have their signature in common.
struct FailureGroup {
  std::string signature;
  std::vector<RunRecord> runs;  // ascending by seed; the first is the one that is stored
  // Relative to the report's folder; empty: there is none.
  std::string stored;      // the failure file, for `paxsim replay`
  std::string trace;       // the page of the run
  std::string small_size;  // what `stored` takes: "2 fault events, 3 operations ..."
};

// Runs with a planted bug, which the oracles have to find.
struct CanaryRow {
  std::string bug;
  std::string mechanism;  // in one sentence
  std::string scenario;
  uint64_t runs = 0;
  uint64_t found = 0;
  // Of a thousand runs so many find it, as measured in docs/PLANTED_BUGS.md.
  uint64_t expected_permille = 0;
};
struct Canaries {
  uint64_t one_in = 0;  // of so many seeds one is a canary; 0: none was asked for
  uint64_t runs = 0;
  uint64_t found = 0;
  double expected = 0;          // of `runs`
  double probability = 1;       // of finding no more than `found`, if all is well
  bool too_few = false;         // found: so unlikely that the campaign is red
  std::vector<CanaryRow> rows;  // by bug
};

struct SometimesRow {
  std::string name;
  std::string what;  // has happened when it is passed
  uint64_t count = 0;
};

// The only part that differs between equal campaigns.
struct Timing {
  uint64_t wall_ms = 0;  // summed over sessions and shards
  uint64_t cpu_us = 0;
  std::vector<uint64_t> scenario_cpu_us;  // in the order of the scenarios; empty: not known
};

struct CampaignReport {
  std::string title;    // "scenarios" as they were asked for
  std::string command;  // that makes this campaign
  uint64_t first_seed = 1;
  std::optional<uint64_t> seeds;          // asked for; nothing: as many as a time allows
  std::optional<uint64_t> asked_time_ms;  // if it was limited by time
  uint32_t shards = 1;                    // the campaign was split into
  std::vector<uint32_t> missing_shards;   // 1 ... shards, not among the results
  uint64_t missing_runs = 0;              // asked for and not among the results: interrupted
  uint64_t trace_hash = 0;                // of all runs
  ScenarioRow all;                        // name "all"
  std::vector<ScenarioRow> scenarios;     // in the campaign's order
  std::vector<FailureGroup> groups;       // by their first seed
  Canaries canaries;
  bool sometimes_counted = false;
  bool sometimes_required = false;      // never reached: red
  std::vector<SometimesRow> sometimes;  // in the catalogue's order
  Timing timing;

  // Nothing found, canaries found, all reached if that is required, no run missing. What is missing
  // of it, in words: reports/campaign/verdict.h.
  bool green() const;
};

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CAMPAIGN_CAMPAIGN_REPORT_H_
