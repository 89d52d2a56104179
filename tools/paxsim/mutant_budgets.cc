#include "tools/paxsim/mutant_budgets.h"

namespace paxosstore::paxsim {
namespace {

// About five times the seed at which it was first found when the row was written.
constexpr MutantBudget kBudgets[] = {
    {PlantedBug::kPromiseNotSynced, "everything", 50},
    {PlantedBug::kAcceptNotSynced, "everything", 50},
    {PlantedBug::kIssueAcceptWithoutOwnPromise, "everything", 50},
    {PlantedBug::kIssueAcceptTwice, "everything", 50},
    {PlantedBug::kOwnerByBallot, "everything", 50},
    {PlantedBug::kNoneAcceptedCounts, "everything", 50},
    {PlantedBug::kReplicaCountedTwice, "everything", 50},
    {PlantedBug::kChosenNotFrozen, "everything", 50},
    {PlantedBug::kReadWithoutMajority, "everything", 50},
    {PlantedBug::kTornTailAccepted, "everything", 50},
    {PlantedBug::kRequestIdsForgottenAtRestart, "everything", 50},
    {PlantedBug::kOwnVoteCountedEarly, "everything", 50},
    {PlantedBug::kAcceptIgnoresPromise, "everything", 50},
    {PlantedBug::kAdoptsNothing, "everything", 50},
    {PlantedBug::kAdoptsLowestBallot, "everything", 50},
    {PlantedBug::kBallotReusedAfterRestart, "everything", 50},
    {PlantedBug::kFastPathAfterRestart, "everything", 50},
    {PlantedBug::kTimeoutReportedAsRefusal, "everything", 50},
    {PlantedBug::kFixedBackoff, "everything", 50},
    {PlantedBug::kReadIgnoresPending, "everything", 50},
    {PlantedBug::kStaleGroupAccepted, "everything", 50},
    {PlantedBug::kAttestedDamageCut, "everything", 50},
    {PlantedBug::kTailNotRewritten, "everything", 50},
    {PlantedBug::kDurableBeforeSync, "everything", 50},
    {PlantedBug::kSyncErrorForgotten, "everything", 50},
    {PlantedBug::kGroupAttestsItself, "everything", 50},
    {PlantedBug::kSlotReusedAtOnce, "everything", 50},
    {PlantedBug::kCleanerFreesEarly, "everything", 50},
    {PlantedBug::kPromiseNotLive, "everything", 50},
    {PlantedBug::kRepeatInBatchActsTwice, "everything", 50},
    {PlantedBug::kUnchangedNotRemembered, "everything", 50},
};

}  // namespace

std::span<const MutantBudget> MutantBudgets() { return kBudgets; }

}  // namespace paxosstore::paxsim
