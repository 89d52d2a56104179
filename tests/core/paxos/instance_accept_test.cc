// Issuing: fresh ballots, the guards of *issue accept*, and which value it must carry.
#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "core/paxos/instance.h"
#include "rapidcheck/gtest.h"
#include "tests/core/paxos/paxos_fixture.h"

namespace paxosstore {
namespace {

class IssueAccept : public testing::Test {
 protected:
  // Prepares at a fresh ballot, durably, and returns it.
  Ballot Prepare() {
    const Ballot ballot = instance_.FreshBallot();
    instance_.IssuePrepare(ballot);
    Sync(instance_);
    return ballot;
  }
  void Hear(ReplicaIndex from, const SentState& state) {
    ASSERT_TRUE(instance_.MergeState(from, state));
  }

  const Group group_ = MakeGroup(3);
  Instance instance_{&group_};
};

TEST_F(IssueAccept, NeedsAMajorityOfPromisesOfExactlyItsBallot) {
  const Ballot ballot = Prepare();
  EXPECT_FALSE(instance_.MayIssueAccept(ballot));
  Hear(1, Says(B(0, 2)));  // a promise, but an older one
  EXPECT_FALSE(instance_.MayIssueAccept(ballot));
  Hear(1, Says(ballot));
  EXPECT_TRUE(instance_.MayIssueAccept(ballot));
}

TEST_F(IssueAccept, CountsTheOwnPromiseOnlyOnceItIsDurable) {
  const Ballot ballot = instance_.FreshBallot();
  instance_.IssuePrepare(ballot);
  Hear(1, Says(ballot));
  EXPECT_FALSE(instance_.MayIssueAccept(ballot));
  Sync(instance_);
  EXPECT_TRUE(instance_.MayIssueAccept(ballot));
}

TEST_F(IssueAccept, IsForbiddenOnceTheOwnPromiseHasMovedOn) {
  const Ballot ballot = Prepare();
  Hear(1, Says(ballot));
  Hear(2, Says(B(5, 3)));
  Sync(instance_);
  EXPECT_EQ(instance_.actual().promised, B(5, 3));
  EXPECT_FALSE(instance_.MayIssueAccept(ballot));
}

TEST_F(IssueAccept, IsForbiddenOnceTheOwnPromiseHasMovedOnEvenWithAMajorityOfOthers) {
  const Group five = MakeGroup(5);
  Instance instance(&five);
  const Ballot ballot = instance.FreshBallot();
  instance.IssuePrepare(ballot);
  Sync(instance);
  for (ReplicaIndex other : {1, 2, 3}) ASSERT_TRUE(instance.MergeState(other, Says(ballot)));
  ASSERT_TRUE(instance.MayIssueAccept(ballot));
  ASSERT_TRUE(instance.MergeState(4, Says(B(9, 5))));
  EXPECT_FALSE(instance.MayIssueAccept(ballot));
}

TEST_F(IssueAccept, IsForbiddenASecondTimeAtOneBallot) {
  const Ballot ballot = Prepare();
  Hear(1, Says(ballot));
  instance_.IssueAccept(ballot, V(1));
  EXPECT_FALSE(instance_.MayIssueAccept(ballot));
  Sync(instance_);
  EXPECT_FALSE(instance_.MayIssueAccept(ballot));
}

TEST_F(IssueAccept, FastNeedsAnUntouchedEntry) {
  EXPECT_TRUE(instance_.MayIssueFastAccept());
  Hear(1, Says(B(1, 2)));
  EXPECT_FALSE(instance_.MayIssueFastAccept());

  const Instance voted(&group_, State(B(0, 1), B(0, 1), V(1)));
  EXPECT_FALSE(voted.MayIssueFastAccept());
}

TEST_F(IssueAccept, AdoptsNothingIfNothingWasAccepted) {
  Hear(1, Says(B(7, 2)));
  EXPECT_EQ(instance_.Adopted(), nullptr);
}

TEST(Adopted, IsTheValueOfTheHighestBallotOverAllSlots) {
  struct Case {
    AcceptorState own;
    std::vector<std::pair<ReplicaIndex, SentState>> views;
    uint64_t adopted;
  };
  // Views only, so that the own state does not take over what is heard.
  const std::vector<Case> cases = {
      {State(B(1, 1), B(1, 1), V(1)), {}, 1},
      {State(B()), {{1, Says(B(1, 2), B(1, 2), V(2))}}, 2},
      {State(B()), {{4, Says(B(1, 2), B(1, 2), V(2))}}, 2},
      {State(B(5, 1), B(3, 1), V(1)), {{1, Says(B(2, 2), B(2, 2), V(2))}}, 1},
      {State(B(5, 1), B(3, 1), V(1)), {{1, Says(B(3, 2), B(3, 2), V(2))}}, 2},
      {State(B(9, 1)),
       {{1, Says(B(8, 3), B(0, 2), V(2))},
        {2, Says(B(4, 3), B(4, 3), V(3))},
        {3, Says(B(9, 1), B(2, 4), V(4))}},
       3},
      // The highest promise says nothing about values.
      {State(B()), {{1, Says(B(9, 2), B(1, 2), V(2))}, {2, Says(B(2, 3), B(2, 3), V(3))}}, 3},
  };
  const Group group = MakeGroup(5);
  for (size_t i = 0; i < cases.size(); ++i) {
    Instance instance(&group, cases[i].own);
    for (const auto& [from, state] : cases[i].views) {
      ASSERT_TRUE(instance.MergeView(from, state));
    }
    ASSERT_NE(instance.Adopted(), nullptr) << "case " << i;
    EXPECT_EQ(instance.Adopted()->id.number, cases[i].adopted) << "case " << i;
  }
}

TEST(FreshBallot, IsAboveEverythingSeenPromised) {
  const Group group = MakeGroup(3, 1);
  Instance instance(&group, State(B(4, 3)));
  EXPECT_EQ(instance.FreshBallot(), B(5, 2));
  ASSERT_TRUE(instance.MergeView(2, Says(B(7, 1))));
  EXPECT_EQ(instance.FreshBallot(), B(8, 2));
}

TEST(FreshBallot, OfANewEntryIsAnOrdinaryRound) {
  const Group group = MakeGroup(3);
  EXPECT_EQ(Instance(&group).FreshBallot(), B(1, 1));
}

// Whatever they hear, and however often they restart with what their disks hold, replicas never
// issue one ballot twice.
RC_GTEST_PROP(FreshBallot, IsUniqueOverReplicasAndRestarts, ()) {
  const auto steps = *rc::gen::container<std::vector<uint16_t>>(
      rc::gen::resize(100, rc::gen::inRange<uint16_t>(0, UINT16_MAX)));
  std::vector<Group> groups;
  for (size_t i = 0; i < 3; ++i) groups.push_back(MakeGroup(3, i));
  std::vector<Instance> instances;
  for (const Group& group : groups) instances.emplace_back(&group);
  std::set<Ballot> issued;
  for (uint16_t step : steps) {
    const size_t who = step % 3;
    const size_t other = (who + 1 + (step >> 2) % 2) % 3;
    switch ((step >> 4) % 3) {
      case 0: {
        const Ballot ballot = instances[who].FreshBallot();
        instances[who].IssuePrepare(ballot);
        Sync(instances[who]);  // durable before it leaves
        RC_ASSERT(issued.insert(ballot).second);
        break;
      }
      case 1: {
        const AcceptorState& durable = instances[other].durable();
        RC_ASSERT(instances[who].MergeState(other, Says(durable.promised)));
        if ((step >> 8) % 2 == 0) Sync(instances[who]);
        break;
      }
      default:
        instances[who] = Instance(&groups[who], instances[who].durable());
    }
  }
}

}  // namespace
}  // namespace paxosstore
