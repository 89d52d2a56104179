// The entry store: one log, and a directory that says where in it each object's state is.
//
// A write is one record appended; a read of an object's values reads their records back, comparing
// checksums. See core/paxoslog/entry_store.h for the contract and storage/FORMAT.md for the bytes.
#ifndef PAXOSSTORE_STORAGE_BITCASK_BITCASK_STORE_H_
#define PAXOSSTORE_STORAGE_BITCASK_BITCASK_STORE_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "core/paxoslog/entry_store.h"
#include "core/runtime/executor.h"
#include "storage/bitcask/cleaner.h"
#include "storage/bitcask/directory.h"
#include "storage/log/segment_log.h"
#include "storage/options.h"

namespace paxosstore::storage {

class BitcaskStore : public EntryStore {
 public:
  // Reads the disk, changes nothing.
  [[nodiscard]] static absl::StatusOr<std::unique_ptr<BitcaskStore>> Recover(
      Disk* disk, Executor* executor, const StoreOptions& options);
  // Makes the incarnation durable, then runs `opened`. Call once.
  void Start(Done opened);

  Incarnation incarnation() const override { return log_.incarnation(); }
  [[nodiscard]] absl::StatusOr<LogState> Load(std::string_view object) const override;
  void Write(const EntryRecord& record, Done durable) override;
  void Visit(std::string_view after, size_t limit,
             absl::FunctionRef<void(const Summary&)> visit) const override;
  uint64_t live_keys() const override { return directory_->live_keys(); }
  uint64_t objects() const override { return directory_->size(); }

 private:
  BitcaskStore(Disk* disk, Executor* executor, const StoreOptions& options,
               std::unique_ptr<Directory> directory, RecoveredLog recovered);

  absl::StatusOr<ValuePtr> LoadValue(std::string_view object, EntryId entry,
                                     const Location& at) const;

  std::unique_ptr<Directory> directory_;
  SegmentLog log_;
  Cleaner cleaner_;
  bool opened_ = false;
  std::string scratch_;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_BITCASK_BITCASK_STORE_H_
