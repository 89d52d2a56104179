#include "core/replica/placement.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace paxosstore {
namespace {

TEST(Slot, HasTheKnownVectors) {
  struct Case {
    std::string object;
    uint16_t slot;
  };
  // The first is CRC16/XMODEM's check value, 0x31C3; the others are answers of CLUSTER KEYSLOT.
  const std::vector<Case> cases = {
      {"123456789", 12739}, {"", 0},        {"foo", 12182},
      {"bar", 5061},        {"hello", 866}, {"somekey", 11058},
  };
  for (const Case& c : cases) EXPECT_EQ(SlotOfObject(c.object), c.slot) << c.object;
}

TEST(Slot, TakesBytesAboveSevenBitsAsUnsigned) {
  EXPECT_EQ(SlotOfObject("\xff"), 0x1ef0 % 16384);
  EXPECT_EQ(SlotOfObject(std::string("\x00\xff", 2)), SlotOfObject("\xff"))
      << "leading zeros do not count in this CRC";
}

TEST(HashTag, FollowsTheRuleOfRedisCluster) {
  struct Case {
    std::string key;
    std::string object;
  };
  const std::vector<Case> cases = {
      {"user:1000", "user:1000"},
      {"{user1000}.following", "user1000"},
      {"a{b}c{d}e", "b"},            // the first pair
      {"foo{}{bar}", "foo{}{bar}"},  // an empty tag is none, and ends the search
      {"foo{{bar}}zap", "{bar"},     // up to the first closing brace
      {"foo{bar}{zap}", "bar"},
      {"foo{bar", "foo{bar"},
      {"foo}bar{", "foo}bar{"},
      {"}{x}", "x"},
      {"{}", "{}"},
      {"", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(ObjectOfKey(c.key), c.object) << c.key;
}

TEST(HashTag, IsItselfItsObject) {
  // What is stored under an object's name is found again: the name of an object has no tag but
  // where the braces are part of it.
  for (const std::string key : {"{a}b", "plain", "x{}y"}) {
    const std::string object(ObjectOfKey(key));
    EXPECT_EQ(ObjectOfKey(object), object);
  }
}

class PlacementOf : public testing::TestWithParam<uint32_t> {
 protected:
  const Placement placement_{{NodeId(1), NodeId(2), NodeId(3)}, GetParam()};
};

TEST_P(PlacementOf, EveryShardSpreadsItsObjectsOverAllPreferredReplicas) {
  std::map<std::pair<ShardId, NodeId>, int> count;
  const int objects = 12'000;
  for (int i = 0; i < objects; ++i) {
    const std::string object = "key:" + std::to_string(i);
    ++count[{placement_.ShardOfObject(object), placement_.PreferredReplica(object)}];
  }
  const int cells = static_cast<int>(GetParam()) * 3;
  ASSERT_EQ(count.size(), static_cast<size_t>(cells));
  for (const auto& [cell, n] : count) {
    EXPECT_GT(n, objects / cells * 2 / 3);
    EXPECT_LT(n, objects / cells * 3 / 2);
  }
}

TEST_P(PlacementOf, ShardsAreNumberedFromZero) {
  for (int i = 0; i < 1000; ++i) {
    EXPECT_LT(placement_.ShardOfObject("key:" + std::to_string(i)), ShardId(GetParam()));
  }
}

INSTANTIATE_TEST_SUITE_P(Shards, PlacementOf, testing::Values(1u, 2u, 3u, 8u));

TEST(PlacementDeathTest, RefusesNodesOutOfOrder) {
  EXPECT_DEATH(Placement({NodeId(2), NodeId(1)}, 1), "CHECK failed");
  EXPECT_DEATH(Placement({NodeId(1), NodeId(1)}, 1), "CHECK failed");
  EXPECT_DEATH(Placement({}, 1), "CHECK failed");
  EXPECT_DEATH(Placement({NodeId(1)}, 0), "CHECK failed");
}

}  // namespace
}  // namespace paxosstore
