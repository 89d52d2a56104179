#include "storage/log/slot_inventory.h"

#include <algorithm>

#include "core/base/status_macros.h"

namespace paxosstore::storage {
namespace {

absl::StatusOr<Slot> OpenSlot(Disk* disk, const std::string& name, uint64_t number) {
  absl::StatusOr<std::unique_ptr<File>> file = disk->Open(name, OpenMode::kExisting);
  if (!file.ok()) return WithFile(name, file.status());
  absl::StatusOr<uint64_t> size = (*file)->Size();
  if (!size.ok()) return WithFile(name, size.status());
  return Slot{number, name, *std::move(file), *size};
}

absl::Status CheckSlotHeader(const Slot& slot, const std::optional<SlotHeader>& header,
                             std::optional<LogMark>* mark) {
  if (!header.has_value()) {
    return DamageError(slot.name, kSlotHeaderAt, "slot header is damaged");
  }
  if (header->slot != slot.number) {
    return DamageError(slot.name, kSlotHeaderAt,
                       "slot header is that of " + SlotName(header->slot));
  }
  if (mark->has_value() && **mark != header->mark) {
    return DamageError(slot.name, kSlotHeaderAt, "slot belongs to another log");
  }
  *mark = header->mark;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SlotInventory> TakeInventory(Disk* disk, LogMark fallback_mark) {
  SlotInventory inventory;
  std::optional<LogMark> mark;
  ASSIGN_OR_RETURN(const std::vector<std::string> names, disk->List());
  for (const std::string& name : names) {
    if (std::optional<uint64_t> number = ParseUnfinishedSlotName(name); number.has_value()) {
      inventory.unfinished.push_back(name);
      inventory.next_slot = std::max(inventory.next_slot, *number + 1);
    }
    const std::optional<uint64_t> number = ParseSlotName(name);
    if (!number.has_value()) continue;
    inventory.next_slot = std::max(inventory.next_slot, *number + 1);
    FoundSlot found;
    ASSIGN_OR_RETURN(found.slot, OpenSlot(disk, name, *number));
    std::string headers;
    const absl::Status read = found.slot.file->ReadAt(0, kFirstGroupAt, &headers);
    if (!read.ok()) return WithFile(name, read);
    RETURN_IF_ERROR(CheckSlotHeader(found.slot, DecodeSlotHeader(headers), &mark));
    std::string_view segment_bytes = std::string_view(headers).substr(kSegmentHeaderAt);
    found.header = DecodeSegmentHeader(segment_bytes, *mark);
    found.fresh =
        std::all_of(segment_bytes.begin(), segment_bytes.end(), [](char c) { return c == 0; });
    inventory.slots.push_back(std::move(found));
  }
  inventory.mark = mark.value_or(fallback_mark);
  return inventory;
}

}  // namespace paxosstore::storage
