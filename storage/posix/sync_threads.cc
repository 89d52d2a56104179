#include "storage/posix/sync_threads.h"

#include <unistd.h>

#include <utility>

namespace paxosstore::storage {

absl::Status SyncTarget::SyncNow() {
  if (!failure_.ok()) return failure_;
  const bool file = kind_ == Kind::kFile;
  const int result =
      RetryInterrupted([&] { return file ? fdatasync(fd_.get()) : fsync(fd_.get()); });
  if (result != 0) failure_ = PosixError(path_, file ? "fdatasync" : "fsync", errno);
  return failure_;
}

SyncThreads::SyncThreads(Executor* executor) : executor_(executor) {
  for (std::thread& thread : threads_) thread = std::thread([this] { Run(); });
}

SyncThreads::~SyncThreads() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void SyncThreads::Sync(const std::shared_ptr<SyncTarget>& target, Done done) {
  target->waiting_.push_back(std::move(done));
  {
    const std::lock_guard lock(mutex_);
    ++target->requested_;
    if (std::exchange(target->scheduled_, true)) return;
    queue_.push_back(target);
  }
  wake_.notify_one();
}

void SyncThreads::Run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stop_ || !queue_.empty(); });
    if (stop_) return;
    const std::shared_ptr<SyncTarget> target = std::move(queue_.front());
    queue_.pop_front();
    const size_t count = std::exchange(target->requested_, 0);
    lock.unlock();
    absl::Status status = target->SyncNow();
    executor_->Post(
        [target, count, status = std::move(status)] { Complete(target.get(), count, status); });
    lock.lock();
    target->scheduled_ = target->requested_ > 0;
    if (target->scheduled_) queue_.push_back(target);
  }
}

void SyncThreads::Complete(SyncTarget* target, size_t count, const absl::Status& status) {
  // A completion may close the file: then the others are gone.
  for (size_t i = 0; i < count && !target->waiting_.empty(); ++i) {
    Done done = std::move(target->waiting_.front());
    target->waiting_.pop_front();
    std::move(done)(status);
  }
}

}  // namespace paxosstore::storage
