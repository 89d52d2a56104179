// What a campaign keeps of one run.
#ifndef PAXOSSTORE_REPORTS_CAMPAIGN_RUN_RECORD_H_
#define PAXOSSTORE_REPORTS_CAMPAIGN_RUN_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/sometimes.h"
#include "sim/faults/injector.h"
#include "sim/oracles/judge.h"

namespace paxosstore::reports {

struct RunRecord {
  uint64_t seed = 0;
  std::string scenario;  // its path, as the campaign knows it
  std::string canary;    // the bug planted into this run; empty: an honest run
  std::optional<sim::Failure> failure;
  std::string excused;  // the oracle of a failure that the scenario allows, or empty
  std::string replay;   // of a run that failed: the command that runs it again
  uint64_t trace_hash = 0;
  uint64_t events = 0;
  Duration virtual_time = {};
  uint64_t cpu_us = 0;
  uint64_t answered = 0;  // operations
  uint64_t unknown = 0;
  uint64_t not_done = 0;
  uint64_t entries = 0;        // chosen
  uint64_t probed_images = 0;  // of disks after power cuts
  bool rerun = false;          // in another process it did the same
  uint64_t ended_ms = 0;       // when, in the time that its shard had taken so far
  sim::FaultCounts faults = {};
  SometimesCounts sometimes = {};
};

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_CAMPAIGN_RUN_RECORD_H_
