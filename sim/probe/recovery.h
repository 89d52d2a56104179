// Runs the recovery code alone, on the image of a disk: an event queue of its own, no network, no
// shard.
#ifndef PAXOSSTORE_SIM_PROBE_RECOVERY_H_
#define PAXOSSTORE_SIM_PROBE_RECOVERY_H_

#include <memory>
#include <optional>

#include "core/paxoslog/entry_store.h"
#include "sim/determinism_hash.h"
#include "sim/event_queue.h"
#include "sim/probe/image_disk.h"
#include "sim/sim_executor.h"
#include "storage/options.h"

namespace paxosstore::sim {

class Recovery {
 public:
  // Runs until the store is open and durable, or has failed to be.
  Recovery(DiskImage image, const storage::StoreOptions& options);
  Recovery(const Recovery&) = delete;
  Recovery& operator=(const Recovery&) = delete;

  const absl::Status& status() const { return status_; }
  // REQUIRES: status() is OK.
  EntryStore& store() { return *store_; }

 private:
  DeterminismHash hash_;
  EventQueue queue_;
  SimExecutor executor_;
  ImageDisk disk_;
  absl::Status status_;
  std::unique_ptr<EntryStore> store_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_PROBE_RECOVERY_H_
