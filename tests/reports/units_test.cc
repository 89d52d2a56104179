#include "reports/units.h"

#include <gtest/gtest.h>

namespace paxosstore::reports {
namespace {

TEST(Units, NumbersAreGroupedByThousands) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1'000), "1,000");
  EXPECT_EQ(Grouped(123'456), "123,456");
  EXPECT_EQ(Grouped(1'234'567), "1,234,567");
}

TEST(Units, OneHasNoPlural) {
  EXPECT_EQ(Count(0, "key"), "0 keys");
  EXPECT_EQ(Count(1, "key"), "1 key");
  EXPECT_EQ(Count(2'000, "key"), "2,000 keys");
}

TEST(Units, TimesHaveThreeDigits) {
  EXPECT_EQ(Elapsed(0), "0 µs");
  EXPECT_EQ(Elapsed(999), "999 µs");
  EXPECT_EQ(Elapsed(1'000), "1.00 ms");
  EXPECT_EQ(Elapsed(9'099), "9.09 ms");
  EXPECT_EQ(Elapsed(12'345), "12.3 ms");
  EXPECT_EQ(Elapsed(123'456), "123 ms");
  EXPECT_EQ(Elapsed(1'023'456), "1.02 s");
  EXPECT_EQ(Elapsed(61'234'567), "61.2 s");
  EXPECT_EQ(Elapsed(3'661'234'567), "3,661.2 s");
}

TEST(Units, APluralMayBeGiven) {
  EXPECT_EQ(Count(1, "branch", "branches"), "1 branch");
  EXPECT_EQ(Count(2'000, "branch", "branches"), "2,000 branches");
}

TEST(Units, LongTimesAreToldInTheirTwoLargestUnits) {
  EXPECT_EQ(LongTime(51), "51.0 ms");
  EXPECT_EQ(LongTime(12'340), "12.3 s");
  EXPECT_EQ(LongTime(723'000), "12 min 3 s");
  EXPECT_EQ(LongTime((3 * 60 + 12) * 60'000), "3 h 12 min");
  EXPECT_EQ(LongTime(uint64_t{12 * 24 + 4} * 3'600'000), "12 d 4 h");
  EXPECT_EQ(LongTime(uint64_t{1'169} * 86'400'000), "3.2 years");
}

}  // namespace
}  // namespace paxosstore::reports
