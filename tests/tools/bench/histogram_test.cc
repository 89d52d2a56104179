#include "tools/bench/load/histogram.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace paxosstore::bench {
namespace {

TEST(Histogram, AnEmptyOneAnswersZero) {
  const Histogram histogram;
  EXPECT_EQ(histogram.Percentile(5000), 0u);
  EXPECT_EQ(histogram.count(), 0u);
}

TEST(Histogram, ValuesBelow2048AreExact) {
  for (uint64_t value = 0; value < 2048; ++value) {
    Histogram histogram;
    histogram.Record(value);
    histogram.Record(uint64_t{1} << 40);
    ASSERT_EQ(histogram.Percentile(5000), value);
  }
}

TEST(Histogram, TheLargestValueFits) {
  Histogram histogram;
  histogram.Record(UINT64_MAX);
  EXPECT_EQ(histogram.Percentile(10000), UINT64_MAX);
}

// The naive twin: all values, sorted.
RC_GTEST_PROP(Histogram, PercentilesAreWithinATenthOfAPercentAndNeverTooLow,
              (std::vector<uint64_t> values, uint16_t which)) {
  RC_PRE(!values.empty());
  Histogram histogram;
  for (uint64_t& value : values) {
    value >>= value % 50;
    histogram.Record(value);
  }
  std::sort(values.begin(), values.end());
  const uint64_t wanted = which % 10001;
  const size_t rank = std::max<size_t>(1, (values.size() * wanted + 9999) / 10000);
  const uint64_t exact = values[rank - 1];
  const uint64_t answer = histogram.Percentile(wanted);
  RC_ASSERT(answer >= exact);
  RC_ASSERT(answer - exact <= exact / 1000);
}

}  // namespace
}  // namespace paxosstore::bench
