// A command over the whole key space of a shard: first every replica is asked for the names it
// holds, then each name that a majority (this replica included) knows of gets an entry. An
// acknowledged write is known to some replica of every majority.
#ifndef PAXOSSTORE_CORE_REPLICA_LISTING_H_
#define PAXOSSTORE_CORE_REPLICA_LISTING_H_

#include <array>
#include <set>
#include <string>

#include "core/replica/shard_impl.h"

namespace paxosstore {

struct Shard::Impl::Listing {
  uint64_t round = 0;
  ResultFn done;
  Instant deadline;
  std::array<std::string, kReplicasMax> cursors;  // the last name that each replica has given
  std::array<bool, kReplicasMax> finished{};
  std::set<std::string> names;
  bool clearing = false;
  size_t open = 0;  // objects whose entry is still under way
  Outcome outcome = Outcome::kOk;
  TimerId timer;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_REPLICA_LISTING_H_
