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
  return Sweep(steps, {.budget = kBudget, .width = 100'000, .first = evidence.before}).verdict ==
         Verdict::kViolation;
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
            "  3  read: 1              |--------|\n"
            "  4  read: 7                 |--|\n");
}

TEST(FindEvidence, AHistoryThatIsTrueHasNone) {
  const auto read = ParseEtcd("INFO jepsen.util - 1 :invoke :write 1\n", "f");
  RegisterHistories histories = *read;
  EXPECT_THAT(FindEvidence(histories.keys[0].operations, &histories.values, kBudget).guilty,
              testing::IsEmpty());
}

}  // namespace
}  // namespace paxosstore::sim
