#include "core/base/check.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "core/base/ids.h"

namespace paxosstore {
namespace {

void Throw(const std::string& message) { throw std::runtime_error(message); }

// What a failed check says, with a handler that throws.
template <typename Body>
std::string MessageOf(Body body) {
  CheckFailureHandler previous = SetCheckFailureHandler(Throw);
  std::string message;
  try {
    body();
  } catch (const std::runtime_error& error) {
    message = error.what();
  }
  SetCheckFailureHandler(previous);
  return message;
}

TEST(Check, PassesSilently) {
  EXPECT_EQ(MessageOf([] {
              CHECK(true);
              CHECK_EQ(1, 1);
              CHECK_LT(1, 2);
            }),
            "");
}

TEST(Check, FailureNamesFileConditionAndDetail) {
  const std::string message = MessageOf([] { CHECK_MSG(1 > 2, std::string("arithmetic")); });
  EXPECT_NE(message.find("check_test.cc:"), std::string::npos) << message;
  EXPECT_NE(message.find("1 > 2 (arithmetic)"), std::string::npos) << message;
}

TEST(Check, ComparisonShowsBothSides) {
  const std::string message = MessageOf([] { CHECK_EQ(EntryId(3), EntryId(4)); });
  EXPECT_NE(message.find("3 vs 4"), std::string::npos) << message;
}

TEST(Check, EachOperandIsEvaluatedOnce) {
  int calls = 0;
  CHECK_EQ(++calls, 1);
  EXPECT_EQ(calls, 1);
}

TEST(Check, DetailIsNotEvaluatedUnlessItFails) {
  int calls = 0;
  CHECK_MSG(true, (++calls, std::string()));
  EXPECT_EQ(calls, 0);
}

TEST(Check, SetHandlerReturnsTheOneBefore) {
  CheckFailureHandler before = SetCheckFailureHandler(Throw);
  EXPECT_EQ(SetCheckFailureHandler(before), &Throw);
}

TEST(CheckDeathTest, WithoutAHandlerItAborts) {
  EXPECT_DEATH(CHECK_MSG(false, std::string("why")), "CHECK failed: false \\(why\\)");
}

}  // namespace
}  // namespace paxosstore
