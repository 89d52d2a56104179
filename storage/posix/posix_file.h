// One real file, open for reading and writing.
#ifndef PAXOSSTORE_STORAGE_POSIX_POSIX_FILE_H_
#define PAXOSSTORE_STORAGE_POSIX_POSIX_FILE_H_

#include <memory>
#include <string>
#include <string_view>

#include "storage/posix/sync_threads.h"

namespace paxosstore::storage {

class PosixFile : public File {
 public:
  // `threads` must outlive the file.
  PosixFile(SyncThreads* threads, FileDescriptor fd, std::string path);
  ~PosixFile() override;

  [[nodiscard]] absl::Status WriteAt(uint64_t offset, std::string_view bytes) override;
  [[nodiscard]] absl::Status ReadAt(uint64_t offset, uint64_t length,
                                    std::string* out) const override;
  [[nodiscard]] absl::StatusOr<uint64_t> Size() const override;
  [[nodiscard]] absl::Status Truncate(uint64_t size) override;
  void Sync(Done done) override;

 private:
  SyncThreads* const threads_;
  // The descriptor lives on while a sync of it is under way.
  const std::shared_ptr<SyncTarget> target_;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_POSIX_POSIX_FILE_H_
