#include "net/asio_executor.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <chrono>
#include <utility>

namespace paxosstore::net {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Socket handlers run between two batches of work: more could starve timers under a flood of input.
constexpr int kHandlersPerTurn = 64;
// Asking the kernel for sockets costs more than a short piece of work: chains of posted work ask
// only this often.
constexpr int kBatchesPerPoll = 8;

Instant SteadyNow() {
  return {
      std::chrono::duration_cast<std::chrono::nanoseconds>(SteadyClock::now().time_since_epoch())
          .count()};
}

SteadyClock::time_point ToTimePoint(Instant at) {
  return SteadyClock::time_point(
      std::chrono::duration_cast<SteadyClock::duration>(std::chrono::nanoseconds(at.ns)));
}

}  // namespace

AsioExecutor::AsioExecutor()
    : context_(1), guard_(boost::asio::make_work_guard(context_)), timer_(context_) {}

AsioExecutor::~AsioExecutor() {
  // Before the context goes: dropped work may hold its sockets. Out of the members first, since a
  // destructor may call back.
  const std::vector<Work> posted = std::move(posted_);
  const std::vector<Work> running = std::move(running_);
  TimerHeap timers;
  std::swap(timers, timers_);
  std::vector<Work> foreign;
  const std::lock_guard lock(mutex_);
  foreign.swap(foreign_);
}

bool AsioExecutor::OnLoopThread() const {
  return loop_thread_.load(std::memory_order_relaxed) == std::this_thread::get_id();
}

void AsioExecutor::Post(Work work) {
  if (OnLoopThread()) {
    posted_.push_back(std::move(work));
    return;
  }
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    foreign_.push_back(std::move(work));
    wake = !has_foreign_.exchange(true);
  }
  // Asio interrupts the loop only if it is asleep.
  if (wake) boost::asio::post(context_, [] {});
}

TimerId AsioExecutor::After(Duration delay, Work work) {
  return timers_.Add(SteadyNow() + std::max(delay, Duration{}), std::move(work));
}

void AsioExecutor::Cancel(TimerId timer) { timers_.Cancel(timer); }

void AsioExecutor::Run() {
  loop_thread_ = std::this_thread::get_id();
  context_.restart();
  while (!stop_) {
    TakeForeign();
    RunPosted();
    RunDueTimers();
    if (!stop_) WaitForSockets();
  }
  loop_thread_ = std::thread::id();
  stop_ = false;
}

void AsioExecutor::Stop() {
  stop_ = true;
  context_.stop();
}

bool AsioExecutor::HasReadyWork() const { return !posted_.empty() || has_foreign_; }

void AsioExecutor::TakeForeign() {
  if (!has_foreign_) return;
  const std::lock_guard lock(mutex_);
  has_foreign_ = false;
  if (posted_.empty()) {
    posted_.swap(foreign_);
    return;
  }
  std::move(foreign_.begin(), foreign_.end(), std::back_inserter(posted_));
  foreign_.clear();
}

void AsioExecutor::RunPosted() {
  // A batch that Stop interrupted comes first.
  if (next_running_ == running_.size()) {
    running_.clear();
    next_running_ = 0;
    running_.swap(posted_);
  }
  while (next_running_ < running_.size() && !stop_) {
    Work work = std::move(running_[next_running_++]);
    std::move(work)();
  }
}

void AsioExecutor::RunDueTimers() {
  if (timers_.size() == 0) return;
  const Instant now = SteadyNow();
  while (!stop_) {
    std::optional<Work> due = timers_.TakeDue(now);
    if (!due) return;
    std::move (*due)();
  }
}

void AsioExecutor::ArmTimer() {
  const std::optional<Instant> earliest = timers_.Earliest();
  // Armed too early is harmless and, with most timers cancelled, cheaper than arming anew.
  if (!earliest || (armed_ && armed_for_ <= *earliest)) return;
  armed_ = true;
  armed_for_ = *earliest;
  timer_.expires_at(ToTimePoint(*earliest));
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) armed_ = false;
  });
}

void AsioExecutor::WaitForSockets() {
  // A Stop that raced with the end of the Run before may reach the context only now.
  if (context_.stopped() && !stop_) context_.restart();
  if (HasReadyWork()) {
    if (++batches_since_poll_ < kBatchesPerPoll) return;
  } else {
    ArmTimer();
    context_.run_one();
  }
  batches_since_poll_ = 0;
  for (int i = 0; i < kHandlersPerTurn && context_.poll_one() > 0; ++i) {
  }
}

}  // namespace paxosstore::net
