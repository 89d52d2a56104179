#include "storage/posix/posix_error.h"

#include <unistd.h>

#include <string>
#include <system_error>

namespace paxosstore::storage {

absl::Status PosixError(std::string_view path, std::string_view call, int error) {
  const std::string text =
      std::string(path) + ": " + std::string(call) + ": " + std::generic_category().message(error);
  if (error == EIO) return absl::DataLossError(text);
  return absl::Status(absl::ErrnoToStatusCode(error), text);
}

FileDescriptor::~FileDescriptor() {
  if (valid()) close(fd_);
}

}  // namespace paxosstore::storage
