// Counting votes.
#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "core/paxos/instance.h"
#include "tests/core/paxos/paxos_fixture.h"

namespace paxosstore {
namespace {

// Ballots of one vote each, in ascending order, all with the same promise: what was accepted is all
// that may matter. Number 0 is "accepted nothing".
Ballot VoteBallot(size_t number) { return number == 0 ? B() : B(number, 1); }

// Builds the instance of replica `self` in which replica i has voted at ballot votes[i].
Instance WithVotes(const Group& group, const std::vector<size_t>& votes) {
  auto state_of = [&](size_t i) {
    const Ballot ballot = VoteBallot(votes[i]);
    return State(B(9, 5), ballot, ballot.IsNone() ? nullptr : V(votes[i]));
  };
  Instance instance(&group, state_of(group.self));
  for (ReplicaIndex i = 0; i < group.size; ++i) {
    if (i == group.self) continue;
    const AcceptorState state = state_of(i);
    EXPECT_TRUE(instance.MergeView(i, Says(state.promised, state.accepted, state.value)));
  }
  return instance;
}

// Every vector of votes of `size` replicas over "nothing" and three ballots, every replica asked.
void CheckAllVectors(size_t size) {
  constexpr size_t kChoices = 4;
  size_t vectors = 1;
  for (size_t i = 0; i < size; ++i) vectors *= kChoices;
  for (size_t code = 0; code < vectors; ++code) {
    std::vector<size_t> votes;
    std::map<size_t, size_t> tally;
    for (size_t i = 0, rest = code; i < size; ++i, rest /= kChoices) {
      votes.push_back(rest % kChoices);
      if (votes.back() != 0) ++tally[votes.back()];
    }
    size_t winner = 0;
    for (const auto& [ballot, count] : tally) {
      if (2 * count > size) winner = ballot;
    }
    for (ReplicaIndex self = 0; self < size; ++self) {
      const Group group = MakeGroup(size, self);
      const std::optional<ChosenValue> chosen = WithVotes(group, votes).Chosen();
      ASSERT_EQ(chosen.has_value(), winner != 0) << testing::PrintToString(votes);
      if (!chosen.has_value()) continue;
      EXPECT_EQ(chosen->ballot, VoteBallot(winner));
      EXPECT_EQ(chosen->value->id.number, winner);
    }
  }
}

TEST(Chosen, IsAMajorityAtOneBallotForEveryVectorOfThree) { CheckAllVectors(3); }
TEST(Chosen, IsAMajorityAtOneBallotForEveryVectorOfFive) { CheckAllVectors(5); }

TEST(Chosen, NothingAcceptedNeverCounts) {
  const Group group = MakeGroup(3);
  EXPECT_FALSE(WithVotes(group, {0, 0, 0}).Chosen().has_value());
  EXPECT_FALSE(WithVotes(group, {1, 0, 0}).Chosen().has_value());
}

TEST(Chosen, EqualValuesAtDifferentBallotsDoNotAddUp) {
  const Group group = MakeGroup(3);
  Instance instance(&group, State(B(1, 1), B(1, 1), V(7)));
  ASSERT_TRUE(instance.MergeView(1, Says(B(2, 2), B(2, 2), V(7))));
  EXPECT_FALSE(instance.Chosen().has_value());
}

TEST(Chosen, AReplicaIsNotCountedTwice) {
  const Group group = MakeGroup(3);
  Instance instance(&group);
  for (int times = 0; times < 3; ++times) {
    ASSERT_TRUE(instance.MergeView(1, Says(B(1, 2), B(1, 2), V(1))));
  }
  EXPECT_FALSE(instance.Chosen().has_value());
}

TEST(Chosen, TheOwnVoteCountsOnceItIsDurable) {
  const Group group = MakeGroup(3);
  Instance instance(&group);
  instance.IssueAccept(FastBallot(NodeId(1)), V(1));
  ASSERT_TRUE(instance.MergeView(1, Says(B(0, 1), B(0, 1), V(1))));
  EXPECT_FALSE(instance.Chosen().has_value());
  Sync(instance);
  EXPECT_TRUE(instance.Chosen().has_value());
}

TEST(Chosen, AMajorityOfOthersNeedsNoOwnVote) {
  const Group group = MakeGroup(3);
  Instance instance(&group);
  ASSERT_TRUE(instance.MergeView(1, Says(B(1, 2), B(1, 2), V(1))));
  ASSERT_TRUE(instance.MergeView(2, Says(B(1, 2), B(1, 2), V(1))));
  EXPECT_TRUE(instance.Chosen().has_value());
}

// A durable vote at an older ballot counts while a newer one is on its way to the disk.
TEST(Chosen, CountsTheDurableVoteUnderANewerOneInFlight) {
  const Group group = MakeGroup(3);
  Instance instance(&group, State(B(1, 2), B(1, 2), V(1)));
  ASSERT_TRUE(instance.MergeProposal(Says(B(3, 3), B(3, 3), V(1))));
  ASSERT_TRUE(instance.MergeView(1, Says(B(1, 2), B(1, 2), V(1))));
  ASSERT_TRUE(instance.Chosen().has_value());
  EXPECT_EQ(instance.Chosen()->ballot, B(1, 2));
}

}  // namespace
}  // namespace paxosstore
