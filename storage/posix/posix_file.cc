#include "storage/posix/posix_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "core/base/status_macros.h"

namespace paxosstore::storage {

PosixFile::PosixFile(SyncThreads* threads, FileDescriptor fd, std::string path)
    : threads_(threads),
      target_(
          std::make_shared<SyncTarget>(std::move(fd), std::move(path), SyncTarget::Kind::kFile)) {}

PosixFile::~PosixFile() { SyncThreads::Abandon(target_.get()); }

absl::Status PosixFile::WriteAt(uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = RetryInterrupted([&] {
      return pwrite(target_->fd(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    });
    if (n < 0) return PosixError(target_->path(), "pwrite", errno);
    bytes.remove_prefix(static_cast<size_t>(n));
    offset += static_cast<uint64_t>(n);
  }
  return absl::OkStatus();
}

absl::Status PosixFile::ReadAt(uint64_t offset, uint64_t length, std::string* out) const {
  // A caller may ask for more than there is: do not make room for that.
  ASSIGN_OR_RETURN(const uint64_t size, Size());
  out->resize(offset >= size ? 0 : std::min(length, size - offset));
  size_t done = 0;
  while (done < out->size()) {
    const ssize_t n = RetryInterrupted([&] {
      return pread(target_->fd(), out->data() + done, out->size() - done,
                   static_cast<off_t>(offset + done));
    });
    if (n < 0) return PosixError(target_->path(), "pread", errno);
    if (n == 0) break;
    done += static_cast<size_t>(n);
  }
  out->resize(done);
  return absl::OkStatus();
}

absl::StatusOr<uint64_t> PosixFile::Size() const {
  struct stat info {};
  if (fstat(target_->fd(), &info) != 0) return PosixError(target_->path(), "fstat", errno);
  return static_cast<uint64_t>(info.st_size);
}

absl::Status PosixFile::Truncate(uint64_t size) {
  const int result =
      RetryInterrupted([&] { return ftruncate(target_->fd(), static_cast<off_t>(size)); });
  return result == 0 ? absl::OkStatus() : PosixError(target_->path(), "ftruncate", errno);
}

void PosixFile::Sync(Done done) { threads_->Sync(target_, std::move(done)); }

}  // namespace paxosstore::storage
