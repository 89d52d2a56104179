#include "storage/open.h"

#include <utility>

#include "core/base/status_macros.h"
#include "storage/bitcask/bitcask_store.h"

namespace paxosstore::storage {

absl::StatusOr<std::unique_ptr<EntryStore>> Open(Disk* disk, Executor* executor,
                                                 StoreOptions options, Done opened) {
  ASSIGN_OR_RETURN(std::unique_ptr<BitcaskStore> store,
                   BitcaskStore::Recover(disk, executor, options));
  store->Start(std::move(opened));
  return std::unique_ptr<EntryStore>(std::move(store));
}

}  // namespace paxosstore::storage
