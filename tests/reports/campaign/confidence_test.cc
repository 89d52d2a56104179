#include "reports/campaign/confidence.h"

#include <gtest/gtest.h>

#include <cmath>

namespace paxosstore::reports {
namespace {

TEST(Confidence, WithoutFailuresItIsTheRuleOfThree) {
  for (const uint64_t runs : {100, 1'000, 1'000'000}) {
    EXPECT_NEAR(ShareBelow(0, runs) * static_cast<double>(runs), 3, 0.05) << runs;
  }
}

TEST(Confidence, FewRunsAreNotRoundedToTheRuleOfThree) {
  // A share p is missed by all of four runs with a chance of (1-p)^4, which shall be 5 %.
  EXPECT_NEAR(std::pow(1 - ShareBelow(0, 4), 4), 0.05, 1e-9);
  EXPECT_EQ(OneIn(ShareBelow(0, 4)), "53\u00a0%");
  EXPECT_EQ(OneIn(ShareBelow(0, 1'000)), "one in 334");
}

// Published values: 10 of 100, two-sided, 95 %: 4.90 % to 17.62 %.
TEST(Confidence, TheBoundsAreThoseOfClopperAndPearson) {
  const ShareBounds bounds = ShareBetween(10, 100);
  EXPECT_NEAR(bounds.lower, 0.0490, 0.00005);
  EXPECT_NEAR(bounds.upper, 0.1762, 0.00005);
}

TEST(Confidence, AllOrNoneIsAtTheEdge) {
  EXPECT_EQ(ShareBetween(0, 10).lower, 0);
  EXPECT_EQ(ShareBetween(10, 10).upper, 1);
  EXPECT_EQ(InWords(ShareBetween(10, 10)), "between 69\u00a0% and 100\u00a0%");
}

TEST(Confidence, BoundsAreRoundedOutward) {
  EXPECT_EQ(InWords({0.0011, 0.0019}), "between one in 910 and one in 526");
  EXPECT_EQ(InWords({0.371, 0.752}), "between 37\u00a0% and 76\u00a0%");
}

TEST(Confidence, TheChanceToFindSoFewIsTheBinomialSum) {
  EXPECT_NEAR(ChanceOfAtMost(0, 3, 0.5), 0.125, 1e-12);
  EXPECT_NEAR(ChanceOfAtMost(1, 3, 0.5), 0.5, 1e-12);
  EXPECT_EQ(ChanceOfAtMost(3, 3, 0.5), 1);
}

}  // namespace
}  // namespace paxosstore::reports
