// Which random faults a run gets, and how often. A family whose `every` is zero is off.
#ifndef PAXOSSTORE_SIM_FAULTS_FAULT_SPEC_H_
#define PAXOSSTORE_SIM_FAULTS_FAULT_SPEC_H_

#include "core/runtime/time.h"
#include "sim/sim_random.h"

namespace paxosstore::sim {

// A family of faults: one begins on average `every`, over the whole cluster, and lasts a time drawn
// uniformly from [length_min, length_max]. It may be confined to a window of the run, and to some
// nodes.
struct FaultRate {
  Duration every;
  Duration length_min = Milliseconds(50);
  Duration length_max = Milliseconds(1500);
  Duration from = {};   // none begins before that time of the run
  Duration until = {};  // ... or after that; zero: none
  uint32_t nodes = 0;   // bit i: may strike node i+1; 0: any
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
  Ratio crash_before_sync{1, 4};  // ... or right after the node has asked for a sync
  FaultRate zone_outages;         // some nodes, less than a majority, lose power at once
  FaultRate pauses;

  // Network.
  FaultRate partitions;  // two sides, one way, or one node alone
  FaultRate bad_links;   // loss, duplication, reordering, latency: up to these
  Ratio loss_max{1, 5};
  Ratio duplicate_max{1, 5};
  Ratio reorder_max{1, 2};
  Duration latency_max = Milliseconds(50);
  FaultRate rings;     // each node reaches only its neighbours
  FaultRate flapping;  // one link goes up and down
  Duration flap_max = Milliseconds(60);
  FaultRate slow_links;  // one link takes longer by up to:
  Duration slow_link_max = Milliseconds(400);
  FaultRate bandwidth;  // one node's links carry no more than some bytes a second, at least:
  uint64_t bandwidth_min = 20'000;
  FaultRate corruption;  // frames arrive damaged, and connections are reset
  Ratio corrupt_max{1, 20};
  FaultRate connection_resets;  // lengths do not count

  // Clocks. All nodes get a drift and a wall clock error at the start, new ones in between.
  FaultRate clocks;
  int64_t drift_max_ppm = 100'000;
  Duration jump_max = Seconds(3600);

  // Disks.
  FaultRate disk_stalls;
  FaultRate slow_disks;
  Duration slow_sync_max = Milliseconds(100);
  FaultRate sync_errors;  // the process then starts again; lengths do not count
  FaultRate read_errors;  // some reads fail
  uint32_t read_error_percent_max = 40;
  FaultRate misreads;  // some reads give the bytes of another place
  uint32_t misread_percent_max = 10;
  FaultRate full_disks;

  // Damage to what a disk holds, which its store can find out. Lengths do not count. Strikes the
  // same minority of the nodes all the time, drawn anew for each seed, unless `damage_anywhere`.
  FaultRate bit_rot;
  FaultRate lost_writes;
  FaultRate misdirected_writes;
  Ratio damage_anywhere{1, 8};

  // Damage beyond what is promised.
  FaultRate lost_tails;
  FaultRate lying_syncs;
  FaultRate rollbacks;  // at the end of the length the disk is what it was at its beginning
  FaultRate wipes;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_FAULTS_FAULT_SPEC_H_
