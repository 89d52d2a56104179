#include "sim/oracles/durable_before_visible.h"

#include "tests/sim/oracles/watch_fixture.h"

namespace paxosstore::sim {
namespace {

using DurableBeforeVisibleTest = WatchTest;

TEST_F(DurableBeforeVisibleTest, AcceptsWhatThePlatterHoldsOrHeld) {
  DurablePromise(1, 1, At(1, 1));
  Send(1, 2, StateMessage(1, {At(1, 1), {}, nullptr}));
  DurableAccept(1, 1, At(1, 1), a_);
  Send(1, 2, StateMessage(1, {At(1, 1), {}, nullptr}));  // not told of its own sync yet
  Send(1, 2, StateMessage(1, {At(1, 1), At(1, 1), a_}));
  ExpectFine();
}

TEST_F(DurableBeforeVisibleTest, RejectsAPromiseThatIsNotDurable) {
  DurablePromise(1, 1, At(1, 1));
  Send(1, 2, StateMessage(1, {At(1, 2), {}, nullptr}));
  ExpectFailure(DurableBeforeVisible::kName);
}

TEST_F(DurableBeforeVisibleTest, RejectsAnAcceptThatIsNotDurable) {
  DurablePromise(1, 1, At(1, 1));
  DurableAccept(2, 1, At(1, 1), a_);  // another's platter does not count
  Send(1, 2, StateMessage(1, {At(1, 1), At(1, 1), a_}));
  ExpectFailure(DurableBeforeVisible::kName);
}

TEST_F(DurableBeforeVisibleTest, RejectsAnotherValueThanThePlatters) {
  DurableAccept(1, 1, At(1, 1), a_);
  Send(1, 2, StateMessage(1, {At(1, 1), At(1, 1), b_}));
  ExpectFailure(DurableBeforeVisible::kName);
}

TEST_F(DurableBeforeVisibleTest, AProposalSaysNothingOfTheSendersState) {
  PaxosMessage message = StateMessage(1, {});
  message.proposal = SentState{At(0, 1), At(0, 1), a_};
  Send(1, 2, message);
  ExpectFine();
}

TEST_F(DurableBeforeVisibleTest, RejectsAReadReplyWithAPromiseThatIsNotDurable) {
  ChooseFirst();
  ReadReply reply;
  reply.object = "k";
  reply.chosen = EntryId(1);
  watch_.OnSend(NodeId(1), NodeId(2), Message(reply));
  ExpectFine();
  reply.pending.promised = At(1, 3);
  watch_.OnSend(NodeId(1), NodeId(2), Message(reply));
  ExpectFailure(DurableBeforeVisible::kName);
}

TEST_F(DurableBeforeVisibleTest, RejectsAReadReplyOfAVersionThatNobodyChose) {
  ReadReply reply;
  reply.object = "k";
  reply.chosen = EntryId(1);
  watch_.OnSend(NodeId(1), NodeId(2), Message(reply));
  ExpectFailure(DurableBeforeVisible::kName);
}

TEST_F(DurableBeforeVisibleTest, AnAnswerNeedsAMajorityOfPlatters) {
  watch_.OnAnswer(NodeId(1), "k", EntryId(0));
  ChooseFirst();
  watch_.OnAnswer(NodeId(1), "k", EntryId(1));
  ExpectFine();
  DurableAccept(1, 2, At(0, 1), b_);
  watch_.OnAnswer(NodeId(1), "k", EntryId(2));
  ExpectFailure(DurableBeforeVisible::kName);
}

TEST_F(DurableBeforeVisibleTest, RejectsARecoveredStateThatThePlatterDoesNotHold) {
  Recover(1, 0, nullptr, {At(1, 1), {}, nullptr});
  ExpectFailure(DurableBeforeVisible::kName);
}

using ViewsTest = WatchTest;

TEST_F(ViewsTest, AcceptsAViewOfWhatTheOtherHasHeld) {
  ChooseFirst();
  Send(1, 2, StateMessage(1, {}, {At(1, 1), At(1, 1), nullptr}));
  Send(1, 2, StateMessage(1, {}, {At(1, 1), {}, nullptr}));
  ExpectFine();
}

TEST_F(ViewsTest, RejectsAViewAboveTheOthersPromise) {
  DurablePromise(2, 1, At(1, 1));
  Send(1, 2, StateMessage(1, {}, {At(2, 1), {}, nullptr}));
  ExpectFailure(ViewsWithinActual::kName);
}

TEST_F(ViewsTest, RejectsAViewOfAVoteThatWasNotGiven) {
  ChooseFirst();
  DurablePromise(3, 1, At(1, 1));
  Send(1, 3, StateMessage(1, {}, {At(1, 1), At(1, 1), nullptr}));
  ExpectFailure(ViewsWithinActual::kName);
}

}  // namespace
}  // namespace paxosstore::sim
