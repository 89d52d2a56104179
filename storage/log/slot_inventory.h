// Recovery's first step: which slots there are, and what their headers say.
#ifndef PAXOSSTORE_STORAGE_LOG_SLOT_INVENTORY_H_
#define PAXOSSTORE_STORAGE_LOG_SLOT_INVENTORY_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "storage/log/slot.h"

namespace paxosstore::storage {

struct FoundSlot {
  Slot slot;
  std::optional<SegmentHeader> header;  // of the segment the slot was last used for, if sound
  bool fresh = false;                   // never used: where that header belongs are zeros
};

struct SlotInventory {
  LogMark mark;
  std::vector<FoundSlot> slots;
  std::vector<std::string> unfinished;
  uint64_t next_slot = 1;
};

// DataLoss if a slot's own header is damaged: it was synced before the slot got its name.
absl::StatusOr<SlotInventory> TakeInventory(Disk* disk, LogMark fallback_mark);

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_SLOT_INVENTORY_H_
