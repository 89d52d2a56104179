// Which random faults a run gets, and how often. A family whose `every` is zero is off.
#ifndef PAXOSSTORE_SIM_FAULTS_FAULT_SPEC_H_
#define PAXOSSTORE_SIM_FAULTS_FAULT_SPEC_H_

#include "core/runtime/time.h"
#include "sim/sim_random.h"

namespace paxosstore::sim {

// A family of faults: one begins on average `every`, over the whole cluster, and lasts a time drawn
// uniformly from [length_min, length_max].
struct FaultRate {
  Duration every;
  Duration length_min = Milliseconds(50);
  Duration length_max = Milliseconds(1500);
  bool on() const { return every.ns > 0; }
};

struct FaultSpec {
  // Process. A crash takes one node, or, by `all_nodes`, every node at once; it strikes at a random
  // event, after the node's next message or after its next sync. `during_start`: again while it
  // starts.
  FaultRate crashes;
  Ratio crash_all_nodes{1, 10};
  Ratio crash_during_start{1, 4};
  Ratio crash_keeps_cache{1, 5};  // only the process dies
  FaultRate pauses;

  // Network.
  FaultRate partitions;  // two sides, one way, or one node alone
  FaultRate bad_links;   // loss, duplication, reordering, latency: up to these
  Ratio loss_max{1, 5};
  Ratio duplicate_max{1, 5};
  Ratio reorder_max{1, 2};
  Duration latency_max = Milliseconds(50);

  // Clocks. All nodes get a drift and a wall clock error at the start, new ones in between.
  FaultRate clocks;
  int64_t drift_max_ppm = 100'000;
  Duration jump_max = Seconds(3600);

  // Disks.
  FaultRate disk_stalls;
  FaultRate slow_disks;
  Duration slow_sync_max = Milliseconds(100);
  FaultRate sync_errors;  // the process then starts again; lengths do not count
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_FAULTS_FAULT_SPEC_H_
