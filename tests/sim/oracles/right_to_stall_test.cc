#include "sim/oracles/right_to_stall.h"

#include <gtest/gtest.h>

namespace paxosstore::sim {
namespace {

std::vector<ReplicaAbility> Of(std::vector<Ability> abilities) {
  std::vector<ReplicaAbility> replicas;
  for (const Ability ability : abilities) {
    replicas.push_back({NodeId(static_cast<uint32_t>(replicas.size() + 1)), ability});
  }
  return replicas;
}
constexpr Ability kVotes = Ability::kVotes, kDown = Ability::kDown, kDamaged = Ability::kDamaged;

TEST(RightToStall, NoneWhileAMajorityCouldVote) {
  EXPECT_FALSE(MayStall(Of({kVotes})));
  EXPECT_FALSE(MayStall(Of({kVotes, kVotes, kVotes})));
  EXPECT_FALSE(MayStall(Of({kVotes, kDown, kVotes})));
  EXPECT_FALSE(MayStall(Of({kVotes, kDown, kVotes, kDamaged, kVotes})));
}

TEST(RightToStall, GivenWithoutAMajority) {
  EXPECT_TRUE(MayStall(Of({kDown})));
  EXPECT_TRUE(MayStall(Of({kVotes, kDown, kDamaged})));
  EXPECT_TRUE(MayStall(Of({kVotes, kDown, kVotes, kDamaged, Ability::kPaused})));
}

TEST(RightToStall, EveryReplicaIsNamedWithItsReason) {
  EXPECT_EQ(WhoCouldVote(Of({kVotes, kDown, kVotes})), "n1, n3 could have voted; n2 is down");
  EXPECT_EQ(WhoCouldVote(Of({kDamaged, Ability::kPaused})),
            "nobody could have voted; n1 has a damaged disk; n2 stands still");
}

}  // namespace
}  // namespace paxosstore::sim
