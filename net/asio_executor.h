// One shard's loop in production: Executor over a Boost.Asio io_context that runs on one thread.
//
// Sockets of the shard use context(); their handlers run between pieces of posted work. Post and Stop
// may be called from any thread (the disk's I/O thread answers through Post); After, Cancel and
// destruction only from the loop's thread, or while nobody runs the loop.
//
// All delayed work shares one steady_timer, armed for the earliest: a timer costs a heap insertion,
// and one that is cancelled before it is the earliest never reaches the kernel.
#ifndef PAXOSSTORE_NET_ASIO_EXECUTOR_H_
#define PAXOSSTORE_NET_ASIO_EXECUTOR_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "core/runtime/executor.h"
#include "net/timer_heap.h"

namespace paxosstore::net {

class AsioExecutor : public Executor {
 public:
  AsioExecutor();
  ~AsioExecutor() override;
  AsioExecutor(const AsioExecutor&) = delete;
  AsioExecutor& operator=(const AsioExecutor&) = delete;

  // From any thread. Never wakes a loop that is awake.
  void Post(Work work) override;
  TimerId After(Duration delay, Work work) override;
  void Cancel(TimerId timer) override;

  // Runs the loop on this thread until Stop. May be called again afterwards.
  void Run();
  // From any thread, and from work: Run returns once the piece of work that is running ends. What
  // is left waits for the next Run.
  void Stop();

  // For sockets. Concurrency hint: one thread.
  boost::asio::io_context& context() { return context_; }

 private:
  using SteadyClock = std::chrono::steady_clock;

  bool OnLoopThread() const;
  bool HasReadyWork();
  void RunPosted();
  void RunDueTimers();
  void ArmTimer();
  void TakeForeign();

  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
  std::atomic<std::thread::id> loop_thread_{};
  std::atomic<bool> stop_ = false;

  // The loop thread's own, drained batch by batch.
  std::vector<Work> posted_;
  std::vector<Work> running_;
  size_t next_running_ = 0;

  TimerHeap timers_;
  boost::asio::steady_timer timer_;
  Instant armed_for_;
  bool armed_ = false;

  std::mutex mutex_;
  std::vector<Work> foreign_;              // guarded by mutex_: posted by other threads
  std::atomic<bool> has_foreign_ = false;  // written under mutex_
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_ASIO_EXECUTOR_H_
