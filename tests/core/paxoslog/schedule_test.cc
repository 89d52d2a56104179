// Agreement, durability and convergence under random schedules: see schedule.h and oracle.h.
//
// SCHEDULE_SEEDS=first[-last] replays a seed, or hunts further.
#include "tests/core/paxoslog/schedule.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <utility>
#include <vector>

#include "rapidcheck/gtest.h"

namespace paxosstore {
namespace {

constexpr uint64_t kSeeds = 30'000;

// The seeds to run: as the environment says, else the first kSeeds.
std::pair<uint64_t, uint64_t> SeedRange() {
  const char* text = std::getenv("SCHEDULE_SEEDS");
  if (text == nullptr) return {1, kSeeds};
  char* rest = nullptr;
  const uint64_t first = std::strtoull(text, &rest, 10);
  return {first, *rest == '-' ? std::strtoull(rest + 1, nullptr, 10) : first};
}

TEST(RandomSchedules, KeepEveryPromise) {
  const auto [first, last] = SeedRange();
  Verdict sum;
  for (uint64_t seed = first; seed <= last; ++seed) {
    const Verdict verdict = RunSeed(seed);
    ASSERT_FALSE(verdict.violation.has_value())
        << *verdict.violation << "\nreplay: SCHEDULE_SEEDS=" << seed
        << " core_paxoslog_test --gtest_filter=RandomSchedules.KeepEveryPromise";
    sum.entries += verdict.entries;
    sum.crashes += verdict.crashes;
    sum.messages += verdict.messages;
  }
  RecordProperty("entries", std::to_string(sum.entries));
  RecordProperty("crashes", std::to_string(sum.crashes));
  RecordProperty("messages", std::to_string(sum.messages));
  if (last - first < 1000) return;
  // Schedules in which nothing happens would find nothing either.
  EXPECT_GT(sum.entries, last - first);
  EXPECT_GT(sum.crashes, last - first);
}

// The same with choices from a list, which RapidCheck shrinks to a short schedule.
void CheckShrinkable(size_t replicas) {
  const auto list = *rc::gen::scale(6.0, rc::gen::container<std::vector<uint32_t>>(rc::gen::resize(
                                             100, rc::gen::inRange<uint32_t>(0, UINT32_MAX))));
  const Verdict verdict = RunSchedule(replicas, Choices(list));
  if (verdict.violation.has_value()) RC_FAIL(*verdict.violation);
}

RC_GTEST_PROP(RandomSchedules, OfThreeReplicasShrink, ()) { CheckShrinkable(3); }
RC_GTEST_PROP(RandomSchedules, OfFiveReplicasShrink, ()) { CheckShrinkable(5); }

}  // namespace
}  // namespace paxosstore
