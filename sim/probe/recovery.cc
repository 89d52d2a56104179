#include "sim/probe/recovery.h"

#include <utility>

#include "storage/open.h"

namespace paxosstore::sim {

Recovery::Recovery(DiskImage image, const storage::StoreOptions& options)
    : queue_(&hash_),
      executor_(&queue_, queue_.AddActor("recovery"), nullptr),
      disk_(std::move(image), &executor_),
      status_(absl::UnavailableError("the store does not open")) {
  bool open = false;
  absl::StatusOr<std::unique_ptr<EntryStore>> store =
      storage::Open(&disk_, &executor_, options, [this, &open](const absl::Status& status) {
        open = true;
        status_ = status;
      });
  if (!store.ok()) {
    status_ = store.status();
    return;
  }
  store_ = *std::move(store);
  while (!open && queue_.RunOne()) {
  }
}

}  // namespace paxosstore::sim
