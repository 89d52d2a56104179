// Keeps spare slots ready, so that opening a segment never waits: makes fresh ones in the
// background (zeros really written and synced, so that later overwrites sync fast), takes back used
// ones, removes what is too many.
//
// A slot is made under an unfinished name and renamed once its contents are durable; it is given
// out once that name is. So a file named as a slot always has a sound slot header.
#ifndef PAXOSSTORE_STORAGE_LOG_SLOT_POOL_H_
#define PAXOSSTORE_STORAGE_LOG_SLOT_POOL_H_

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "core/runtime/disk.h"
#include "storage/log/alive.h"
#include "storage/log/slot.h"
#include "storage/options.h"

namespace paxosstore::storage {

class SlotPool {
 public:
  // `changed` runs, from the disk's completions only, when a spare is ready or making one has
  // failed.
  SlotPool(Disk* disk, const StoreOptions& options, LogMark mark, uint64_t next_slot,
           absl::AnyInvocable<void()> changed);

  // Takes in what recovery found: free slots, and names of slots that were being made.
  void Adopt(std::vector<Slot> spares, std::vector<std::string> unfinished);
  // From now on the disk is changed: removes what is too many, begins to make what is missing.
  // REQUIRES: names found by recovery are durable.
  void Start();

  bool HasSpare() const { return !spares_.empty(); }
  // REQUIRES: HasSpare().
  Slot Take();
  // A slot that nothing needs any more, not even after a crash.
  void Give(Slot slot);
  // Why no more slots are made: a full disk, say. Spares may still come back through Give.
  const absl::Status& error() const { return error_; }
  uint64_t spares() const { return spares_.size(); }

 private:
  void Refill();
  absl::Status BeginSlot();
  absl::Status WriteZeros();
  void OnZeroed(const absl::Status& synced);
  absl::Status NameSlot();
  void OnNamed(const absl::Status& named);
  void Fail(const absl::Status& status);

  Disk* const disk_;
  const StoreOptions options_;
  const LogMark mark_;
  uint64_t next_slot_;
  absl::AnyInvocable<void()> changed_;
  absl::Status error_;
  bool making_ = false;
  Slot unfinished_;  // while making_
  std::string chunk_;
  std::deque<Slot> spares_;
  std::vector<Slot> adopted_;         // until Start
  std::vector<std::string> rubbish_;  // until Start
  Alive alive_;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_SLOT_POOL_H_
