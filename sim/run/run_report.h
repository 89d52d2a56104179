// What one run found and did.
#ifndef PAXOSSTORE_SIM_RUN_RUN_REPORT_H_
#define PAXOSSTORE_SIM_RUN_RUN_REPORT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/buggify.h"
#include "core/base/sometimes.h"
#include "core/replica/shard.h"
#include "sim/decisions.h"
#include "sim/faults/injector.h"
#include "sim/history/recorded_history.h"
#include "sim/oracles/judge.h"
#include "sim/sim_disk.h"
#include "sim/sim_network.h"
#include "sim/workload/client.h"

namespace paxosstore::sim {

// What was decided in a run, for shrinking.
struct Tape {
  FaultPlan plan;
  std::vector<ScriptedOperation> operations;  // in the order in which they began
  std::vector<Restriction> made;              // by purpose: where something else than calm came out
};

struct RunReport {
  std::string scenario;
  uint64_t seed = 0;
  std::optional<Failure> failure;  // nothing: the run passed
  std::optional<Failure> excused;  // one of which the scenario says that it may happen
  uint64_t trace_hash = 0;
  uint64_t events = 0;
  Instant ended_at;  // virtual time
  uint32_t nodes = 0;
  uint64_t starts = 0;         // of all nodes and shards
  uint64_t refusals = 0;       // starts that ended because of a disk
  uint32_t damaged_nodes = 0;  // at the end
  uint64_t entries_chosen = 0;
  uint64_t probed_images = 0;  // of disks after power cuts
  ClientCounters clients;
  FaultCounts faults{};
  LinkCounters network;
  DiskCounters disks;
  ShardStats shards;
  BuggifyCounts buggify{};      // how often each point fired
  SometimesCounts sometimes{};  // rare branches passed; all 0 unless SometimesAreCounted()
  std::optional<Tape> tape;     // if asked for
  // What clients saw, also in a run that failed, up to where it ended; if asked for.
  std::optional<RecordedHistory> history;
  std::string trace_log;  // if asked for: see DeterminismHash::StartRecording
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_RUN_RUN_REPORT_H_
