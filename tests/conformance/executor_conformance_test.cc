// What core/runtime/executor.h promises, asked of the simulated and the real executor alike; then
// what only the real one promises: other threads and sockets.
#include <boost/asio/post.hpp>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "net/asio_executor.h"
#include "net/system_clock.h"
#include "sim/sim_executor.h"

namespace paxosstore {
namespace {

// A fixture gives the executor, a clock that its delays pass by, and Run, which returns when work
// has called Stop.
class SimFixture {
 public:
  Executor* executor() { return executor_.get(); }
  const Clock& clock() const { return clock_; }
  void Run() {
    stopped_ = false;
    while (!stopped_) ASSERT_TRUE(queue_.RunOne()) << "nothing left to run, and nobody called Stop";
  }
  void Stop() { stopped_ = true; }
  void DestroyExecutor() { executor_.reset(); }
  // Runs whatever a destroyed executor may have left behind.
  void RunLeftovers() {
    while (queue_.RunOne()) {
    }
  }

 private:
  sim::DeterminismHash hash_;
  sim::EventQueue queue_{&hash_};
  sim::ActorId actor_ = queue_.AddActor("a");
  // A clock that runs too fast: delays must hold by it, not by virtual time.
  sim::SimClock clock_{&queue_, {Seconds(5), sim::PartsPerMillion(300), {}}};
  std::unique_ptr<sim::SimExecutor> executor_ =
      std::make_unique<sim::SimExecutor>(&queue_, actor_, &clock_);
  bool stopped_ = false;
};

class AsioFixture {
 public:
  Executor* executor() { return executor_.get(); }
  const Clock& clock() const { return clock_; }
  void Run() { executor_->Run(); }
  void Stop() { executor_->Stop(); }
  void DestroyExecutor() { executor_.reset(); }
  void RunLeftovers() {}

 private:
  net::SystemClock clock_;
  std::unique_ptr<net::AsioExecutor> executor_ = std::make_unique<net::AsioExecutor>();
};

template <typename Fixture>
class ExecutorConformance : public testing::Test {
 protected:
  Fixture f_;
  std::vector<int> ran_;

  // Work that notes `n`.
  Work Note(int n) {
    return [this, n] { ran_.push_back(n); };
  }
  // Runs until all that is due within `time` has run.
  void RunFor(Duration time) {
    f_.executor()->After(time, [this] { f_.Stop(); });
    f_.Run();
  }
};

using Fixtures = testing::Types<SimFixture, AsioFixture>;
TYPED_TEST_SUITE(ExecutorConformance, Fixtures);

TYPED_TEST(ExecutorConformance, PostedWorkRunsInTheOrderOfPosting) {
  std::vector<int> expected;
  for (int i = 0; i < 100; ++i) {
    this->f_.executor()->Post(this->Note(i));
    expected.push_back(i);
  }
  this->f_.executor()->Post([this] { this->f_.Stop(); });
  this->f_.Run();
  EXPECT_EQ(this->ran_, expected);
}

TYPED_TEST(ExecutorConformance, WorkPostedByWorkRunsAfterWhatWasPostedBefore) {
  Executor* executor = this->f_.executor();
  executor->Post([this, executor] {
    this->ran_.push_back(1);
    executor->Post(this->Note(3));
    executor->Post([this] { this->f_.Stop(); });
  });
  executor->Post(this->Note(2));
  this->f_.Run();
  EXPECT_EQ(this->ran_, (std::vector<int>{1, 2, 3}));
}

TYPED_TEST(ExecutorConformance, NothingRunsInsideTheCalls) {
  Executor* executor = this->f_.executor();
  bool inside = true;
  const auto check = [&inside] { EXPECT_FALSE(inside); };
  executor->Post([&, executor] {
    inside = true;
    executor->Post(check);
    executor->After(Duration{}, check);
    executor->After(Nanoseconds(-5), check);
    executor->Cancel(executor->After(Duration{}, check));
    inside = false;
  });
  this->RunFor(Microseconds(100));
  EXPECT_FALSE(inside);
}

TYPED_TEST(ExecutorConformance, DelayedWorkRunsNotBeforeItsTime) {
  const Clock& clock = this->f_.clock();
  int ran = 0;
  for (const int64_t us : {0, 1, 50, 200, 1000}) {
    const Duration delay = Microseconds(us);
    const Instant set = clock.Now();
    this->f_.executor()->After(delay, [&clock, &ran, set, delay] {
      EXPECT_GE((clock.Now() - set).ns, delay.ns);
      ++ran;
    });
  }
  this->RunFor(Milliseconds(2));
  EXPECT_EQ(ran, 5);
}

TYPED_TEST(ExecutorConformance, DelayedWorkRunsInTheOrderOfItsTimes) {
  Executor* executor = this->f_.executor();
  executor->After(Milliseconds(3), this->Note(3));
  executor->After(Milliseconds(1), this->Note(1));
  executor->After(Milliseconds(2), this->Note(2));
  this->RunFor(Milliseconds(4));
  EXPECT_EQ(this->ran_, (std::vector<int>{1, 2, 3}));
}

TYPED_TEST(ExecutorConformance, EqualDelaysRunInTheOrderOfTheCalls) {
  std::vector<int> expected;
  for (int i = 0; i < 50; ++i) {
    this->f_.executor()->After(Microseconds(300), this->Note(i));
    expected.push_back(i);
  }
  this->RunFor(Milliseconds(1));
  EXPECT_EQ(this->ran_, expected);
}

TYPED_TEST(ExecutorConformance, ANegativeDelayCountsAsZero) {
  this->f_.executor()->After(Seconds(-1), this->Note(1));
  this->RunFor(Microseconds(10));
  EXPECT_EQ(this->ran_, (std::vector<int>{1}));
}

TYPED_TEST(ExecutorConformance, CancelledWorkIsDestroyedWithoutRunning) {
  Executor* executor = this->f_.executor();
  auto held = std::make_shared<int>();
  const TimerId timer = executor->After(Microseconds(100), [this, held] { this->Note(1); });
  EXPECT_EQ(held.use_count(), 2);
  executor->Cancel(timer);
  EXPECT_EQ(held.use_count(), 1);
  this->RunFor(Milliseconds(1));
  EXPECT_TRUE(this->ran_.empty());
}

TYPED_TEST(ExecutorConformance, WorkCancelledByEarlierWorkOfTheSameTimeDoesNotRun) {
  Executor* executor = this->f_.executor();
  TimerId second;
  executor->Post([this, executor, &second] {
    executor->After(Duration{}, [executor, &second] { executor->Cancel(second); });
    second = executor->After(Duration{}, this->Note(2));
  });
  this->RunFor(Milliseconds(1));
  EXPECT_TRUE(this->ran_.empty());
}

TYPED_TEST(ExecutorConformance, CancellingWhatHasRunOrNeverWasDoesNothing) {
  Executor* executor = this->f_.executor();
  const TimerId first = executor->After(Duration{}, this->Note(1));
  this->RunFor(Microseconds(100));
  executor->After(Microseconds(50), this->Note(2));  // may live where the first one did
  executor->Cancel(first);
  executor->Cancel(TimerId(0));
  executor->Cancel(TimerId(~uint64_t{0}));
  this->RunFor(Milliseconds(1));
  EXPECT_EQ(this->ran_, (std::vector<int>{1, 2}));
}

TYPED_TEST(ExecutorConformance, TimerIdsAreNeitherZeroNorUsedTwice) {
  std::set<TimerId> ids;
  for (int i = 0; i < 1000; ++i) {
    const TimerId id = this->f_.executor()->After(Seconds(1), [] {});
    EXPECT_NE(id.value(), 0u);
    EXPECT_TRUE(ids.insert(id).second);
    this->f_.executor()->Cancel(id);
  }
}

TYPED_TEST(ExecutorConformance, OfManyTimersExactlyThoseNotCancelledRun) {
  std::vector<TimerId> timers;
  std::vector<int> expected;
  for (int i = 0; i < 5000; ++i) {
    timers.push_back(this->f_.executor()->After(Microseconds(i / 5), this->Note(i)));
  }
  for (int i = 0; i < 5000; ++i) {
    if (i % 7 == 3) {
      expected.push_back(i);
    } else {
      this->f_.executor()->Cancel(timers[static_cast<size_t>(i)]);
    }
  }
  this->RunFor(Milliseconds(2));
  EXPECT_EQ(this->ran_, expected);
}

TYPED_TEST(ExecutorConformance, DestroyingTheExecutorDropsWorkWithoutRunningIt) {
  auto held = std::make_shared<int>();
  this->f_.executor()->Post([this, held] { this->ran_.push_back(1); });
  this->f_.executor()->After(Microseconds(1), [this, held] { this->ran_.push_back(2); });
  EXPECT_EQ(held.use_count(), 3);
  this->f_.DestroyExecutor();
  EXPECT_EQ(held.use_count(), 1);
  this->f_.RunLeftovers();
  EXPECT_TRUE(this->ran_.empty());
}

TEST(AsioExecutorTest, APostFromAnotherThreadWakesASleepingLoop) {
  net::AsioExecutor executor;
  std::thread other;
  executor.Post([&] { other = std::thread([&] { executor.Post([&] { executor.Stop(); }); }); });
  executor.Run();  // would never return if the wake-up were lost
  other.join();
}

TEST(AsioExecutorTest, PostsOfEachThreadKeepTheirOrder) {
  constexpr int kPosts = 20'000;
  net::AsioExecutor executor;
  std::vector<int> next(2, 0);
  const auto post_all = [&](size_t thread) {
    for (int i = 0; i < kPosts; ++i) {
      executor.Post([&, thread, i] {
        EXPECT_EQ(next[thread]++, i);
        if (next[0] == kPosts && next[1] == kPosts) executor.Stop();
      });
    }
  };
  std::thread a(post_all, 0);
  std::thread b(post_all, 1);
  executor.Run();
  a.join();
  b.join();
  EXPECT_EQ(next, std::vector<int>(2, kPosts));
}

TEST(AsioExecutorTest, AfterStopTheRestRunsInTheNextRun) {
  net::AsioExecutor executor;
  std::vector<int> ran;
  executor.Post([&] {
    ran.push_back(1);
    executor.Post([&] {
      ran.push_back(3);
      executor.Stop();
    });
    executor.Stop();
  });
  executor.Post([&] { ran.push_back(2); });
  executor.Run();
  EXPECT_EQ(ran, (std::vector<int>{1}));
  executor.Run();
  EXPECT_EQ(ran, (std::vector<int>{1, 2, 3}));
}

TEST(AsioExecutorTest, AStopBeforeRunMakesItReturnAtOnce) {
  net::AsioExecutor executor;
  bool ran = false;
  executor.Post([&] { ran = true; });
  executor.Stop();
  executor.Run();
  EXPECT_FALSE(ran);
}

// Work that always posts more must starve neither sockets nor timers.
TEST(AsioExecutorTest, SocketHandlersAndTimersRunBesideEndlessWork) {
  net::AsioExecutor executor;
  bool handler = false;
  bool timer = false;
  std::function<void()> again = [&] {
    if (handler && timer) {
      executor.Stop();
    } else {
      executor.Post(again);
    }
  };
  executor.Post(again);
  boost::asio::post(executor.context(), [&] { handler = true; });
  executor.After(Microseconds(10), [&] { timer = true; });
  executor.Run();
  EXPECT_TRUE(handler && timer);
}

}  // namespace
}  // namespace paxosstore
