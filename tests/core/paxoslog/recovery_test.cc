// Restarts, laggards, lost notices, trial rounds, chosen entries, and silence.
#include <gtest/gtest.h>

#include "tests/core/paxoslog/cluster.h"

namespace paxosstore {
namespace {

Ballot B(uint64_t round, uint32_t replica) { return {round, N(replica)}; }

// Entries 1..count proposed by replica 1 and known everywhere.
void ChooseMany(Cluster& cluster, int count) {
  for (int i = 1; i <= count; ++i) {
    cluster.Propose(N(1), "v" + std::to_string(i));
    cluster.Settle();
  }
  cluster.Notice(N(1), false);
  cluster.Settle();
}

TEST(Restart, TheOwnerDoesNotGoFastForTheFirstEntry) {
  Cluster cluster(3);
  ChooseMany(cluster, 1);
  ASSERT_TRUE(cluster.log(N(1)).MayGoFast());
  // It may have sent this value; nothing on its disk says so.
  cluster.Propose(N(1), "lost");
  cluster.Restart(N(1));
  cluster.Settle();
  EXPECT_FALSE(cluster.log(N(1)).MayGoFast());
  cluster.Heal();
  EXPECT_EQ(cluster.ChosenText(N(1)), "lost") << "the others had voted for it";
  EXPECT_FALSE(cluster.log(N(1)).MayGoFast()) << "that was another incarnation's proposal";
  ChooseMany(cluster, 1);
  EXPECT_TRUE(cluster.log(N(1)).MayGoFast());
}

TEST(Restart, NeverIssuesABallotTwice) {
  Cluster cluster(3);
  cluster.Propose(N(1), "x");
  cluster.Sync(N(1));
  ASSERT_EQ(cluster.flights()[0].message.state.promised, B(1, 1));
  cluster.Restart(N(1));
  cluster.Propose(N(1), "y");
  cluster.Sync(N(1));
  EXPECT_EQ(cluster.log(N(1)).pending().durable().promised, B(2, 1));
}

TEST(Restart, ABallotThatNeverLeftMayComeAgain) {
  Cluster cluster(3);
  cluster.Propose(N(1), "x");
  cluster.Restart(N(1));
  cluster.Propose(N(1), "y");
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(1)), "y");
}

TEST(Restart, AVoteThatWasAnsweredIsRemembered) {
  Cluster cluster(3, /*fixed_owner=*/N(1));
  cluster.Propose(N(1), "x");
  cluster.Sync(N(1));
  cluster.Deliver(N(1), N(2));
  cluster.Sync(N(2));
  cluster.Restart(N(2));
  EXPECT_EQ(cluster.log(N(2)).pending().durable().accepted, B(0, 1));
  EXPECT_TRUE(cluster.log(N(2)).HoldsPendingValue());
}

// The voter leaves the value out, because the proposer had it; the proposer has forgotten.
TEST(Restart, AProposerThatForgotItsProposalIsSentTheValue) {
  Cluster cluster(3);
  ChooseMany(cluster, 1);
  cluster.Mark(N(1));
  cluster.Sync(N(1));
  cluster.Propose(N(1), "y");
  cluster.Deliver(N(1), N(2));
  cluster.Sync(N(2));
  cluster.Restart(N(1));
  cluster.Propose(N(1), "z");
  cluster.Sync(N(1));
  cluster.Deliver(N(2), N(1));  // the vote, without the value
  EXPECT_EQ(cluster.log(N(1)).pending().view(1), AcceptorState()) << "half a state changes nothing";
  cluster.Drop(N(1), N(2));  // the prepare
  cluster.Deliver(N(1), N(2));
  cluster.Sync(N(2));
  cluster.Deliver(N(2), N(1));
  ASSERT_NE(cluster.log(N(1)).pending().view(1).value, nullptr);
  EXPECT_EQ(cluster.log(N(1)).pending().view(1).value->payload, "y");
}

TEST(Restart, ForgetsAtMostThatTheNewestEntryIsChosen) {
  Cluster cluster(3);
  ChooseMany(cluster, 3);
  cluster.Restart(N(2));
  EXPECT_EQ(cluster.log(N(2)).chosen(), EntryId(2));
  EXPECT_TRUE(cluster.log(N(2)).HoldsPendingValue());
}

TEST(ChosenMark, IsRememberedOverARestart) {
  Cluster cluster(3);
  ChooseMany(cluster, 3);
  ASSERT_TRUE(cluster.log(N(2)).needs_mark());
  cluster.Mark(N(2));
  EXPECT_FALSE(cluster.log(N(2)).needs_mark());
  cluster.Sync(N(2));
  cluster.Restart(N(2));
  EXPECT_EQ(cluster.log(N(2)).chosen(), EntryId(3));
  EXPECT_EQ(cluster.ChosenText(N(2)), "v3");
  EXPECT_FALSE(cluster.log(N(2)).needs_mark());
}

TEST(ChosenMark, IsGivenByTheNextRecordAnyway) {
  Cluster cluster(3);
  ChooseMany(cluster, 1);
  EXPECT_TRUE(cluster.log(N(2)).needs_mark());
  cluster.Propose(N(1), "v2");
  cluster.Deliver(N(1), N(2));
  EXPECT_FALSE(cluster.log(N(2)).needs_mark());
  cluster.Sync(N(2));
  EXPECT_EQ(cluster.disk(N(2)).durable().chosen, EntryId(1));
}

TEST(ChosenMark, IsNotNeededByAReplicaThatVotedForSomethingElse) {
  Cluster cluster(3, /*fixed_owner=*/N(3));
  cluster.Propose(N(3), "minority");
  cluster.Sync(N(3));
  cluster.DropAll();
  cluster.Propose(N(1), "x");
  cluster.Sync(N(1));
  cluster.Drop(N(1), N(3));
  for (int round = 0; round < 2; ++round) {
    cluster.Deliver(N(1), N(2));
    cluster.Sync(N(2));
    cluster.Deliver(N(2), N(1));
    cluster.Sync(N(1));
  }
  ASSERT_EQ(cluster.ChosenText(N(1)), "x");
  cluster.DropAll();
  cluster.Notice(N(1), true);
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(3)), "x");
  EXPECT_FALSE(cluster.log(N(3)).needs_mark()) << "the record says all";
  EXPECT_EQ(cluster.disk(N(3)).durable().chosen, EntryId(1));
}

TEST(Eviction, KeepsEverythingButTheFastPath) {
  Cluster cluster(3);
  ChooseMany(cluster, 2);
  ASSERT_TRUE(cluster.log(N(1)).MayGoFast());
  cluster.Evict(N(1));
  EXPECT_EQ(cluster.ChosenText(N(1)), "v2");
  EXPECT_FALSE(cluster.log(N(1)).MayGoFast()) << "nobody remembers what was issued at entry 3";
  ChooseMany(cluster, 1);
  EXPECT_TRUE(cluster.log(N(1)).MayGoFast());
}

TEST(Laggard, CatchesUpByOneMessageOverAGap) {
  Cluster cluster(3);
  for (int i = 1; i <= 5; ++i) {
    cluster.Propose(N(1), "v" + std::to_string(i));
    cluster.Sync(N(1));
    while (cluster.ChosenText(N(1)) != "v" + std::to_string(i)) {
      cluster.Deliver(N(1), N(2));
      cluster.Sync(N(2));
      cluster.Deliver(N(2), N(1));
      cluster.Sync(N(1));
    }
    cluster.DropAll();
  }
  ASSERT_EQ(cluster.log(N(3)).chosen(), EntryId(0));
  cluster.Notice(N(1), true);
  cluster.Drop(N(1), N(2));
  const size_t messages = cluster.messages_sent();
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(3)), "v5");
  EXPECT_EQ(cluster.messages_sent(), messages);
  EXPECT_EQ(cluster.disk(N(3)).writes(), 1u);
}

TEST(Laggard, ThatHearsOfALaterEntryAsksAndIsTold) {
  Cluster cluster(3);
  ChooseMany(cluster, 1);
  cluster.Propose(N(1), "v2");
  cluster.Drop(N(1), N(3));
  cluster.Settle();
  cluster.Propose(N(1), "v3");
  cluster.Deliver(N(1), N(3));  // 3 cannot vote there
  EXPECT_EQ(cluster.disk(N(3)).in_flight(), 0u);
  EXPECT_EQ(cluster.log(N(3)).chosen(), EntryId(1));
  cluster.Deliver(N(3), N(1));
  cluster.Deliver(N(1), N(3));
  EXPECT_EQ(cluster.ChosenText(N(3)), "v2");
  cluster.Settle();
  EXPECT_EQ(cluster.log(N(3)).pending().durable().accepted, B(0, 1))
      << "the answer repeats the request for the entry after";
}

TEST(Laggard, ThatProposesAtAChosenEntryIsToldWhatIsChosen) {
  Cluster cluster(3);
  ChooseMany(cluster, 2);
  cluster.Propose(N(1), "v3");
  cluster.Drop(N(1), N(3));
  cluster.Settle();
  cluster.Notice(N(1), false);
  cluster.Drop(N(1), N(3));
  cluster.Settle();
  cluster.Propose(N(3), "late");
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(3)), "v3");
  EXPECT_FALSE(cluster.log(N(3)).attempting()) << "what to do now is the host's business";
}

TEST(LostNotice, IsHealedByTheNextEntry) {
  Cluster cluster(3);
  cluster.Propose(N(1), "x");
  cluster.Settle();
  ASSERT_EQ(cluster.ChosenText(N(2)), "");
  cluster.Propose(N(1), "y");
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(2)), "x");
}

TEST(LostNotice, IsHealedByATrialOfTheReplicaThatMissedIt) {
  Cluster cluster(3);
  cluster.Propose(N(1), "x");
  cluster.Settle();
  ASSERT_EQ(cluster.ChosenText(N(2)), "");
  cluster.Trial(N(2));
  cluster.Sync(N(2));
  cluster.Deliver(N(2), N(1));
  cluster.Deliver(N(1), N(2));
  EXPECT_EQ(cluster.ChosenText(N(2)), "x");
}

TEST(Trial, FindsThatNothingIsPending) {
  Cluster cluster(3);
  ChooseMany(cluster, 1);
  cluster.Trial(N(2));
  cluster.Settle();
  EXPECT_TRUE(cluster.TookTrialClear(N(2)));
  EXPECT_FALSE(cluster.log(N(2)).attempting());
  EXPECT_EQ(cluster.log(N(2)).chosen(), EntryId(1));
}

TEST(Trial, FinishesAPendingValue) {
  Cluster cluster(3);
  ChooseMany(cluster, 1);
  cluster.Propose(N(1), "y");
  cluster.Deliver(N(1), N(2));
  cluster.Sync(N(2));
  cluster.Crash(N(1));
  cluster.DropAll();
  cluster.Trial(N(3));
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(3)), "y");
  EXPECT_FALSE(cluster.TookTrialClear(N(3)));
}

TEST(Trial, LendsItsPromisesToAProposal) {
  Cluster cluster(3);
  ChooseMany(cluster, 1);
  cluster.Trial(N(2));
  cluster.Sync(N(2));
  cluster.Deliver(N(2), N(1));
  cluster.Sync(N(1));
  ASSERT_TRUE(cluster.log(N(2)).MayPropose());
  cluster.Propose(N(2), "y");
  cluster.Settle();
  EXPECT_EQ(cluster.ChosenText(N(2)), "y");
  EXPECT_EQ(cluster.disk(N(2)).durable().pending.accepted, B(1, 2)) << "at the trial's ballot";
}

TEST(Trial, ThatHasAdoptedTakesNoProposal) {
  Cluster cluster(3, /*fixed_owner=*/N(1));
  cluster.Propose(N(1), "x");
  cluster.Sync(N(1));
  cluster.DropAll();
  cluster.Trial(N(2));
  cluster.Sync(N(2));
  cluster.Deliver(N(2), N(1));
  cluster.Sync(N(1));
  cluster.Deliver(N(1), N(2));
  EXPECT_FALSE(cluster.log(N(2)).MayPropose());
}

TEST(Chosen, IsFrozen) {
  Cluster cluster(3);
  ChooseMany(cluster, 1);
  const size_t writes = cluster.disk(N(1)).writes();
  PaxosMessage late;
  late.entry = EntryId(1);
  late.state = {B(9, 3), B(9, 3), std::make_shared<Value>()};
  Effects fx;
  ObjectLog log = cluster.log(N(1));
  log.Receive(N(3), late, fx);
  EXPECT_TRUE(fx.writes.empty());
  EXPECT_EQ(log.chosen(), EntryId(1));
  EXPECT_EQ(log.chosen_value()->payload, "v1");
  ASSERT_EQ(fx.sends.size(), 1u) << "it answers with itself";
  ASSERT_TRUE(fx.sends[0].second.chosen.has_value());
  EXPECT_EQ(fx.sends[0].second.chosen->value->payload, "v1");
  EXPECT_EQ(cluster.disk(N(1)).writes(), writes);
}

TEST(Chosen, TwoValuesForOneEntryAreCaught) {
  Cluster cluster(3);
  ChooseMany(cluster, 1);
  auto other = std::make_shared<Value>();
  other->id = {N(3), Incarnation(1), 1};
  ObjectLog log = cluster.log(N(1));
  Effects fx;
  EXPECT_THROW(log.ReceiveChosen({EntryId(1), B(9, 3), other}, fx), Violation);
}

// Two replicas that know all of each other: any message, of any age, is answered at most once, and
// the answer is not answered.
TEST(Silence, FollowsOneReplyBetweenReplicasThatAreUpToDate) {
  Cluster cluster(3, /*fixed_owner=*/N(1));
  std::vector<Cluster::Flight> all;
  auto settle = [&] {
    for (int steps = 0; steps < 200; ++steps) {
      for (uint32_t i = 1; i <= 3; ++i) cluster.Sync(N(i));
      if (cluster.flights().empty()) return;
      all.push_back(cluster.flights()[0]);
      cluster.Deliver(size_t{0});
    }
  };
  for (int entry = 1; entry <= 2; ++entry) {
    cluster.Propose(N(1), "x");
    settle();
    cluster.Notice(N(1), false);
    settle();
    cluster.Trial(N(2));
    settle();
    cluster.Propose(N(3), "y");
    settle();
    cluster.Notice(N(3), false);
    settle();
  }
  ASSERT_GT(all.size(), 40u);
  for (const Cluster::Flight& old : all) {
    Effects first;
    ObjectLog receiver = cluster.log(old.to);
    receiver.Receive(old.from, old.message, first);
    EXPECT_TRUE(first.writes.empty()) << "nothing old is news";
    EXPECT_LE(first.sends.size(), 1u);
    for (const auto& [to, reply] : first.sends) {
      EXPECT_EQ(to, old.from);
      Effects second;
      ObjectLog sender = cluster.log(to);
      sender.Receive(old.to, reply, second);
      EXPECT_TRUE(second.sends.empty());
      EXPECT_TRUE(second.writes.empty());
    }
  }
}

// A replica whose newer vote is on its way to the disk is told of the chosen entry in short; it has
// to know by its durable vote what is meant, or both would go on asking until the disk is done.
TEST(Silence, HoldsWhileAVoteIsOnItsWayToTheDisk) {
  Cluster cluster(3);
  ChooseMany(cluster, 1);
  cluster.Propose(N(1), "x");
  cluster.Sync(N(1));
  cluster.Deliver(N(1), N(3));
  cluster.Sync(N(3));
  cluster.Deliver(N(3), N(1));  // chosen at 0.1, by 1 and 3
  ASSERT_EQ(cluster.ChosenText(N(1)), "x");
  cluster.DropAll();
  cluster.Trial(N(2));  // has heard nothing of it; adopts x at 1.2
  cluster.Sync(N(2));
  cluster.Deliver(N(2), N(3));
  cluster.Sync(N(3));
  cluster.Deliver(N(3), N(2));
  cluster.Drop(N(2), N(1));
  cluster.Deliver(N(2), N(3));
  ASSERT_EQ(cluster.log(N(3)).pending().actual().accepted, B(1, 2));
  ASSERT_EQ(cluster.log(N(3)).pending().durable().accepted, B(0, 1));
  cluster.DropAll();
  cluster.Notice(N(1), false);
  cluster.Deliver(N(1), N(3));
  EXPECT_EQ(cluster.ChosenText(N(3)), "x");
}

}  // namespace
}  // namespace paxosstore
