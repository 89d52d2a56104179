#include "tools/paxsim/campaign/shard.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace paxosstore::paxsim {
namespace {

Environment Of(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  };
}

std::string Told(std::map<std::string, std::string> variables) {
  const auto shard = ShardFromEnvironment(Of(std::move(variables)));
  if (!shard.ok()) return std::string(shard.status().message());
  if (!shard->has_value()) return "none";
  return std::to_string((*shard)->index) + "/" + std::to_string((*shard)->count);
}

TEST(Shard, EachTaskHasExactlyOne) {
  for (uint32_t count = 1; count <= 7; ++count) {
    for (uint64_t task = 0; task < 500; ++task) {
      int holders = 0;
      for (uint32_t i = 1; i <= count; ++i) holders += Shard{i, count}.Holds(task, 6) ? 1 : 0;
      ASSERT_EQ(holders, 1) << task << " of " << count;
    }
  }
}

TEST(Shard, AllGetEquallyManyAndComeToEveryScenario) {
  // Also where the number of shards divides that of the scenarios.
  for (const uint64_t scenarios : {1, 4, 6, 52}) {
    for (uint32_t i = 1; i <= 4; ++i) {
      uint64_t tasks = 0;
      std::set<uint64_t> seen;
      for (uint64_t task = 0; task < scenarios * 4; ++task) {
        if (!Shard{i, 4}.Holds(task, scenarios)) continue;
        ++tasks;
        seen.insert(task % scenarios);
      }
      EXPECT_EQ(tasks, scenarios) << i;
      EXPECT_EQ(seen.size(), scenarios) << i;
    }
  }
}

TEST(Shard, TheCommandLineCountsFromOne) {
  EXPECT_EQ(ParseShard("1/1")->index, 1u);
  EXPECT_EQ(ParseShard("8/8")->count, 8u);
  for (const char* wrong : {"", "3", "0/8", "9/8", "1/0", "a/8", "1/b", "-1/8", "1/8/2", " /"}) {
    EXPECT_FALSE(ParseShard(wrong).ok()) << wrong;
  }
}

TEST(Shard, TheEnvironmentTells) {
  EXPECT_EQ(Told({}), "none");
  EXPECT_EQ(Told({{"GTEST_SHARD_INDEX", "0"}, {"GTEST_TOTAL_SHARDS", "3"}}), "1/3");
  EXPECT_EQ(Told({{"SLURM_ARRAY_TASK_ID", "4"},
                  {"SLURM_ARRAY_TASK_MIN", "0"},
                  {"SLURM_ARRAY_TASK_COUNT", "5"}}),
            "5/5");
  EXPECT_EQ(Told({{"SLURM_ARRAY_TASK_ID", "30"},
                  {"SLURM_ARRAY_TASK_MIN", "10"},
                  {"SLURM_ARRAY_TASK_STEP", "10"},
                  {"SLURM_ARRAY_TASK_COUNT", "4"}}),
            "3/4");
  EXPECT_EQ(Told({{"JOB_COMPLETION_INDEX", "7"}, {"JOB_COMPLETIONS", "8"}}), "8/8");
}

// Half an answer would let every task do the whole.
TEST(Shard, WhatTheEnvironmentLeavesOutIsAnError) {
  EXPECT_NE(Told({{"JOB_COMPLETION_INDEX", "7"}}).find("JOB_COMPLETIONS"), std::string::npos);
  EXPECT_NE(Told({{"GTEST_SHARD_INDEX", "0"}}).find("GTEST_TOTAL_SHARDS"), std::string::npos);
  EXPECT_NE(Told({{"SLURM_ARRAY_TASK_ID", "1"}, {"SLURM_ARRAY_TASK_MIN", "1"}})
                .find("SLURM_ARRAY_TASK_COUNT"),
            std::string::npos);
  EXPECT_NE(Told({{"GTEST_SHARD_INDEX", "x"}, {"GTEST_TOTAL_SHARDS", "3"}}).find("not a number"),
            std::string::npos);
  EXPECT_NE(Told({{"GTEST_SHARD_INDEX", "3"}, {"GTEST_TOTAL_SHARDS", "3"}}).find("no shard 4"),
            std::string::npos);
  // An array with uneven gaps.
  EXPECT_NE(Told({{"SLURM_ARRAY_TASK_ID", "7"},
                  {"SLURM_ARRAY_TASK_MIN", "1"},
                  {"SLURM_ARRAY_TASK_STEP", "4"},
                  {"SLURM_ARRAY_TASK_COUNT", "3"}})
                .find("FIRST-LAST"),
            std::string::npos);
}

}  // namespace
}  // namespace paxosstore::paxsim
