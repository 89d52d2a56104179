#include "storage/posix/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "core/base/status_macros.h"

namespace paxosstore::storage {
namespace {

std::string ParentOf(const std::string& folder) {
  const size_t end = folder.find_last_not_of('/');
  const size_t slash = end == std::string::npos ? end : folder.rfind('/', end);
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : folder.substr(0, slash);
}

absl::StatusOr<FileDescriptor> OpenExistingFolder(const std::string& folder) {
  FileDescriptor fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.valid()) return PosixError(folder, "open", errno);
  return fd;
}

absl::Status SyncFolder(const std::string& folder) {
  ASSIGN_OR_RETURN(const FileDescriptor fd, OpenExistingFolder(folder));
  if (RetryInterrupted([&] { return fsync(fd.get()); }) != 0) {
    return PosixError(folder, "fsync", errno);
  }
  return absl::OkStatus();
}

// What the holder wrote about itself, for the error message only.
std::string HolderOf(const FileDescriptor& lock) {
  std::array<char, 32> text{};
  const ssize_t n = pread(lock.get(), text.data(), text.size(), 0);
  return n > 0 ? "process " + std::string(text.data(), static_cast<size_t>(n)) : "another process";
}

}  // namespace

absl::StatusOr<FileDescriptor> OpenFolder(const std::string& folder) {
  if (mkdir(folder.c_str(), 0777) == 0) {
    RETURN_IF_ERROR(SyncFolder(ParentOf(folder)));
  } else if (errno != EEXIST) {
    return PosixError(folder, "mkdir", errno);
  }
  return OpenExistingFolder(folder);
}

absl::StatusOr<FileDescriptor> LockFolder(const FileDescriptor& folder, const std::string& path,
                                          std::string_view name) {
  const std::string lock_path = path + "/" + std::string(name);
  FileDescriptor lock(
      openat(folder.get(), std::string(name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (!lock.valid()) return PosixError(lock_path, "open", errno);
  if (RetryInterrupted([&] { return flock(lock.get(), LOCK_EX | LOCK_NB); }) != 0) {
    if (errno != EWOULDBLOCK) return PosixError(lock_path, "flock", errno);
    return absl::FailedPreconditionError(path + ": in use by " + HolderOf(lock));
  }
  const std::string self = std::to_string(getpid());
  const bool noted =
      ftruncate(lock.get(), 0) == 0 &&
      pwrite(lock.get(), self.data(), self.size(), 0) == static_cast<ssize_t>(self.size());
  if (!noted) return PosixError(lock_path, "write", errno);
  return lock;
}

}  // namespace paxosstore::storage
