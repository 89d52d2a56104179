#include "tools/paxsim/mutant_budgets.h"

namespace paxosstore::paxsim {
namespace {

// Five times the seed at which it was first found when the row was written, and at least 50.
// kAttestedDamageCut needs damage in what a disk already holds, which no fault of a scenario does
// yet.
constexpr MutantBudget kBudgets[] = {
    {PlantedBug::kPromiseNotSynced, "everything", 50},
    {PlantedBug::kAcceptNotSynced, "everything", 50},
    {PlantedBug::kIssueAcceptWithoutOwnPromise, "everything", 50},
    {PlantedBug::kIssueAcceptTwice, "partitions", 50},
    {PlantedBug::kOwnerByBallot, "everything", 80},
    {PlantedBug::kNoneAcceptedCounts, "everything", 50},
    {PlantedBug::kReplicaCountedTwice, "everything", 50},
    {PlantedBug::kChosenNotFrozen, "everything", 50},
    {PlantedBug::kReadWithoutMajority, "everything", 50},
    {PlantedBug::kTornTailAccepted, "restarts", 50},
    {PlantedBug::kRequestIdsForgottenAtRestart, "restarts", 50},
    {PlantedBug::kOwnVoteCountedEarly, "everything", 50},
    {PlantedBug::kAcceptIgnoresPromise, "everything", 50},
    {PlantedBug::kAdoptsNothing, "everything", 50},
    {PlantedBug::kAdoptsLowestBallot, "everything", 50},
    {PlantedBug::kBallotReusedAfterRestart, "everything", 50},
    {PlantedBug::kFastPathAfterRestart, "restarts", 50},
    {PlantedBug::kTimeoutReportedAsRefusal, "short_timeouts", 50},
    {PlantedBug::kFixedBackoff, "everything", 75},
    {PlantedBug::kReadIgnoresPending, "everything", 50},
    {PlantedBug::kStaleGroupAccepted, "everything", 125},
    {PlantedBug::kAttestedDamageCut, "", 0, "storage_planted_bugs_test"},
    {PlantedBug::kTailNotRewritten, "everything", 50},
    {PlantedBug::kDurableBeforeSync, "everything", 50},
    {PlantedBug::kSyncErrorForgotten, "everything", 50},
    {PlantedBug::kGroupAttestsItself, "restarts", 50},
    {PlantedBug::kSlotReusedAtOnce, "cleaning_under_crashes", 50},
    {PlantedBug::kCleanerFreesEarly, "cleaning_under_crashes", 50},
    {PlantedBug::kPromiseNotLive, "cleaning_under_crashes", 50},
    {PlantedBug::kRepeatInBatchActsTwice, "impatience", 50},
    {PlantedBug::kUnchangedNotRemembered, "restarts", 50},
    {PlantedBug::kReadRoundReused, "late_answers", 50},
    {PlantedBug::kChosenDisarmsReadTimer, "lossy", 50},
};

}  // namespace

std::span<const MutantBudget> MutantBudgets() { return kBudgets; }

}  // namespace paxosstore::paxsim
