// A shard's disk in production: one real folder, files used through pread and pwrite, fdatasync on
// a thread of its own.
//
// Contract: core/runtime/disk.h. All calls come from the shard's thread; completions are handed
// back through the given executor, whose Post must therefore be callable from any thread (that of
// net/asio_executor.h is). Syncs are done one after the other in the order of the calls.
//
// Errors name the folder, the file and the system's reason.
#ifndef PAXOSSTORE_STORAGE_POSIX_POSIX_DISK_H_
#define PAXOSSTORE_STORAGE_POSIX_POSIX_DISK_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/runtime/disk.h"
#include "core/runtime/executor.h"

namespace paxosstore::storage {

class PosixDisk : public Disk {
 public:
  // The lock file inside the folder; not listed, and not a name for Open, Rename or Remove.
  static constexpr std::string_view kLockName = "LOCK";

  // Opens `folder`, making it (not its parents) if it is missing, and locks it against every other
  // process and PosixDisk until destruction. FailedPrecondition if somebody else holds the lock.
  // `executor` must outlive the disk and its files.
  [[nodiscard]] static absl::StatusOr<std::unique_ptr<PosixDisk>> Open(const std::string& folder,
                                                                       Executor* executor);
  // Waits for the sync that is in progress; drops the others and all outstanding completions. Files
  // must be destroyed before.
  ~PosixDisk() override;
  PosixDisk(const PosixDisk&) = delete;
  PosixDisk& operator=(const PosixDisk&) = delete;

  [[nodiscard]] absl::StatusOr<std::unique_ptr<File>> Open(std::string_view name,
                                                           OpenMode mode) override;
  [[nodiscard]] absl::Status Rename(std::string_view from, std::string_view to) override;
  [[nodiscard]] absl::Status Remove(std::string_view name) override;
  [[nodiscard]] absl::StatusOr<std::vector<std::string>> List() const override;
  void SyncDirectory(Done done) override;

 private:
  class Impl;
  explicit PosixDisk(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_POSIX_POSIX_DISK_H_
