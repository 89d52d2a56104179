// The one door into storage/: opens a shard's stores on a Disk. Used alike by the node and the
// simulator.
#ifndef PAXOSSTORE_STORAGE_OPEN_H_
#define PAXOSSTORE_STORAGE_OPEN_H_

#include <cstdint>
#include <memory>

#include "absl/functional/any_invocable.h"
#include "absl/status/statusor.h"
#include "core/paxoslog/entry_store.h"
#include "core/runtime/disk.h"

namespace paxosstore::storage {

struct StoreOptions {
  uint64_t segment_bytes = 64 << 20;   // preallocated and zeroed size of a segment
  uint32_t spare_segments = 2;         // recycled or fresh ones kept ready
  uint64_t group_bytes_max = 1 << 20;  // a commit group is cut here
};

// Recovers what `disk` holds: reads every segment, cuts a torn tail, rebuilds the key directory.
// Synchronous reads, then makes the new incarnation durable and calls `opened` on the executor that
// runs the disk's completions. Errors: DataLoss naming file and offset where a record is damaged
// that is attested to have been durable; whatever the disk reports. Nothing is deleted or
// overwritten on error.
void Open(Disk* disk, StoreOptions options,
          absl::AnyInvocable<void(absl::StatusOr<std::unique_ptr<EntryStore>>) &&> opened);

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_OPEN_H_
