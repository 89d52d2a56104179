// Recorded histories that are not ours to copy: looked for beside the source tree, or where
// PAXOSSTORE_HISTORIES points.
#include "tools/bench/checker/listed_histories.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "sim/check/register_check.h"

namespace paxosstore::sim {
namespace {

constexpr uint64_t kBudget = 20'000'000;

std::string Folder() {
  const char* folder = std::getenv("PAXOSSTORE_HISTORIES");
  return folder != nullptr ? folder : PAXOSSTORE_HISTORIES_BESIDE_SOURCE;
}

// Each key by itself: all are decided, and one that is wrong makes the file wrong.
TEST(RecordedHistories, GetTheVerdictThatIsKnownOfThem) {
  const auto all = bench::ListHistories(Folder());
  if (absl::IsNotFound(all.status())) {
    GTEST_SKIP() << all.status().message()
                 << ": set PAXOSSTORE_HISTORIES to the folder of recorded histories";
  }
  ASSERT_TRUE(all.ok()) << all.status();
  size_t right = 0;
  for (const bench::ListedHistory& listed : *all) {
    RegisterHistories histories = *bench::ReadHistories(listed);
    bool linearizable = true;
    for (const RegisterHistory& key : histories.keys) {
      const Verdict verdict = CheckRegister(key.operations, &histories.values, kBudget).verdict;
      EXPECT_NE(verdict, Verdict::kUndecided) << listed.file << " key " << key.key;
      linearizable = linearizable && verdict == Verdict::kLinearizable;
    }
    EXPECT_EQ(linearizable, listed.linearizable) << listed.file;
    right += linearizable ? 1 : 0;
  }
  EXPECT_GT(right, 0u);
  EXPECT_LT(right, all->size());
}

}  // namespace
}  // namespace paxosstore::sim
