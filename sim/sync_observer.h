// Who follows the syncs of a disk's files, one by one. Watching changes nothing.
#ifndef PAXOSSTORE_SIM_SYNC_OBSERVER_H_
#define PAXOSSTORE_SIM_SYNC_OBSERVER_H_

#include <cstdint>

#include "core/base/ids.h"
#include "sim/determinism_hash.h"

namespace paxosstore::sim {

// From 1, a disk's in the order of asking.
using SyncNumber = Id<struct SyncNumberTag, uint64_t>;

enum class SyncEnd : uint8_t {
  kOk,
  kFailed,
  kLied,     // answered OK and did nothing
  kDropped,  // its file was closed first: the process has died
};

class SyncObserver {
 public:
  virtual ~SyncObserver() = default;

  // `disk`: the actor that it belongs to.
  virtual void OnSyncAsked(ActorId disk, SyncNumber number) = 0;
  // Once a sync, but for those under way. When what it covered is durable, and before whoever asked
  // hears of it.
  virtual void OnSyncEnded(ActorId disk, SyncNumber number, SyncEnd end) = 0;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SYNC_OBSERVER_H_
