// Verbs that harm the disks of one node, all its shards alike. sim/sim_disk.h says what each does.
#ifndef PAXOSSTORE_SIM_WORLD_DISK_VERBS_H_
#define PAXOSSTORE_SIM_WORLD_DISK_VERBS_H_

#include <cstdint>

#include "sim/world/world.h"

namespace paxosstore::sim {

// Calls `fn(host)` for each shard of the node.
template <typename Fn>
void ForEachHost(World& world, NodeId node, Fn fn) {
  for (uint32_t s = 0; s < world.options().shards; ++s) fn(world.host(node, ShardId(s)));
}

// --- What a store can know of: it may refuse to go on, never be wrong ---
// Flips bits of one attested commit group of one shard; false if there is none yet.
bool RotDisk(World& world, NodeId node, uint32_t bits);
void LoseNextWrites(World& world, NodeId node, uint32_t count);
void MisdirectNextWrites(World& world, NodeId node, uint32_t count);
// Of a hundred reads so many fail, or give the bytes of another place; 0 ends it.
void SetReadErrors(World& world, NodeId node, uint64_t percent);
void SetMisreads(World& world, NodeId node, uint64_t percent);
void SetDiskFull(World& world, NodeId node, bool full);

// --- What one store alone cannot know of ---
void LoseNextTails(World& world, NodeId node, uint32_t count);
void LieAboutNextSyncs(World& world, NodeId node, uint32_t count);
void SnapshotDisk(World& world, NodeId node);
// Both stop the node first.
void RollBackDisk(World& world, NodeId node);
void WipeDisk(World& world, NodeId node);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORLD_DISK_VERBS_H_
