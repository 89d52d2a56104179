#include "sim/world/disk_verbs.h"

namespace paxosstore::sim {

bool RotDisk(World& world, NodeId node, uint32_t bits) {
  bool done = false;
  ForEachHost(world, node, [&](ReplicaHost& host) { done = done || host.RotAttested(bits); });
  return done;
}

void LoseNextWrites(World& world, NodeId node, uint32_t count) {
  ForEachHost(world, node, [count](ReplicaHost& host) { host.disk().LoseNextWrites(count); });
}

void MisdirectNextWrites(World& world, NodeId node, uint32_t count) {
  ForEachHost(world, node, [count](ReplicaHost& host) { host.disk().MisdirectNextWrites(count); });
}

void SetReadErrors(World& world, NodeId node, uint64_t percent) {
  ForEachHost(world, node, [percent](ReplicaHost& host) {
    DiskOptions options = host.disk().options();
    options.read_errors = {percent, 100};
    host.disk().set_options(options);
  });
}

void SetMisreads(World& world, NodeId node, uint64_t percent) {
  ForEachHost(world, node, [percent](ReplicaHost& host) {
    DiskOptions options = host.disk().options();
    options.misreads = {percent, 100};
    host.disk().set_options(options);
  });
}

void SetDiskFull(World& world, NodeId node, bool full) {
  ForEachHost(world, node, [full](ReplicaHost& host) { host.disk().SetFull(full); });
}

void LoseNextTails(World& world, NodeId node, uint32_t count) {
  ForEachHost(world, node, [count](ReplicaHost& host) { host.disk().LoseNextTails(count); });
}

void LieAboutNextSyncs(World& world, NodeId node, uint32_t count) {
  ForEachHost(world, node, [count](ReplicaHost& host) { host.disk().LieAboutNextSyncs(count); });
}

void SnapshotDisk(World& world, NodeId node) {
  ForEachHost(world, node, [](ReplicaHost& host) { host.disk().TakeSnapshot(); });
}

void RollBackDisk(World& world, NodeId node) {
  world.Crash(node);
  ForEachHost(world, node, [](ReplicaHost& host) { host.RollBackDisk(); });
}

void WipeDisk(World& world, NodeId node) {
  world.Crash(node);
  ForEachHost(world, node, [](ReplicaHost& host) { host.WipeDisk(); });
}

}  // namespace paxosstore::sim
