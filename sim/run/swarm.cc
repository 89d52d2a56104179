// What a seed of a swarm scenario draws. Most bugs need few kinds of faults, at odd rates, on an
// odd configuration; a fixed mixture would hardly ever produce it.
#include <algorithm>

#include "sim/run/scenario.h"
#include "sim/sim_random.h"

namespace paxosstore::sim {
namespace {

// Off for half of the seeds; else quartered to quadrupled.
void DrawRate(RandomStream& random, FaultRate* rate) {
  const bool on = random.Below(2) == 0;
  const int64_t quarters = int64_t{1} << random.Below(5);
  const uint64_t stretch = random.Below(3);
  if (!on) {
    rate->every = {};
    return;
  }
  rate->every = rate->every * quarters / 4;
  rate->length_max = std::max(rate->length_min, rate->length_max * (int64_t{1} << stretch) / 2);
}

void DrawFaults(RandomStream& random, FaultSpec* faults) {
  DrawRate(random, &faults->crashes);
  DrawRate(random, &faults->pauses);
  DrawRate(random, &faults->partitions);
  DrawRate(random, &faults->bad_links);
  DrawRate(random, &faults->clocks);
  DrawRate(random, &faults->disk_stalls);
  DrawRate(random, &faults->slow_disks);
  DrawRate(random, &faults->sync_errors);
  faults->crash_all_nodes = {random.Below(4), 10};
  faults->crash_during_start = {random.Below(4), 4};
  faults->crash_keeps_cache = {random.Below(4), 5};
  for (FaultRate* rate :
       {&faults->zone_outages, &faults->rings, &faults->flapping, &faults->slow_links,
        &faults->bandwidth, &faults->corruption, &faults->connection_resets, &faults->read_errors,
        &faults->misreads, &faults->full_disks, &faults->bit_rot, &faults->lost_writes,
        &faults->misdirected_writes, &faults->lost_tails, &faults->lying_syncs, &faults->rollbacks,
        &faults->wipes}) {
    DrawRate(random, rate);
  }
}

void DrawCluster(RandomStream& random, WorldOptions* world) {
  world->nodes = random.Below(3) == 0 ? 5 : 3;
  world->shards = static_cast<uint32_t>(1 + random.Below(2));
  if (random.Below(3) == 0) world->shard.batch_commands_max = 1 + random.Below(3);
  if (random.Below(4) == 0) world->shard.queue_per_object_max = 1 + random.Below(4);
  if (random.Below(3) == 0) world->shard.resident_objects_max = random.Below(4);
  if (random.Below(4) == 0) world->shard.request_window = 1 + random.Below(4);
  if (random.Below(3) == 0) world->shard.sweep_objects = 1 + random.Below(3);
  if (random.Below(3) == 0) world->store.group_bytes_max = 256 << random.Below(4);
  if (random.Below(3) == 0) world->store.syncs_in_flight_max = 2 + random.Below(3);
  world->store.segment_bytes = uint64_t{16} << (10 + random.Below(4));
  world->disk.sync_latency.base = Microseconds(20 << random.Below(6));
  world->link.latency.base = Microseconds(20 << random.Below(8));
  world->link.latency.jitter = Microseconds(20 << random.Below(8));
  if (random.Below(3) == 0) world->store.spare_segments = static_cast<uint32_t>(random.Below(2));
  if (random.Below(4) == 0) world->shard.request_timeout = Milliseconds(100 << random.Below(4));
}

void DrawWorkload(RandomStream& random, WorkloadSpec* workload) {
  workload->clients = static_cast<uint32_t>(1 + random.Below(8));
  workload->objects = static_cast<uint32_t>(1 + random.Below(12));
  workload->hot = {random.Below(4), 4};
  workload->sticky = {random.Below(5), 4};
  workload->think = Milliseconds(int64_t{2} << random.Below(5));
  workload->tagged_of_ten = static_cast<uint32_t>(random.Below(6));
  for (uint32_t& weight : workload->mix) {
    if (random.Below(3) == 0) weight = 0;
  }
  workload->mix[0] = std::max(workload->mix[0], 5u);  // never without reads and writes
  workload->mix[1] = std::max(workload->mix[1], 5u);
  if (random.Below(2) == 0) workload->loss = {random.Below(10), 100};
}

// Off for half of the seeds.
Ratio DrawBuggify(RandomStream& random) {
  const bool on = random.Below(2) == 0;
  return {on ? 1 + random.Below(40) : 0, 100};
}

}  // namespace

Scenario DrawSwarm(const Scenario& scenario, uint64_t seed) {
  Scenario drawn = scenario;
  if (!scenario.swarm) return drawn;
  drawn.swarm = false;  // to draw from what was drawn would be another scenario
  RandomStream faults(SubSeed(seed, "swarm faults"), nullptr);
  RandomStream cluster(SubSeed(seed, "swarm cluster"), nullptr);
  RandomStream workload(SubSeed(seed, "swarm workload"), nullptr);
  DrawFaults(faults, &drawn.faults);
  DrawCluster(cluster, &drawn.world);
  DrawWorkload(workload, &drawn.workload);
  RandomStream buggify(SubSeed(seed, "swarm buggify"), nullptr);
  if (!drawn.buggify.has_value()) drawn.buggify = DrawBuggify(buggify);
  return drawn;
}

}  // namespace paxosstore::sim
