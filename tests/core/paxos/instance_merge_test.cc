// What arrives: promise first, then accept; views; half a state; what must never meet.
#include <gtest/gtest.h>

#include <vector>

#include "core/paxos/instance.h"
#include "tests/core/paxos/paxos_fixture.h"

namespace paxosstore {
namespace {

TEST(Merge, PromisesFirstThenAccepts) {
  struct Case {
    const char* what;
    AcceptorState own;
    SentState heard;
    AcceptorState after;
  };
  const std::vector<Case> cases = {
      {"a vote below the promise that comes with it is not taken", State(B(3, 1)),
       Says(B(7, 2), B(5, 3), V(1)), State(B(7, 2))},
      {"a vote at the promise is", State(B(3, 1)), Says(B(5, 3), B(5, 3), V(1)),
       State(B(5, 3), B(5, 3), V(1))},
      {"a vote at the own promise is", State(B(5, 3)), Says(B(5, 3), B(5, 3), V(1)),
       State(B(5, 3), B(5, 3), V(1))},
      {"a vote below the own promise changes nothing", State(B(6, 1)), Says(B(5, 3), B(5, 3), V(1)),
       State(B(6, 1))},
      {"a promise leaves the vote as it is", State(B(2, 1), B(2, 1), V(2)), Says(B(7, 2)),
       State(B(7, 2), B(2, 1), V(2))},
      {"a newer vote replaces an older one", State(B(2, 1), B(2, 1), V(2)),
       Says(B(4, 2), B(4, 2), V(3)), State(B(4, 2), B(4, 2), V(3))},
      {"an older vote replaces nothing", State(B(4, 2), B(4, 2), V(3)),
       Says(B(2, 1), B(2, 1), V(2)), State(B(4, 2), B(4, 2), V(3))},
      {"nothing changes nothing", State(B(4, 2), B(4, 2), V(3)), Says(B()),
       State(B(4, 2), B(4, 2), V(3))},
      {"a fast vote is taken by an untouched replica", State(B()), Says(B(0, 2), B(0, 2), V(1)),
       State(B(0, 2), B(0, 2), V(1))},
      {"a fast vote is not taken after any ordinary promise", State(B(1, 1)),
       Says(B(0, 2), B(0, 2), V(1)), State(B(1, 1))},
  };
  const Group group = MakeGroup(3);
  for (const Case& c : cases) {
    Instance instance(&group, c.own);
    ASSERT_TRUE(instance.MergeState(1, c.heard)) << c.what;
    EXPECT_EQ(instance.actual(), c.after) << c.what;
    EXPECT_EQ(instance.durable(), c.own) << c.what;
  }
}

TEST(Merge, AProposalMovesTheOwnStateOnly) {
  const Group group = MakeGroup(3);
  Instance instance(&group);
  ASSERT_TRUE(instance.MergeProposal(Says(B(1, 2), B(1, 2), V(1))));
  EXPECT_EQ(instance.actual(), State(B(1, 2), B(1, 2), V(1)));
  for (ReplicaIndex i = 0; i < 3; ++i) EXPECT_EQ(instance.view(i), AcceptorState());
}

TEST(Merge, AReportMovesTheViewOnly) {
  const Group group = MakeGroup(3);
  Instance instance(&group);
  ASSERT_TRUE(instance.MergeView(1, Says(B(1, 2), B(1, 2), V(1))));
  EXPECT_EQ(instance.actual(), AcceptorState());
  EXPECT_EQ(instance.view(1), State(B(1, 2), B(1, 2), V(1)));
}

TEST(Merge, ViewsOnlyGrow) {
  const Group group = MakeGroup(3);
  Instance instance(&group);
  ASSERT_TRUE(instance.MergeState(1, Says(B(7, 2), B(5, 3), V(1))));
  ASSERT_TRUE(instance.MergeState(1, Says(B(5, 3), B(5, 3), V(1))));  // an older message, late
  EXPECT_EQ(instance.view(1), State(B(7, 2), B(5, 3), V(1)));
}

class HalfAState : public testing::Test {
 protected:
  // Heard with the value left out.
  const SentState half_ = Says(B(7, 2), B(5, 3));
  const Group group_ = MakeGroup(3);
};

TEST_F(HalfAState, ChangesNothingIfTheValueIsNotHeld) {
  Instance instance(&group_, State(B(2, 1), B(2, 1), V(2)));
  const Instance before = instance;
  EXPECT_FALSE(instance.MergeState(1, half_));
  EXPECT_FALSE(instance.MergeView(1, half_));
  EXPECT_FALSE(instance.MergeProposal(half_));
  EXPECT_EQ(instance, before);
}

TEST_F(HalfAState, IsCompletedFromTheOwnVote) {
  Instance instance(&group_, State(B(5, 3), B(5, 3), V(1)));
  ASSERT_TRUE(instance.MergeState(1, half_));
  EXPECT_EQ(instance.view(1), State(B(7, 2), B(5, 3), V(1)));
}

TEST_F(HalfAState, IsCompletedFromAnyView) {
  Instance instance(&group_);
  ASSERT_TRUE(instance.MergeView(2, Says(B(5, 3), B(5, 3), V(1))));
  ASSERT_TRUE(instance.MergeState(1, half_));
  EXPECT_EQ(instance.view(1), State(B(7, 2), B(5, 3), V(1)));
}

// What we tell others is the durable state; while a newer vote is on its way to the disk, they may
// leave out the value of the older one.
TEST_F(HalfAState, IsCompletedFromTheDurableVoteUnderANewerOneInFlight) {
  Instance instance(&group_, State(B(5, 3), B(5, 3), V(1)));
  ASSERT_TRUE(instance.MergeProposal(Says(B(8, 3), B(8, 3), V(4))));
  ASSERT_TRUE(instance.MergeState(1, half_));
  EXPECT_EQ(instance.view(1), State(B(7, 2), B(5, 3), V(1)));
}

TEST_F(HalfAState, APromiseWithoutAVoteIsWhole) {
  Instance instance(&group_);
  EXPECT_TRUE(instance.MergeState(1, Says(B(7, 2))));
}

class Invariant : public testing::Test {
 protected:
  ChecksThrow checks_throw_;
  const Group group_ = MakeGroup(3);
};

TEST_F(Invariant, TwoValuesAtOneBallotAreCaughtInTheOwnState) {
  Instance instance(&group_, State(B(1, 2), B(1, 2), V(1)));
  EXPECT_THROW((void)instance.MergeState(1, Says(B(1, 2), B(1, 2), V(2))), std::logic_error);
}

TEST_F(Invariant, TwoValuesAtOneBallotAreCaughtInAProposal) {
  Instance instance(&group_, State(B(1, 2), B(1, 2), V(1)));
  EXPECT_THROW((void)instance.MergeProposal(Says(B(1, 2), B(1, 2), V(2))), std::logic_error);
}

TEST_F(Invariant, TwoValuesAtOneBallotAreCaughtBetweenTwoViews) {
  Instance instance(&group_, State(B(9, 1)));
  ASSERT_TRUE(instance.MergeView(1, Says(B(1, 2), B(1, 2), V(1))));
  EXPECT_THROW((void)instance.MergeView(2, Says(B(1, 2), B(1, 2), V(2))), std::logic_error);
}

TEST_F(Invariant, AVoteAboveThePromiseIsCaught) {
  Instance instance(&group_);
  EXPECT_THROW((void)instance.MergeState(1, Says(B(1, 2), B(2, 2), V(1))), std::logic_error);
  EXPECT_THROW(Instance(&group_, State(B(1, 2), B(2, 2), V(1))), std::logic_error);
}

TEST_F(Invariant, AValueWithoutAVoteIsCaught) {
  Instance instance(&group_);
  EXPECT_THROW((void)instance.MergeState(1, Says(B(1, 2), B(), V(1))), std::logic_error);
  EXPECT_THROW(Instance(&group_, State(B(1, 2), B(1, 2))), std::logic_error);
}

TEST_F(Invariant, PreparingBelowTheOwnPromiseIsCaught) {
  Instance instance(&group_, State(B(3, 2)));
  EXPECT_THROW(instance.IssuePrepare(B(3, 1)), std::logic_error);
  EXPECT_THROW(instance.IssuePrepare(B(3, 2)), std::logic_error);
}

TEST_F(Invariant, VotingBelowTheOwnPromiseIsCaught) {
  Instance instance(&group_, State(B(3, 2)));
  EXPECT_THROW(instance.IssueAccept(B(3, 1), V(1)), std::logic_error);
  EXPECT_THROW(instance.IssueAccept(B(4, 1), nullptr), std::logic_error);
}

TEST_F(Invariant, ADiskThatGoesBackIsCaught) {
  Instance instance(&group_, State(B(3, 2)));
  EXPECT_THROW(instance.MarkDurable(State(B(2, 2))), std::logic_error);
}

}  // namespace
}  // namespace paxosstore
