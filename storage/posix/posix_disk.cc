#include "storage/posix/posix_disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "core/base/status_macros.h"
#include "storage/posix/folder_lock.h"
#include "storage/posix/posix_file.h"
#include "storage/posix/sync_threads.h"

namespace paxosstore::storage {
namespace {

absl::Status CheckName(std::string_view name) {
  const bool valid = !name.empty() && name.find_first_of(std::string_view("/\0", 2)) == name.npos &&
                     name != "." && name != ".." && name != PosixDisk::kLockName;
  if (valid) return absl::OkStatus();
  return absl::InvalidArgumentError("'" + std::string(name) + "': not a file name");
}

int OpenFlags(OpenMode mode) {
  switch (mode) {
    case OpenMode::kExisting:
      return O_RDWR | O_CLOEXEC;
    case OpenMode::kCreate:
      return O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL;
    case OpenMode::kOpenOrCreate:
      return O_RDWR | O_CLOEXEC | O_CREAT;
  }
  return O_RDWR | O_CLOEXEC;
}

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};

}  // namespace

class PosixDisk::Impl {
 public:
  Impl(std::string path, FileDescriptor lock, FileDescriptor folder, Executor* executor)
      : path_(std::move(path)),
        lock_(std::move(lock)),
        folder_(std::make_shared<SyncTarget>(std::move(folder), path_, SyncTarget::Kind::kFolder)),
        threads_(executor) {}
  ~Impl() { SyncThreads::Abandon(folder_.get()); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  int folder() const { return folder_->fd(); }
  std::string PathOf(std::string_view name) const { return path_ + "/" + std::string(name); }
  const std::string& path() const { return path_; }
  SyncThreads& threads() { return threads_; }
  void SyncFolder(Done done) { threads_.Sync(folder_, std::move(done)); }

 private:
  const std::string path_;
  const FileDescriptor lock_;
  const std::shared_ptr<SyncTarget> folder_;
  SyncThreads threads_;  // last: destroyed, and with it the threads ended, first
};

PosixDisk::PosixDisk(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

PosixDisk::~PosixDisk() = default;

absl::StatusOr<std::unique_ptr<PosixDisk>> PosixDisk::Open(const std::string& folder,
                                                           Executor* executor) {
  ASSIGN_OR_RETURN(FileDescriptor fd, OpenFolder(folder));
  ASSIGN_OR_RETURN(FileDescriptor lock, LockFolder(fd, folder, kLockName));
  return std::unique_ptr<PosixDisk>(
      new PosixDisk(std::make_unique<Impl>(folder, std::move(lock), std::move(fd), executor)));
}

absl::StatusOr<std::unique_ptr<File>> PosixDisk::Open(std::string_view name, OpenMode mode) {
  RETURN_IF_ERROR(CheckName(name));
  FileDescriptor fd(RetryInterrupted(
      [&] { return openat(impl_->folder(), std::string(name).c_str(), OpenFlags(mode), 0666); }));
  if (!fd.valid()) return PosixError(impl_->PathOf(name), "open", errno);
  return std::make_unique<PosixFile>(&impl_->threads(), std::move(fd), impl_->PathOf(name));
}

absl::Status PosixDisk::Rename(std::string_view from, std::string_view to) {
  RETURN_IF_ERROR(CheckName(from));
  RETURN_IF_ERROR(CheckName(to));
  const int result = renameat(impl_->folder(), std::string(from).c_str(), impl_->folder(),
                              std::string(to).c_str());
  return result == 0 ? absl::OkStatus() : PosixError(impl_->PathOf(from), "rename", errno);
}

absl::Status PosixDisk::Remove(std::string_view name) {
  RETURN_IF_ERROR(CheckName(name));
  const int result = unlinkat(impl_->folder(), std::string(name).c_str(), 0);
  return result == 0 ? absl::OkStatus() : PosixError(impl_->PathOf(name), "unlink", errno);
}

absl::StatusOr<std::vector<std::string>> PosixDisk::List() const {
  // A descriptor of its own: the position in the listing belongs to it.
  FileDescriptor fd(openat(impl_->folder(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.valid()) return PosixError(impl_->path(), "open", errno);
  const std::unique_ptr<DIR, CloseDirectory> directory(fdopendir(dup(fd.get())));
  if (directory == nullptr) return PosixError(impl_->path(), "fdopendir", errno);
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = readdir(directory.get())) {
    if (entry->d_type != DT_DIR && entry->d_name != kLockName) names.emplace_back(entry->d_name);
  }
  if (errno != 0) return PosixError(impl_->path(), "readdir", errno);
  std::sort(names.begin(), names.end());
  return names;
}

void PosixDisk::SyncDirectory(Done done) { impl_->SyncFolder(std::move(done)); }

}  // namespace paxosstore::storage
