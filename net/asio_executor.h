// One shard's loop in production: Executor over a Boost.Asio io_context that runs on one thread.
//
// Sockets of the shard use context(); their handlers run between pieces of posted work. Post and
// Stop may be called from any thread (the disk's I/O thread answers through Post); After, Cancel
// and destruction only from the loop's thread, or while nobody runs the loop.
//
// All delayed work shares one steady_timer, armed for the earliest: a timer costs a heap insertion,
// and one that is cancelled before it is the earliest never reaches the kernel.
#ifndef PAXOSSTORE_NET_ASIO_EXECUTOR_H_
#define PAXOSSTORE_NET_ASIO_EXECUTOR_H_

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "core/runtime/executor.h"
#include "net/timer_heap.h"

namespace paxosstore::net {

class AsioExecutor : public Executor {
 public:
  AsioExecutor();
  ~AsioExecutor() override;
  AsioExecutor(const AsioExecutor&) = delete;
  AsioExecutor& operator=(const AsioExecutor&) = delete;

  // From any thread. Costs no system call while the loop is awake.
  void Post(Work work) override;
  TimerId After(Duration delay, Work work) override;
  void Cancel(TimerId timer) override;

  // Runs the loop on this thread until Stop. May be called again afterwards.
  void Run();
  // From any thread, and from work: Run returns once the piece of work that is running ends; if
  // nobody runs the loop, the next Run returns at once. What is left waits for the Run after.
  void Stop();

  // For sockets. One thread runs it.
  boost::asio::io_context& context() { return context_; }

 private:
  bool OnLoopThread() const;
  bool HasReadyWork() const;
  void TakeForeign();
  void RunPosted();
  void RunDueTimers();
  void ArmTimer();
  void WaitForSockets();

  std::atomic<std::thread::id> loop_thread_{};
  std::atomic<bool> stop_ = false;

  // The loop thread's own.
  std::vector<Work> posted_;   // the next batch
  std::vector<Work> running_;  // the batch that is being run, from next_running_ on
  size_t next_running_ = 0;
  int batches_since_poll_ = 0;
  TimerHeap timers_;
  bool armed_ = false;
  Instant armed_for_;

  std::mutex mutex_;
  std::vector<Work> foreign_;              // guarded by mutex_: posted by other threads
  std::atomic<bool> has_foreign_ = false;  // written under mutex_

  // Destroyed first: handlers that are still waiting may hold what calls this executor.
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> guard_;
  boost::asio::steady_timer timer_;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_ASIO_EXECUTOR_H_
