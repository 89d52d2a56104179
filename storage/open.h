// The one door into storage/: opens a shard's stores on a Disk. Used alike by the node and the
// simulator.
#ifndef PAXOSSTORE_STORAGE_OPEN_H_
#define PAXOSSTORE_STORAGE_OPEN_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "core/paxoslog/entry_store.h"
#include "core/runtime/disk.h"
#include "core/runtime/executor.h"
#include "storage/options.h"

namespace paxosstore::storage {

// Recovers what `disk` holds: reads every segment, cuts a torn tail, rebuilds the key directory
// (synchronous reads), and begins to make the new incarnation durable. `opened` runs on `executor`,
// never inside this call, once that is done; only then may anything be written to the store or
// revealed from it (CHECKed). It does not run if this call returns an error:
//  - DataLoss naming file and offset where something is damaged that is attested to have been
//    durable; nothing on the disk has been changed then;
//  - whatever the disk reports.
// Destroying the store, before or after `opened`, drops what is outstanding without running it.
// `disk` and `executor` must outlive the store.
[[nodiscard]] absl::StatusOr<std::unique_ptr<EntryStore>> Open(Disk* disk, Executor* executor,
                                                               StoreOptions options, Done opened);

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_OPEN_H_
