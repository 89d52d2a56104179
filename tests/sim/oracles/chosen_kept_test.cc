#include "sim/oracles/chosen_kept.h"

#include "sim/oracles/promises_monotone.h"
#include "tests/sim/oracles/watch_fixture.h"

namespace paxosstore::sim {
namespace {

using ChosenKeptTest = WatchTest;

TEST_F(ChosenKeptTest, AcceptsARestartThatForgetsNothing) {
  ChooseFirst();
  Recover(1, 0, nullptr, {At(1, 1), At(1, 1), a_});
  Recover(3, 0, nullptr, {});
  ExpectFine();
}

TEST_F(ChosenKeptTest, RejectsAMajorityThatHoldsItNoMore) {
  ChooseFirst();  // on nodes 1 and 2
  Recover(1, 0, nullptr, {At(1, 1), {}, nullptr});
  ExpectFailure(ChosenKept::kName);
}

TEST_F(ChosenKeptTest, LeavesToOthersAnAcceptThatAMajorityHoldsWithout) {
  ChooseFirst();
  DurableAccept(3, 1, At(1, 1), a_);
  Recover(1, 0, nullptr, {At(1, 1), {}, nullptr});
  ExpectFailure(PromisesMonotone::kName);
}

TEST_F(ChosenKeptTest, AnAcceptBelowTheBallotOfChoiceDoesNotHoldIt) {
  DurableAccept(3, 1, At(1, 1), a_);
  DurableAccept(1, 1, At(2, 1), a_);
  DurableAccept(2, 1, At(2, 1), a_);
  Recover(2, 0, nullptr, {At(2, 1), {}, nullptr});
  ExpectFailure(ChosenKept::kName);
}

TEST_F(ChosenKeptTest, KnowingALaterEntryIsHoldingTheEarlier) {
  ChooseFirst();
  DurableChosen(3, 1, a_);
  DurableAccept(1, 2, At(0, 1), b_, true);
  Recover(3, 1, a_, {});
  Recover(1, 1, a_, {At(0, 1), At(0, 1), b_});
  ExpectFine();
}

TEST_F(ChosenKeptTest, AWholeDiskThatIsEmptyAgainIsMissed) {
  ChooseFirst();
  DurableAccept(1, 2, At(0, 1), b_, true);
  DurableAccept(3, 2, At(0, 1), b_);
  Recover(3, 0, nullptr, {});
  ExpectFailure(ChosenKept::kName);
}

}  // namespace
}  // namespace paxosstore::sim
