// One round of the protocol: who writes what, who is told what, and when an entry is chosen.
#include <gtest/gtest.h>

#include "tests/core/paxoslog/cluster.h"

namespace paxosstore {
namespace {

Ballot B(uint64_t round, uint32_t replica) { return {round, N(replica)}; }

// Gets `text` chosen by `node` and known everywhere.
void Choose(Cluster& cluster, NodeId node, const std::string& text) {
  cluster.Propose(node, text);
  cluster.Settle();
  cluster.Notice(node, false);
  cluster.Settle();
  for (uint32_t i = 1; i <= cluster.size(); ++i) ASSERT_EQ(cluster.ChosenText(N(i)), text);
}

TEST(OrdinaryRound, TakesTwoRoundTripsAndTwoWritesAReplica) {
  Cluster cluster(3);
  cluster.Propose(N(1), "x");
  EXPECT_TRUE(cluster.flights().empty()) << "a prepare leaves once it is durable";
  cluster.Sync(N(1));
  ASSERT_EQ(cluster.flights().size(), 2u);
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(1)), "x");
  // Two requests and two answers, for each of two rounds; nobody answers an answer.
  EXPECT_EQ(cluster.messages_sent(), 8u);
  for (uint32_t i = 1; i <= 3; ++i) EXPECT_EQ(cluster.disk(N(i)).writes(), 2u);
  EXPECT_TRUE(cluster.TookNotice(N(1)));
  cluster.Notice(N(1), false);
  cluster.Settle();
  EXPECT_EQ(cluster.messages_sent(), 10u);
  EXPECT_EQ(cluster.ChosenText(N(3)), "x");
  for (uint32_t i = 1; i <= 3; ++i) EXPECT_EQ(cluster.disk(N(i)).writes(), 2u);
}

TEST(FastPath, TakesOneRoundTripAndOneWriteAReplica) {
  Cluster cluster(3);
  Choose(cluster, N(1), "x");
  const size_t messages = cluster.messages_sent();
  ASSERT_TRUE(cluster.log(N(1)).MayGoFast());
  cluster.Propose(N(1), "y");
  EXPECT_EQ(cluster.flights().size(), 2u) << "the accept request does not wait for the own disk";
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(1)), "y");
  EXPECT_EQ(cluster.messages_sent(), messages + 4);
  for (uint32_t i = 1; i <= 3; ++i) EXPECT_EQ(cluster.disk(N(i)).writes(), 3u);
}

TEST(FastPath, NeedsNoNoticeOfTheEntryBefore) {
  Cluster cluster(3);
  cluster.Propose(N(1), "x");
  cluster.Settle();
  ASSERT_EQ(cluster.ChosenText(N(2)), "");
  cluster.Propose(N(1), "y");
  cluster.Deliver(N(1), N(2));
  EXPECT_EQ(cluster.ChosenText(N(2)), "x") << "the accept request says so, without the value";
}

TEST(FastPath, FallsBackWhenACompetingPrepareCameFirst) {
  Cluster cluster(3);
  Choose(cluster, N(1), "x");
  cluster.Propose(N(2), "z");
  cluster.Sync(N(2));
  cluster.Deliver(N(2), N(3));  // 3 promises 1.2
  cluster.Sync(N(3));
  cluster.Deliver(N(2), N(1));
  EXPECT_FALSE(cluster.log(N(1)).MayGoFast());
  cluster.Propose(N(1), "y");
  EXPECT_EQ(cluster.log(N(1)).pending().actual().promised, B(2, 1));
  cluster.Heal();
  EXPECT_EQ(cluster.log(N(1)).chosen(), EntryId(2));
}

TEST(FastPath, GivesWayToAPrepareThatOvertookIt) {
  Cluster cluster(3);
  Choose(cluster, N(1), "x");
  cluster.Propose(N(2), "z");
  cluster.Sync(N(2));
  cluster.Deliver(N(2), N(3));
  cluster.Sync(N(3));
  cluster.Propose(N(1), "y");
  cluster.Sync(N(1));
  cluster.Deliver(N(1), N(3));  // its promise of 1.2 forbids 0.1
  EXPECT_EQ(cluster.log(N(3)).pending().actual().accepted, Ballot());
  cluster.Deliver(N(3), N(1));
  EXPECT_TRUE(cluster.TookPreempted(N(1)));
  cluster.Heal();
  // 1's disk and 2's prepare met: whatever was chosen is chosen everywhere.
  EXPECT_GE(cluster.log(N(3)).chosen(), EntryId(2));
}

TEST(FastPath, OnlyTheProposerOfTheChosenValueHasIt) {
  Cluster cluster(3);
  Choose(cluster, N(1), "x");
  EXPECT_TRUE(cluster.log(N(1)).MayGoFast());
  EXPECT_FALSE(cluster.log(N(2)).MayGoFast());
  EXPECT_FALSE(cluster.log(N(3)).MayGoFast());
  Choose(cluster, N(2), "y");
  EXPECT_FALSE(cluster.log(N(1)).MayGoFast());
  EXPECT_TRUE(cluster.log(N(2)).MayGoFast());
}

TEST(FastPath, IsUsedOnceAnEntry) {
  Cluster cluster(3);
  Choose(cluster, N(1), "x");
  cluster.Trial(N(1));
  cluster.Settle();
  EXPECT_TRUE(cluster.TookTrialClear(N(1)));
  EXPECT_FALSE(cluster.log(N(1)).MayGoFast()) << "the entry has been prepared";
}

// DESIGN section 4: A chooses x at entry 1 through {A,C,D}; B completes x at a higher ballot
// through {B,C,E}. If the ballot made the owner, both would go fast at entry 2.
TEST(FastPath, HasOneOwnerAlthoughTwoReplicasSawTheValueChosenAtBallotsOfTheirOwn) {
  const NodeId a = N(1), b = N(2), c = N(3), d = N(4), e = N(5);
  Cluster cluster(5, /*fixed_owner=*/a);
  cluster.Propose(a, "x");
  cluster.Sync(a);
  for (NodeId voter : {c, d}) {
    cluster.Deliver(a, voter);
    cluster.Sync(voter);
    cluster.Deliver(voter, a);
  }
  ASSERT_EQ(cluster.ChosenText(a), "x");
  cluster.DropAll();

  cluster.Propose(b, "z");
  cluster.Sync(b);
  for (int round = 0; round < 2; ++round) {  // prepare, then accept
    for (NodeId voter : {c, e}) {
      cluster.Deliver(b, voter);
      cluster.Sync(voter);
    }
    cluster.Sync(b);
    for (NodeId voter : {c, e}) cluster.Deliver(voter, b);
    cluster.Sync(b);
    if (round == 0) cluster.Drop(b, a), cluster.Drop(b, d);
  }
  ASSERT_EQ(cluster.ChosenText(b), "x");
  EXPECT_FALSE(cluster.log(b).MayGoFast()) << "x was proposed by A";
  EXPECT_TRUE(cluster.log(a).MayGoFast());

  cluster.DropAll();
  cluster.Propose(a, "y");
  cluster.Propose(b, "z");
  cluster.Heal();
  EXPECT_GE(cluster.log(c).chosen(), EntryId(2));
}

TEST(FixedOwner, WritesTheFirstEntryBeforeItSends) {
  Cluster cluster(3, /*fixed_owner=*/N(1));
  EXPECT_TRUE(cluster.log(N(1)).MayGoFast());
  EXPECT_FALSE(cluster.log(N(2)).MayGoFast());
  cluster.Propose(N(1), "x");
  EXPECT_TRUE(cluster.flights().empty());
  cluster.Sync(N(1));
  EXPECT_EQ(cluster.flights().size(), 2u);
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(1)), "x");
  EXPECT_EQ(cluster.messages_sent(), 4u);
}

TEST(FixedOwner, KeepsItsProposalToItselfWhateverItIsAskedMeanwhile) {
  Cluster cluster(3, /*fixed_owner=*/N(1));
  cluster.Propose(N(1), "x");
  ObjectLog log = cluster.log(N(1));
  PaxosMessage half;
  half.entry = EntryId(1);
  half.state = {B(1, 2), B(1, 2), nullptr};
  Effects fx;
  log.Receive(N(2), half, fx);
  ASSERT_EQ(fx.sends.size(), 1u);
  EXPECT_FALSE(fx.sends[0].second.proposal.has_value());
  EXPECT_EQ(fx.sends[0].second.state, SentState());
}

TEST(FixedOwner, ThatLostItsWriteNeverSentIt) {
  Cluster cluster(3, /*fixed_owner=*/N(1));
  cluster.Propose(N(1), "x");
  cluster.Crash(N(1));
  cluster.Restart(N(1));
  EXPECT_EQ(cluster.messages_sent(), 0u);
  EXPECT_TRUE(cluster.log(N(1)).MayGoFast()) << "an empty disk proves that it never issued one";
}

TEST(FixedOwner, ThatKeptItsWriteDoesNotGoFastAgain) {
  Cluster cluster(3, /*fixed_owner=*/N(1));
  cluster.Propose(N(1), "x");
  cluster.Crash(N(1), /*kept=*/1);
  cluster.Restart(N(1));
  EXPECT_FALSE(cluster.log(N(1)).MayGoFast());
  cluster.Propose(N(1), "y");
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(1)), "x") << "its own vote is adopted";
}

TEST(OwnVote, CountsOnlyOnceItIsDurable) {
  Cluster cluster(3);
  Choose(cluster, N(1), "x");
  cluster.Propose(N(1), "y");
  cluster.Deliver(N(1), N(2));
  cluster.Sync(N(2));
  cluster.Deliver(N(2), N(1));
  EXPECT_EQ(cluster.ChosenText(N(1)), "x");
  cluster.Sync(N(1));
  EXPECT_EQ(cluster.ChosenText(N(1)), "y");
}

TEST(OwnVote, IsNotNeededIfAMajorityOfOthersHasVoted) {
  Cluster cluster(3);
  Choose(cluster, N(1), "x");
  cluster.Propose(N(1), "y");
  for (NodeId voter : {N(2), N(3)}) {
    cluster.Deliver(N(1), voter);
    cluster.Sync(voter);
    cluster.Deliver(voter, N(1));
  }
  EXPECT_EQ(cluster.disk(N(1)).in_flight(), 1u);
  EXPECT_EQ(cluster.ChosenText(N(1)), "y");
}

TEST(OwnVote, IsNotClaimedByTheAcceptRequest) {
  Cluster cluster(3);
  Choose(cluster, N(1), "x");
  cluster.Propose(N(1), "y");
  const PaxosMessage& request = cluster.flights()[cluster.Find(N(1), N(2))].message;
  EXPECT_EQ(request.state, SentState());
  ASSERT_TRUE(request.proposal.has_value());
  EXPECT_EQ(request.proposal->accepted, B(0, 1));
}

TEST(Duel, TheLowerBallotGivesWayAndTheValueOfTheHigherIsChosen) {
  Cluster cluster(3);
  cluster.Propose(N(1), "x");
  cluster.Sync(N(1));
  cluster.Propose(N(2), "y");
  cluster.Sync(N(2));
  cluster.Deliver(N(1), N(3));
  cluster.Sync(N(3));
  cluster.Deliver(N(2), N(3));
  cluster.Sync(N(3));
  cluster.Deliver(N(3), N(1));  // 1 has its majority, of 1.1
  cluster.Deliver(N(2), N(1));
  EXPECT_TRUE(cluster.TookPreempted(N(1)));
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(2)), "y");
  cluster.Notice(N(2), false);
  cluster.Settle();
  EXPECT_FALSE(cluster.log(N(1)).attempting());
  EXPECT_EQ(cluster.ChosenText(N(1)), "y");
}

TEST(Adoption, AValueAcceptedByOneReplicaIsFinishedByAnother) {
  Cluster cluster(3, /*fixed_owner=*/N(1));
  cluster.Propose(N(1), "x");
  cluster.Sync(N(1));
  cluster.Deliver(N(1), N(2));
  cluster.Sync(N(2));
  cluster.Crash(N(1));
  cluster.DropAll();
  cluster.Propose(N(3), "y");
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(3)), "x");
  EXPECT_FALSE(cluster.log(N(3)).attempting());
}

TEST(Resending, GoesToThoseWhoHaveNotAnswered) {
  Cluster cluster(3);
  cluster.Propose(N(1), "x");
  cluster.Sync(N(1));
  cluster.Deliver(N(1), N(2));
  cluster.Sync(N(2));
  cluster.DropAll();
  cluster.Resend(N(1));
  EXPECT_EQ(cluster.flights().size(), 2u);
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(1)), "x");
}

TEST(Resending, WaitsForTheDisk) {
  Cluster cluster(3);
  cluster.Propose(N(1), "x");
  cluster.Resend(N(1));
  EXPECT_TRUE(cluster.flights().empty());
}

}  // namespace
}  // namespace paxosstore
