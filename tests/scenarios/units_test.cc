#include "scenarios/units.h"

#include <gtest/gtest.h>

namespace paxosstore::scenarios {
namespace {

TEST(ParseDuration, ReadsEveryUnit) {
  struct Row {
    const char* text;
    int64_t ns;
  };
  const Row rows[] = {{"0", 0},
                      {"7ns", 7},
                      {"100us", 100'000},
                      {"250ms", 250'000'000},
                      {"1.5s", 1'500'000'000},
                      {"2m", 120'000'000'000},
                      {"24h", 86'400'000'000'000},
                      {"0.25ms", 250'000}};
  for (const Row& row : rows) {
    const absl::StatusOr<Duration> parsed = ParseDuration(row.text);
    ASSERT_TRUE(parsed.ok()) << row.text;
    EXPECT_EQ(parsed->ns, row.ns) << row.text;
  }
}

TEST(ParseDuration, RejectsWhatIsNoTime) {
  for (const char* text : {"", "5", "ms", "-1s", "1 s", "1.2.3s", "5sec", "99999999999999999999s",
                           "9999999999h", "."}) {
    EXPECT_FALSE(ParseDuration(text).ok()) << text;
  }
}

TEST(ParseChance, ReadsPercentAndFractions) {
  struct Row {
    const char* text;
    uint64_t numerator, denominator;
  };
  const Row rows[] = {{"0", 0, 1},     {"1", 1, 1},        {"5%", 5, 100},   {"0.5%", 5, 1000},
                      {"1/20", 1, 20}, {"100%", 100, 100}, {"0.25", 25, 100}};
  for (const Row& row : rows) {
    const absl::StatusOr<sim::Ratio> parsed = ParseChance(row.text);
    ASSERT_TRUE(parsed.ok()) << row.text;
    EXPECT_EQ(parsed->numerator, row.numerator) << row.text;
    EXPECT_EQ(parsed->denominator, row.denominator) << row.text;
  }
}

TEST(ParseChance, RejectsWhatIsNoChance) {
  for (const char* text : {"", "2", "101%", "3/2", "1/0", "1/", "/2", "-5%", "5 %", "1.5/3", "x"}) {
    EXPECT_FALSE(ParseChance(text).ok()) << text;
  }
}

}  // namespace
}  // namespace paxosstore::scenarios
