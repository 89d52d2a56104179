#include "tools/bench/disk/raw_sync.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace paxosstore::bench {
namespace {

constexpr size_t kFileBytes = size_t{16} << 20;

absl::Status Trouble(const std::string& path) {
  return absl::InternalError(path + ": " + std::strerror(errno));
}

absl::Status WriteZeros(int fd, const std::string& path) {
  const std::string zeros(kFileBytes, '\0');
  const ssize_t written = pwrite(fd, zeros.data(), zeros.size(), 0);
  if (written != static_cast<ssize_t>(zeros.size()) || fsync(fd) != 0) return Trouble(path);
  return absl::OkStatus();
}

absl::Status SyncOften(int fd, const std::string& path, size_t bytes, Nanos length,
                       Recorder& recorder) {
  const std::string block(bytes, 'b');
  const Nanos end = Now() + length;
  size_t at = 0;
  recorder.Begin(Now());
  for (Nanos start = Now(); start < end; start = Now()) {
    const ssize_t written = pwrite(fd, block.data(), bytes, static_cast<off_t>(at));
    if (written != static_cast<ssize_t>(bytes) || fdatasync(fd) != 0) return Trouble(path);
    recorder.Answer(Outcome::kDone, {}, start, Now());
    at = at + 2 * bytes > kFileBytes ? 0 : at + bytes;
  }
  recorder.End(Now());
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Recorder> MeasureRawSync(const std::string& folder, size_t bytes, Nanos length) {
  const std::string path = folder + "/raw-sync";
  const int fd = open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return Trouble(path);
  Recorder recorder;
  absl::Status status = WriteZeros(fd, path);
  if (status.ok()) status = SyncOften(fd, path, bytes, length, recorder);
  close(fd);
  unlink(path.c_str());
  if (!status.ok()) return status;
  return recorder;
}

}  // namespace paxosstore::bench
