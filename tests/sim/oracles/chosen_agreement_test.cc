#include "sim/oracles/chosen_agreement.h"

#include "tests/sim/oracles/watch_fixture.h"

namespace paxosstore::sim {
namespace {

using ChosenAgreementTest = WatchTest;

TEST_F(ChosenAgreementTest, AcceptsWhatAMajorityOfPlattersHolds) {
  ChooseFirst();
  Chosen(1, 1, a_);
  Chosen(3, 1, a_);
  DurableChosen(3, 1, a_);
  ExpectFine();
}

TEST_F(ChosenAgreementTest, AcceptsTheSameValueAtASecondBallot) {
  ChooseFirst();
  DurableAccept(2, 1, At(2, 3), a_);
  DurableAccept(3, 1, At(2, 3), a_);
  ExpectFine();
}

TEST_F(ChosenAgreementTest, RejectsAClaimBeforeAMajorityHoldsIt) {
  DurableAccept(1, 1, At(1, 1), a_);
  Chosen(1, 1, a_);
  ExpectFailure(ChosenAgreement::kName);
}

TEST_F(ChosenAgreementTest, DoesNotAddUpAcceptsAtDifferentBallots) {
  DurableAccept(1, 1, At(1, 1), a_);
  DurableAccept(2, 1, At(2, 1), a_);
  Chosen(1, 1, a_);
  ExpectFailure(ChosenAgreement::kName);
}

TEST_F(ChosenAgreementTest, DoesNotCountANodeTwice) {
  DurableAccept(1, 1, At(1, 1), a_);
  DurableAccept(1, 1, At(1, 1), a_);
  Chosen(1, 1, a_);
  ExpectFailure(ChosenAgreement::kName);
}

TEST_F(ChosenAgreementTest, RejectsASecondMajorityForAnotherValue) {
  ChooseFirst();
  DurableAccept(2, 1, At(2, 2), b_);
  ExpectFine();  // nobody has chosen it
  DurableAccept(3, 1, At(2, 2), b_);
  ExpectFailure(ChosenAgreement::kName);
}

TEST_F(ChosenAgreementTest, RejectsAClaimOfAnotherValue) {
  ChooseFirst();
  Chosen(3, 1, b_);
  ExpectFailure(ChosenAgreement::kName);
}

TEST_F(ChosenAgreementTest, RejectsTheRightValueWithAWrongContent) {
  ChooseFirst();
  Chosen(1, 1, a_);
  Chosen(2, 1, MakeValue(1, 1, "changed"));
  ExpectFailure(ChosenAgreement::kName);
}

TEST_F(ChosenAgreementTest, RejectsAStoredMarkOverAnotherAccept) {
  ChooseFirst();
  DurableAccept(3, 1, At(2, 2), b_);
  DurableAccept(3, 2, At(1, 1), MakeValue(1, 2), true);  // "what I accepted at 1 is chosen"
  ExpectFailure(ChosenAgreement::kName);
}

TEST_F(ChosenAgreementTest, RejectsASentClaimOfAnUnchosenBallot) {
  ChooseFirst();
  DurableAccept(3, 1, At(2, 2), b_);
  PaxosMessage message;
  message.object = "k";
  message.chosen = SentChosen{EntryId(1), At(2, 2), nullptr};
  Send(3, 1, message);
  ExpectFailure(ChosenAgreement::kName);
}

TEST_F(ChosenAgreementTest, RejectsARecoveredValueThatWasNeverChosen) {
  ChooseFirst();
  Recover(3, 1, b_, {});
  ExpectFailure(ChosenAgreement::kName);
}

}  // namespace
}  // namespace paxosstore::sim
