// A folder and the lock on it that keeps two processes from using it at once.
#ifndef PAXOSSTORE_STORAGE_POSIX_FOLDER_LOCK_H_
#define PAXOSSTORE_STORAGE_POSIX_FOLDER_LOCK_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "storage/posix/posix_error.h"

namespace paxosstore::storage {

// Opens `folder`, making it (durably) if it is missing.
[[nodiscard]] absl::StatusOr<FileDescriptor> OpenFolder(const std::string& folder);

// Locks the file `name` in the folder, making it if it is missing. The lock lasts until the
// descriptor is closed, whatever ends the process. FailedPrecondition, naming the holder, if it is
// taken.
[[nodiscard]] absl::StatusOr<FileDescriptor> LockFolder(const FileDescriptor& folder,
                                                        const std::string& path,
                                                        std::string_view name);

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_POSIX_FOLDER_LOCK_H_
