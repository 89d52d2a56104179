#include "sim/check/register_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "sim/check/drawing.h"
#include "sim/check/formats/formats.h"
#include "sim/check/register_evidence.h"
#include "sim/check/register_steps.h"

namespace paxosstore::sim {
namespace {

constexpr uint64_t kBudget = 20'000'000;

RegisterHistories Read(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return *ParseEtcd(text.str(), path);
}

// Of each listed history: the verdict; and of those that are wrong, a part that is wrong by itself
// and has nothing that could be left out.
bool IsWrong(const RegisterEvidence& evidence, Values* values) {
  RegisterSteps steps(evidence.guilty, values);
  SweepOptions options = {.budget = kBudget, .width = 100'000};
  if (!evidence.before.empty()) options.first = evidence.before;
  return Sweep(steps, options).verdict == Verdict::kViolation;
}

TEST(CheckRegister, SaysOfEachListedHistoryWhatIsKnownOfIt) {
  const std::string folder = PAXOSSTORE_TEST_DATA "/histories/";
  std::ifstream list(folder + "expected.csv");
  std::string line;
  std::getline(list, line);
  size_t right = 0, wrong = 0;
  while (std::getline(list, line)) {
    const std::string file = line.substr(0, line.find(','));
    const bool expected = line.find(",true,") != std::string::npos;
    RegisterHistories histories = Read(folder + file);
    ASSERT_EQ(histories.keys.size(), 1u) << file;
    const auto& operations = histories.keys[0].operations;
    const Verdict verdict = CheckRegister(operations, &histories.values, kBudget).verdict;
    ASSERT_EQ(verdict, expected ? Verdict::kLinearizable : Verdict::kViolation) << file;
    ++(expected ? right : wrong);
    if (expected) continue;
    const RegisterEvidence evidence = FindEvidence(operations, &histories.values, kBudget);
    EXPECT_LE(evidence.guilty.size(), 30u) << file;
    EXPECT_TRUE(IsWrong(evidence, &histories.values)) << file;
  }
  EXPECT_EQ(right + wrong, 120u);
  EXPECT_GT(right, 20u);
  EXPECT_GT(wrong, 20u);
}

TEST(CheckRegister, DoesNotMindManyWithoutAnAnswer) {
  Values values("nil");
  std::vector<RegisterOperation> writes(300);
  for (size_t i = 0; i < writes.size(); ++i) {
    writes[i].verb = RegisterVerb::kWrite;
    writes[i].argument = values.Number(std::to_string(i % 2));
    writes[i].span.start = i + 1;
  }
  EXPECT_EQ(CheckRegister(writes, &values, kBudget).verdict, Verdict::kLinearizable);
}

struct Step {
  RegisterVerb verb;
  const char* text;
  Span span;
};

Verdict Judge(const std::vector<Step>& steps) {
  Values values("");
  std::vector<RegisterOperation> operations(steps.size());
  for (size_t i = 0; i < steps.size(); ++i) {
    RegisterOperation& operation = operations[i];
    operation.verb = steps[i].verb;
    operation.span = steps[i].span;
    (operation.verb == RegisterVerb::kRead ? operation.seen : operation.argument) =
        values.Number(steps[i].text);
  }
  return CheckRegister(operations, &values, kBudget).verdict;
}

// These two were found by fuzzing, in some millions of histories.
TEST(CheckRegister, AWriteOfWhatIsThereHidesAnother) {
  std::vector<Step> steps = {
      {RegisterVerb::kWrite, "3", {1, 8}},  // hidden by the empty one
      {RegisterVerb::kAppend, "3", {2}},    {RegisterVerb::kWrite, "", {3}},
      {RegisterVerb::kAppend, "2", {4, 6}}, {RegisterVerb::kAppend, "2", {5, 7}},
      {RegisterVerb::kRead, "232", {9, 10}}};
  EXPECT_EQ(Judge(steps), Verdict::kLinearizable);
  steps[5].text = "2332";
  EXPECT_EQ(Judge(steps), Verdict::kViolation);
}

TEST(CheckRegister, WhatMayHaveBeenHiddenNeedNotGoFirst) {
  std::vector<Step> steps = {{RegisterVerb::kWrite, "1", {1, 5}},
                             {RegisterVerb::kAppend, "0", {2, 9}},  // before the write, unseen
                             {RegisterVerb::kRead, "100", {3, 8}},
                             {RegisterVerb::kAppend, "0", {6, 10}},
                             {RegisterVerb::kAppend, "0", {7, 11}},
                             {RegisterVerb::kRead, "100", {12, 13}}};
  EXPECT_EQ(Judge(steps), Verdict::kLinearizable);
  steps[0].span = {0, 1};
  EXPECT_EQ(Judge(steps), Verdict::kViolation);
}

TEST(CheckRegister, UndecidedIsAnAnswer) {
  Values values("nil");
  std::vector<RegisterOperation> writes(300);
  for (size_t i = 0; i < writes.size(); ++i) {
    writes[i].verb = RegisterVerb::kWrite;
    writes[i].argument = values.Number(std::to_string(i % 2));
    writes[i].span = {i + 1, i + 1000};
  }
  EXPECT_EQ(CheckRegister(writes, &values, kBudget).verdict, Verdict::kUndecided);  // all are open
  writes.resize(20);
  EXPECT_EQ(CheckRegister(writes, &values, 10).verdict, Verdict::kUndecided);
  EXPECT_EQ(CheckRegister(writes, &values, kBudget).verdict, Verdict::kLinearizable);
}

TEST(FindEvidence, AreTheFewThatMatter) {
  const auto read = ParseEtcd(
      "INFO jepsen.util - 1 :invoke :write 1\n"
      "INFO jepsen.util - 1 :ok :write 1\n"
      "INFO jepsen.util - 2 :invoke :write 7\n"
      "INFO jepsen.util - 2 :ok :write 7\n"
      "INFO jepsen.util - 3 :invoke :read nil\n"
      "INFO jepsen.util - 4 :invoke :read nil\n"
      "INFO jepsen.util - 4 :ok :read 7\n"
      "INFO jepsen.util - 3 :ok :read 1\n"
      "INFO jepsen.util - 5 :invoke :write 9\n",
      "f");
  ASSERT_TRUE(read.ok()) << read.status();
  RegisterHistories histories = *read;
  const auto guilty = FindEvidence(histories.keys[0].operations, &histories.values, kBudget).guilty;
  EXPECT_EQ(DrawTimeLine(guilty, histories.values),
            "  1  write 1  |--|\n"
            "  2  write 7        |--|\n"
            "  3  read: 1              |--|\n");
}

TEST(FindEvidence, AHistoryThatIsTrueHasNone) {
  const auto read = ParseEtcd("INFO jepsen.util - 1 :invoke :write 1\n", "f");
  RegisterHistories histories = *read;
  EXPECT_THAT(FindEvidence(histories.keys[0].operations, &histories.values, kBudget).guilty,
              testing::IsEmpty());
}

}  // namespace
}  // namespace paxosstore::sim
