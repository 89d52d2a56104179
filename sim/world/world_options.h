// What a world is made of, before any fault.
#ifndef PAXOSSTORE_SIM_WORLD_WORLD_OPTIONS_H_
#define PAXOSSTORE_SIM_WORLD_WORLD_OPTIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/replica/shard.h"
#include "sim/sim_disk.h"
#include "sim/sim_network.h"
#include "storage/options.h"

namespace paxosstore::sim {

struct WorldOptions {
  uint32_t nodes = 3;
  uint32_t shards = 1;
  ShardOptions shard;
  storage::StoreOptions store;
  LinkOptions link;  // of every pair of nodes
  DiskOptions disk;  // of every shard
  // The objects that the clients use. Others may appear (nobody checks their histories).
  std::vector<std::string> objects;
  // Keep a log of everything that decides, to find the first difference between two runs.
  bool record = false;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORLD_WORLD_OPTIONS_H_
