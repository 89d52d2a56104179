#include "tools/paxsim/campaign/canary.h"

#include <gtest/gtest.h>

#include <set>

#include "tools/paxsim/mutant_budgets.h"

namespace paxosstore::paxsim {
namespace {

TEST(CanaryBugs, AreThoseOfWhichTheRateIsMeasured) {
  const std::vector<CanaryBug> bugs = CanaryBugs();
  // All that scenarios hunt, but those that only a second run shows.
  size_t hunted = 0;
  for (const MutantBudget& budget : MutantBudgets()) {
    hunted += budget.scenario.empty() || !budget.repeats ? 0 : 1;
  }
  EXPECT_GT(bugs.size(), 60u);
  EXPECT_EQ(bugs.size(), hunted) << "measure the new ones: paxsim mutants --curves";
  for (const CanaryBug& bug : bugs) {
    EXPECT_GT(bug.expected_permille, 0u) << bug.name;
    EXPECT_LE(bug.expected_permille, 1000u) << bug.name;
  }
}

TEST(Canaries, AreAboutOneSeedInSoMany) {
  const absl::StatusOr<Canaries> canaries = Canaries::Load(100);
  ASSERT_TRUE(canaries.ok()) << canaries.status().message();
  int found = 0;
  std::set<std::string_view> bugs;
  for (uint64_t seed = 1; seed <= 50'000; ++seed) {
    const Canaries::Canary canary = canaries->Of(seed);
    if (canary.bug == nullptr) continue;
    ++found;
    bugs.insert(canary.bug->name);
    ASSERT_EQ(canary.scenario->scenario.name, canary.bug->scenario);
  }
  EXPECT_GT(found, 400);
  EXPECT_LT(found, 600);
  EXPECT_GT(bugs.size(), CanaryBugs().size() * 9 / 10) << "some are never drawn";
}

TEST(Canaries, AreNoneIfNoneAreWanted) {
  const absl::StatusOr<Canaries> none = Canaries::Load(0);
  ASSERT_TRUE(none.ok());
  for (uint64_t seed = 0; seed < 1000; ++seed) EXPECT_EQ(none->Of(seed).bug, nullptr);
}

}  // namespace
}  // namespace paxosstore::paxsim
