#include "sim/shrink/minimise.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace paxosstore::sim {
namespace {

TEST(Minimise, OfNothingNothingIsLeft) {
  EXPECT_TRUE(Minimise(0, [](const std::vector<size_t>&) { return true; }).empty());
}

TEST(Minimise, WhatFailsByItselfNeedsNothing) {
  EXPECT_TRUE(Minimise(9, [](const std::vector<size_t>&) { return true; }).empty());
}

TEST(Minimise, EndsWhenEveryAnswerIsNo) {
  EXPECT_EQ(Minimise(5, [](const std::vector<size_t>&) { return false; }).size(), 5u);
}

// The culprits are found exactly, wherever they are.
RC_GTEST_PROP(MinimiseProperty, ExactlyTheCulpritsAreLeft, ()) {
  const auto count = *rc::gen::inRange<size_t>(1, 200);
  const auto guilty = *rc::gen::container<std::set<size_t>>(rc::gen::inRange<size_t>(0, count));
  size_t runs = 0;
  const std::vector<size_t> kept = Minimise(count, [&](const std::vector<size_t>& list) {
    ++runs;
    RC_ASSERT(std::is_sorted(list.begin(), list.end()));
    return std::includes(list.begin(), list.end(), guilty.begin(), guilty.end());
  });
  RC_ASSERT(std::vector<size_t>(guilty.begin(), guilty.end()) == kept);
  RC_ASSERT(runs < 20 * (guilty.size() + 1) + 4 * count);
}

// Where only two at once can go.
TEST(Minimise, PairsThatNeedEachOtherGoTogether) {
  const auto fails = [](const std::vector<size_t>& kept) {
    const auto has = [&kept](size_t i) { return std::count(kept.begin(), kept.end(), i) > 0; };
    return has(4) && has(0) == has(7) && has(2) == has(5);
  };
  EXPECT_EQ(Minimise(9, fails, 20), std::vector<size_t>{4});
}

// Even where more than one set fails, none of what is left can go alone.
RC_GTEST_PROP(MinimiseProperty, NothingThatIsLeftCanGoAlone, ()) {
  const auto weights = *rc::gen::nonEmpty(
      rc::gen::container<std::vector<uint32_t>>(rc::gen::inRange<uint32_t>(0, 10)));
  uint32_t sum = 0;
  for (const uint32_t weight : weights) sum += weight;
  const uint32_t needed = sum / 2;
  const auto fails = [&](const std::vector<size_t>& list) {
    uint32_t weight = 0;
    for (const size_t i : list) weight += weights[i];
    return weight >= needed;
  };
  const std::vector<size_t> kept = Minimise(weights.size(), fails);
  RC_ASSERT(fails(kept));
  for (const size_t one : kept) {
    std::vector<size_t> rest = kept;
    std::erase(rest, one);
    RC_ASSERT(kept.size() == 1 || !fails(rest));
  }
}

}  // namespace
}  // namespace paxosstore::sim
