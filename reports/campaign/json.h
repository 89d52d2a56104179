// A campaign for programs.
#ifndef PAXOSSTORE_REPORTS_CAMPAIGN_JSON_H_
#define PAXOSSTORE_REPORTS_CAMPAIGN_JSON_H_

#include <string>

#include "reports/campaign/campaign_report.h"

namespace paxosstore::reports {

// One object, indented, with a newline at its end. Equal campaigns give equal bytes but for
// `timing`.
//
//   format           1; counts up if a key changes its meaning
//   title, command   as they were asked for
//   verdict          "passed", "failed", "canaries not found", "rare branches not reached",
//                    "incomplete"
//   green            true for "passed" only
//   troubles         sentences; empty if green
//   first_seed, last_seed, seeds, asked_time_ms
//                    null if a campaign was not limited by it
//   missing_shards, missing_runs
//   trace_hash       of all runs, 16 hexadecimal digits
//   all              the sums, like a scenario
//   scenarios[]      scenario (its path), name, runs, failures, excused, events, virtual_ms,
//                    answered, unknown, not_done, entries, probed_images, reruns, faults (their
//                    number), faults_by_kind {kind: number}
//   groups[]         failures by signature: signature, oracle, runs, first_seed, scenarios
//                    {name: runs}, stored and trace (paths relative to the report's folder, or
//                    null), small_size (or null)
//   failures[]       all runs that failed, by signature: scenario, seed, oracle, signature, what,
//                    time_us, event, trace_hash, replay
//   canaries         null, or one_in, runs, found, expected, probability, too_few, and bugs[]: bug,
//                    scenario, runs, found, expected_permille
//   sometimes        null if not counted, or {branch: number}
//   sometimes_required, never_reached[]
//   timing           what differs between equal campaigns: shards, wall_ms, cpu_us,
//                    scenario_cpu_us {name: number}
//
// Bytes that are no UTF-8 become U+FFFD.
std::string CampaignJson(const CampaignReport& report);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CAMPAIGN_JSON_H_
