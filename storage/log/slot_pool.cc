#include "storage/log/slot_pool.h"

#include <algorithm>
#include <utility>

#include "core/base/buggify.h"
#include "core/base/check.h"
#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"
#include "core/base/status_macros.h"

namespace paxosstore::storage {
namespace {

constexpr uint64_t kHurry = 16;

}  // namespace

SlotPool::SlotPool(Disk* disk, const StoreOptions& options, LogMark mark, uint64_t next_slot,
                   absl::AnyInvocable<void()> changed)
    : disk_(disk),
      options_(options),
      mark_(mark),
      next_slot_(next_slot),
      changed_(std::move(changed)) {}

void SlotPool::Adopt(std::vector<Slot> spares, std::vector<std::string> unfinished) {
  adopted_ = std::move(spares);
  rubbish_ = std::move(unfinished);
}

void SlotPool::Start() {
  // Best effort: what stays, or comes back after a crash, is found again at the next start.
  if (!rubbish_.empty()) SOMETIMES(kSlotLeftUnfinished);
  for (const std::string& name : std::exchange(rubbish_, {})) (void)disk_->Remove(name);
  for (Slot& spare : std::exchange(adopted_, {})) Give(std::move(spare));
  Refill();
}

Slot SlotPool::Take() {
  CHECK(HasSpare());
  Slot slot = std::move(spares_.front());
  spares_.pop_front();
  Refill();
  return slot;
}

void SlotPool::Give(Slot slot) {
  // One more than asked for is kept: a slot may come back while a fresh one is being made.
  const bool too_many = spares_.size() > options_.spare_segments || BUGGIFY(kSpareDropped);
  if (too_many || slot.bytes < options_.segment_bytes) {
    SOMETIMES(kSlotRemoved);
    (void)disk_->Remove(slot.name);  // best effort, as above
    return;
  }
  // A record larger than a segment has made the file grow.
  if (slot.bytes > options_.segment_bytes && slot.file->Truncate(options_.segment_bytes).ok()) {
    slot.bytes = options_.segment_bytes;
  }
  SOMETIMES(kSlotRecycled);
  spares_.push_back(std::move(slot));
}

void SlotPool::Refill() {
  if (making_ || !error_.ok() || spares_.size() >= std::max(options_.spare_segments, 1u)) return;
  making_ = true;
  absl::Status begun = BeginSlot();
  if (begun.ok()) begun = WriteZeros();
  if (!begun.ok()) Fail(begun);
}

absl::Status SlotPool::BeginSlot() {
  unfinished_ = Slot{next_slot_, UnfinishedSlotName(next_slot_), nullptr, 0};
  ++next_slot_;
  ASSIGN_OR_RETURN(unfinished_.file, disk_->Open(unfinished_.name, OpenMode::kCreate));
  return absl::OkStatus();
}

// One chunk, synced before the next: the log's own syncs wait for at most one of them. Large ones
// if there is no spare: then the log may be waiting for this slot.
absl::Status SlotPool::WriteZeros() {
  const uint64_t left = options_.segment_bytes - unfinished_.bytes;
  const uint64_t wanted = options_.zero_chunk_bytes * (spares_.empty() ? kHurry : 1);
  const uint64_t chunk = std::min(left, std::max<uint64_t>(wanted, 4096));
  chunk_.assign(chunk, '\0');
  if (unfinished_.bytes == 0) {
    CHECK_GE(chunk, uint64_t{kFirstGroupAt});
    EncodeSlotHeader({mark_, unfinished_.number}, chunk_.data());
  }
  RETURN_IF_ERROR(unfinished_.file->WriteAt(unfinished_.bytes, chunk_));
  unfinished_.bytes += chunk;
  if (PLANTED_BUG(kSlotNamedUnsynced) && unfinished_.bytes >= options_.segment_bytes) {
    return NameSlot();
  }
  unfinished_.file->Sync(alive_.Guard([this](const absl::Status& synced) { OnZeroed(synced); }));
  return absl::OkStatus();
}

void SlotPool::OnZeroed(const absl::Status& synced) {
  absl::Status next = synced;
  if (next.ok()) next = unfinished_.bytes < options_.segment_bytes ? WriteZeros() : NameSlot();
  if (next.ok()) return;
  Fail(next);
  changed_();
}

absl::Status SlotPool::NameSlot() {
  const std::string name = SlotName(unfinished_.number);
  RETURN_IF_ERROR(disk_->Rename(unfinished_.name, name));
  unfinished_.name = name;
  if (PLANTED_BUG(kNameNotSynced)) {
    OnNamed(absl::OkStatus());
    return absl::OkStatus();
  }
  disk_->SyncDirectory(alive_.Guard([this](const absl::Status& named) { OnNamed(named); }));
  return absl::OkStatus();
}

void SlotPool::OnNamed(const absl::Status& named) {
  if (named.ok()) {
    SOMETIMES(kSlotMade);
    making_ = false;
    spares_.push_back(std::exchange(unfinished_, Slot()));
    chunk_ = std::string();
    Refill();
  } else {
    Fail(named);
  }
  changed_();
}

void SlotPool::Fail(const absl::Status& status) {
  making_ = false;
  error_ = WithFile(unfinished_.name, status);
  unfinished_ = Slot();
  chunk_ = std::string();
}

}  // namespace paxosstore::storage
