// The threads that wait for the device, so that the shard's loop does not.
//
// Two of them: the log's syncs must not queue behind that of a large file that is being prepared.
// Syncs of one file never run side by side; those that are asked for while one is under way share
// the next.
#ifndef PAXOSSTORE_STORAGE_POSIX_SYNC_THREADS_H_
#define PAXOSSTORE_STORAGE_POSIX_SYNC_THREADS_H_

#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "core/runtime/disk.h"
#include "core/runtime/executor.h"
#include "storage/posix/posix_error.h"

namespace paxosstore::storage {

// What is synced: an open file, or the folder. Shared by its owner on the loop, the threads, and
// completions on their way back.
class SyncTarget {
 public:
  enum class Kind { kFile, kFolder };
  SyncTarget(FileDescriptor fd, std::string path, Kind kind)
      : fd_(std::move(fd)), path_(std::move(path)), kind_(kind) {}

  int fd() const { return fd_.get(); }
  const std::string& path() const { return path_; }

 private:
  friend class SyncThreads;

  absl::Status SyncNow();

  const FileDescriptor fd_;
  const std::string path_;
  const Kind kind_;

  // Of the loop's thread only. A completion may hold anything: the threads never touch it.
  std::deque<Done> waiting_;

  // Guarded by SyncThreads::mutex_.
  size_t requested_ = 0;    // syncs asked for and not begun
  bool scheduled_ = false;  // in the queue, or with a thread

  // Of the thread that syncs it. A sync that failed has lost pages: no later one can be believed.
  absl::Status failure_;
};

class SyncThreads {
 public:
  // Completions go through executor->Post, from these threads.
  explicit SyncThreads(Executor* executor);
  // Waits for syncs under way and drops the others.
  ~SyncThreads();
  SyncThreads(const SyncThreads&) = delete;
  SyncThreads& operator=(const SyncThreads&) = delete;

  // On the loop's thread.
  void Sync(const std::shared_ptr<SyncTarget>& target, Done done);
  // On the loop's thread: completions still outstanding are dropped without running.
  static void Abandon(SyncTarget* target) { target->waiting_.clear(); }

 private:
  static constexpr size_t kThreads = 2;

  void Run();
  static void Complete(SyncTarget* target, size_t count, const absl::Status& status);

  Executor* const executor_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;                              // guarded by mutex_
  std::deque<std::shared_ptr<SyncTarget>> queue_;  // guarded by mutex_
  std::array<std::thread, kThreads> threads_;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_POSIX_SYNC_THREADS_H_
