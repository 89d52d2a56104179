// What a system call that failed becomes, and the file descriptors it was about.
#ifndef PAXOSSTORE_STORAGE_POSIX_POSIX_ERROR_H_
#define PAXOSSTORE_STORAGE_POSIX_POSIX_ERROR_H_

#include <cerrno>
#include <string_view>
#include <utility>

#include "absl/status/status.h"

namespace paxosstore::storage {

// "path: call: No space left on device", with the code that belongs to `error` (ENOENT: NotFound,
// EEXIST: AlreadyExists, ENOSPC: ResourceExhausted, EIO: DataLoss, ...).
absl::Status PosixError(std::string_view path, std::string_view call, int error);

// Closes on destruction.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor();
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

// Repeats a system call that a signal interrupted.
template <typename Call>
auto RetryInterrupted(Call call) {
  for (;;) {
    const auto result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_POSIX_POSIX_ERROR_H_
