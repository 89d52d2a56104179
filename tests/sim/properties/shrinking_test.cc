// RapidCheck finds a planted bug and makes its schedule small.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <optional>

#include "sim/run/planted.h"
#include "sim/run/run.h"
#include "tests/sim/properties/generators.h"

namespace paxosstore::sim {
namespace {

constexpr Duration kLength = Seconds(2);

struct Found {
  size_t first = 0;     // faults in the schedule that failed first
  size_t smallest = 0;  // in the last one that still did
  std::string oracle;
  bool any = false;
};

// Checks the property with the bug on; what it ends with is the smallest that RapidCheck found.
Found Search(PlantedBug bug) {
  Found found;
  ActivatePlantedBug(bug);
  rc::detail::TestParams params;
  params.seed = 1;
  params.maxSuccess = 60;
  const auto result = rc::detail::checkTestable(
      [&found] {
        const FaultPlan plan = *AnyPlan(kLength);
        const WorkloadSpec workload = *AnyWorkload();
        const RunReport report = RunScenario(MakeScenario(plan, workload, kLength), 1);
        if (!report.failure.has_value()) return;
        if (!found.any) found.first = plan.size();
        found.any = true;
        found.smallest = plan.size();
        found.oracle = report.failure->oracle;
        RC_FAIL(report.failure->what);
      },
      rc::detail::TestMetadata(), params);
  ActivatePlantedBug(PlantedBug::kNone);
  return found;
}

class Shrinking : public testing::TestWithParam<PlantedBug> {};

TEST_P(Shrinking, APlantedBugIsFoundAndItsScheduleMadeSmall) {
  ASSERT_TRUE(PlantedBugsAreCompiledIn());
  const Found found = Search(GetParam());
  ASSERT_TRUE(found.any);
  RecordProperty("first", static_cast<int>(found.first));
  RecordProperty("smallest", static_cast<int>(found.smallest));
  EXPECT_LE(found.smallest, 10u);
  EXPECT_LE(found.smallest, found.first);
}

INSTANTIATE_TEST_SUITE_P(All, Shrinking,
                         testing::Values(PlantedBug::kTornTailAccepted,
                                         PlantedBug::kTailNotRewritten),
                         [](const auto& bug) { return std::string(InfoOf(bug.param).name); });

}  // namespace
}  // namespace paxosstore::sim
