#include "tools/paxsim/worker_pool.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <map>

namespace paxosstore::paxsim {
namespace {

struct Collected {
  std::map<uint64_t, std::string> results;
  std::map<uint64_t, int> lost;  // task to signal
};

Collected RunTasks(uint32_t workers, uint64_t tasks, WorkerPool::Job job) {
  WorkerPool pool(workers, std::move(job));
  uint64_t next = 0;
  Collected collected;
  EXPECT_TRUE(pool.Run(
      [&]() -> std::optional<uint64_t> {
        return next < tasks ? std::optional(next++) : std::nullopt;
      },
      [&](uint64_t task, const WorkerPool::Outcome& outcome) {
        if (outcome.result.has_value()) {
          collected.results[task] = *outcome.result;
        } else {
          collected.lost[task] = outcome.signal;
        }
      },
      [] {}));
  return collected;
}

TEST(WorkerPool, RunsEveryTaskOnceWhateverTheNumberOfWorkers) {
  for (const uint32_t workers : {1u, 3u, 8u}) {
    const Collected collected =
        RunTasks(workers, 50, [](uint64_t task) { return std::string(task * 100, 'x'); });
    ASSERT_EQ(collected.results.size(), 50u);
    for (const auto& [task, result] : collected.results) EXPECT_EQ(result.size(), task * 100);
  }
}

TEST(WorkerPool, PassesLargeResults) {
  const Collected collected = RunTasks(2, 3, [](uint64_t) { return std::string(3'000'000, 'y'); });
  ASSERT_EQ(collected.results.size(), 3u);
  EXPECT_EQ(collected.results.at(2).size(), 3'000'000u);
}

TEST(WorkerPool, AWorkerThatDiesTakesOnlyItsTaskWithIt) {
  const Collected collected = RunTasks(2, 20, [](uint64_t task) -> std::string {
    if (task % 7 == 3) ::raise(SIGKILL);
    return "done";
  });
  EXPECT_EQ(collected.results.size(), 17u);
  EXPECT_EQ(collected.lost, (std::map<uint64_t, int>{{3, SIGKILL}, {10, SIGKILL}, {17, SIGKILL}}));
}

TEST(WorkerPool, NoTasksIsNoTrouble) {
  EXPECT_TRUE(RunTasks(2, 0, [](uint64_t) { return std::string(); }).results.empty());
}

}  // namespace
}  // namespace paxosstore::paxsim
