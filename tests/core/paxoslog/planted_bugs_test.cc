// Does the random schedule test notice? Each planted bug of core/paxos and core/paxoslog, switched
// on alone, must be found within its budget of schedules.
#include <gtest/gtest.h>

#include <string>

#include "core/base/planted_bug.h"
#include "tests/core/paxoslog/schedule.h"

namespace paxosstore {
namespace {

struct Case {
  PlantedBug bug;
  const char* name;
  uint64_t budget;  // schedules; about ten times what it took when this was written
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

std::string NameOf(const testing::TestParamInfo<Case>& c) { return c.param.name; }

class PlantedBugs : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override { internal_planted_bug::active = GetParam().bug; }
  void TearDown() override { internal_planted_bug::active = PlantedBug::kNone; }
};

TEST_P(PlantedBugs, IsFoundWithinItsBudget) {
  for (uint64_t seed = 1; seed <= GetParam().budget; ++seed) {
    const Verdict verdict = RunSeed(seed);
    if (!verdict.violation.has_value()) continue;
    RecordProperty("seeds", std::to_string(seed));
    RecordProperty("violation", *verdict.violation);
    return;
  }
  FAIL() << "not found in " << GetParam().budget << " schedules";
}

INSTANTIATE_TEST_SUITE_P(
    CorePaxosAndPaxosLog, PlantedBugs,
    testing::Values(Case{PlantedBug::kPromiseNotSynced, "PromiseNotSynced", 100},
                    Case{PlantedBug::kAcceptNotSynced, "AcceptNotSynced", 100},
                    Case{PlantedBug::kIssueAcceptWithoutOwnPromise, "IssueAcceptWithoutOwnPromise",
                         2000},
                    Case{PlantedBug::kIssueAcceptTwice, "IssueAcceptTwice", 100},
                    Case{PlantedBug::kOwnerByBallot, "OwnerByBallot", 4000},
                    Case{PlantedBug::kNoneAcceptedCounts, "NoneAcceptedCounts", 100},
                    Case{PlantedBug::kReplicaCountedTwice, "ReplicaCountedTwice", 100},
                    Case{PlantedBug::kChosenNotFrozen, "ChosenNotFrozen", 500},
                    Case{PlantedBug::kOwnVoteCountedEarly, "OwnVoteCountedEarly", 100},
                    Case{PlantedBug::kAcceptIgnoresPromise, "AcceptIgnoresPromise", 8000},
                    Case{PlantedBug::kAdoptsNothing, "AdoptsNothing", 200},
                    Case{PlantedBug::kAdoptsLowestBallot, "AdoptsLowestBallot", 4000},
                    Case{PlantedBug::kBallotReusedAfterRestart, "BallotReusedAfterRestart", 200},
                    Case{PlantedBug::kFastPathAfterRestart, "FastPathAfterRestart", 4000}),
    NameOf);

TEST(NoPlantedBug, NothingIsFound) {
  for (uint64_t seed = 1; seed <= 500; ++seed) {
    const Verdict verdict = RunSeed(seed);
    ASSERT_FALSE(verdict.violation.has_value()) << *verdict.violation << " in schedule " << seed;
  }
}

}  // namespace
}  // namespace paxosstore
