#include "sim/oracles/promises_monotone.h"

#include "tests/sim/oracles/watch_fixture.h"

namespace paxosstore::sim {
namespace {

using PromisesMonotoneTest = WatchTest;

TEST_F(PromisesMonotoneTest, AcceptsARisingLife) {
  State(1, 1, At(1, 1));
  State(1, 1, At(1, 1), At(1, 1), a_);
  State(1, 1, At(2, 3), At(1, 1), a_);
  ChooseFirst();
  Chosen(1, 1, a_);
  State(1, 2, At(0, 1), At(0, 1), b_);
  ExpectFine();
}

TEST_F(PromisesMonotoneTest, RejectsAPromiseThatGoesBackInMemory) {
  State(1, 1, At(2, 1));
  State(1, 1, At(1, 3));
  ExpectFailure(PromisesMonotone::kName);
}

TEST_F(PromisesMonotoneTest, RejectsAnAcceptBelowThePromise) {
  State(1, 1, At(2, 1));
  State(1, 1, At(2, 1), At(1, 2), a_);
  ExpectFailure(PromisesMonotone::kName);
}

TEST_F(PromisesMonotoneTest, RejectsAStateThatChangesAfterItsEntryIsChosen) {
  State(1, 1, At(1, 1), At(1, 1), a_);
  ChooseFirst();
  Chosen(1, 1, a_);
  State(1, 1, At(2, 1), At(1, 1), a_);
  ExpectFailure(PromisesMonotone::kName);
}

TEST_F(PromisesMonotoneTest, RejectsLearningAnEntryTwice) {
  ChooseFirst();
  Chosen(1, 1, a_);
  Chosen(1, 1, a_);
  ExpectFailure(PromisesMonotone::kName);
}

TEST_F(PromisesMonotoneTest, RejectsAPromiseThatGoesBackOnThePlatter) {
  DurablePromise(1, 1, At(2, 1));
  DurablePromise(1, 1, At(1, 3));
  ExpectFailure(PromisesMonotone::kName);
}

TEST_F(PromisesMonotoneTest, AcceptsARecoveryOfAllThatWasDurable) {
  ChooseFirst();
  DurableAccept(1, 2, At(1, 1), b_, true);
  Recover(1, 1, a_, {At(1, 1), At(1, 1), b_});
  State(1, 2, At(1, 1), At(1, 1), b_);
  ExpectFine();
}

TEST_F(PromisesMonotoneTest, RejectsARecoveryThatForgotAPromise) {
  DurablePromise(1, 1, At(2, 1));
  Recover(1, 0, nullptr, {});
  ExpectFailure(PromisesMonotone::kName);
}

TEST_F(PromisesMonotoneTest, RejectsARecoveryThatForgotAnAccept) {
  DurableAccept(1, 1, At(1, 1), a_);
  Recover(1, 0, nullptr, {At(1, 1), {}, nullptr});
  ExpectFailure(PromisesMonotone::kName);
}

TEST_F(PromisesMonotoneTest, RejectsARecoveryThatForgotAnEntry) {
  ChooseFirst();
  DurableAccept(1, 2, At(1, 1), b_, true);
  Recover(1, 0, nullptr, {At(1, 1), At(1, 1), a_});
  ExpectFailure(PromisesMonotone::kName);
}

TEST_F(PromisesMonotoneTest, RejectsARecoveryThatForgotWhatItHadStoredAsChosen) {
  ChooseFirst();
  DurableChosen(3, 1, a_);
  Recover(3, 0, nullptr, {});
  ExpectFailure(PromisesMonotone::kName);
}

using OneValuePerBallotTest = WatchTest;

TEST_F(OneValuePerBallotTest, AcceptsOneValueSeenInManyPlaces) {
  State(1, 1, At(1, 1), At(1, 1), a_);
  DurableAccept(2, 1, At(1, 1), a_);
  ExpectFine();
}

TEST_F(OneValuePerBallotTest, RejectsTwoValuesOnTwoPlatters) {
  DurableAccept(1, 1, At(1, 1), a_);
  DurableAccept(2, 1, At(1, 1), b_);
  ExpectFailure(OneValuePerBallot::kName);
}

// The owner of entry 1 crashed before its disk held the accept, hence before anybody heard of it.
TEST_F(OneValuePerBallotTest, AcceptsASecondValueWhereTheFirstWasInMemoryOnly) {
  State(1, 1, At(0, 1), At(0, 1), a_);
  Recover(1, 0, nullptr, {});
  State(1, 1, At(0, 1), At(0, 1), b_);
  DurableAccept(1, 1, At(0, 1), b_);
  ExpectFine();
}

TEST_F(OneValuePerBallotTest, RejectsAProposalThatChangesItsValue) {
  PaxosMessage message = StateMessage(1, {});
  message.proposal = SentState{At(1, 1), At(1, 1), a_};
  Send(1, 2, message);
  ExpectFine();
  message.proposal->value = b_;
  Send(1, 3, message);
  ExpectFailure(OneValuePerBallot::kName);
}

}  // namespace
}  // namespace paxosstore::sim
