// What differs from Redis because an expiry is a fact of the log: a key is hidden by being removed,
// and every removal is reported as a change.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/model/run_command.h"

namespace paxosstore::model {
namespace {

using Argv = std::vector<std::string>;

constexpr int64_t kNow = 1'700'000'000'000;

ObjectState WithKey(int64_t expires_at_ms) {
  ObjectState state{.stamp_ms = kNow, .keys = {}};
  state.keys["k"] = {"v", expires_at_ms};
  return state;
}

TEST(ExpiryTest, AKeyExpiresAtItsTimeAndNotBefore) {
  ObjectState state = WithKey(kNow + 1);
  EXPECT_EQ(ToString(RunCommand({"GET", "k"}, state).reply), "\"v\"");
  ++state.stamp_ms;
  EXPECT_EQ(ToString(RunCommand({"GET", "k"}, state).reply), "(nil)");
}

TEST(ExpiryTest, ReadingAnExpiredKeyRemovesItAndSaysSo) {
  for (const Argv& argv :
       {Argv{"GET", "k"}, Argv{"STRLEN", "k"}, Argv{"GETRANGE", "k", "0", "1"}, Argv{"TTL", "k"},
        Argv{"PTTL", "k"}, Argv{"EXISTS", "k"}, Argv{"TYPE", "k"}, Argv{"MGET", "none", "k"},
        Argv{"TOUCH", "k"}, Argv{"DEL", "k"}, Argv{"PERSIST", "k"}, Argv{"GETDEL", "k"},
        Argv{"GETEX", "k"}, Argv{"EXPIRE", "k", "10"}, Argv{"SET", "k", "w", "XX"}}) {
    SCOPED_TRACE(argv[0]);
    ObjectState state = WithKey(kNow);
    EXPECT_TRUE(RunCommand(argv, state).changed);
    EXPECT_TRUE(state.keys.empty());
    EXPECT_FALSE(RunCommand(argv, state).changed);
  }
}

TEST(ExpiryTest, WritesToAnExpiredKeyFindItAbsent) {
  struct Case {
    Argv argv;
    std::string reply;
    StringEntry after;
  };
  for (const Case& c : std::vector<Case>{
           {{"SET", "k", "w", "NX"}, "OK", {"w", 0}},
           {{"SET", "k", "w", "GET"}, "(nil)", {"w", 0}},
           {{"SET", "k", "w", "KEEPTTL"}, "OK", {"w", 0}},
           {{"SETNX", "k", "w"}, "(integer) 1", {"w", 0}},
           {{"GETSET", "k", "w"}, "(nil)", {"w", 0}},
           {{"INCR", "k"}, "(integer) 1", {"1", 0}},
           {{"INCRBYFLOAT", "k", "0.5"}, "\"0.5\"", {"0.5", 0}},
           {{"APPEND", "k", "w"}, "(integer) 1", {"w", 0}},
           {{"SETRANGE", "k", "0", "w"}, "(integer) 1", {"w", 0}},
           {{"PSETEX", "k", "5", "w"}, "OK", {"w", kNow + 5}},
       }) {
    SCOPED_TRACE(c.argv[0]);
    ObjectState state = WithKey(kNow);
    Evaluation result = RunCommand(c.argv, state);
    EXPECT_EQ(ToString(result.reply), c.reply);
    EXPECT_TRUE(result.changed);
    EXPECT_EQ(state.keys["k"], c.after);
  }
}

TEST(ExpiryTest, OnlyTheKeysLookedAtAreRemoved) {
  ObjectState state = WithKey(kNow);
  state.keys["other"] = {"v", 0};
  EXPECT_FALSE(RunCommand({"GET", "other"}, state).changed);
  EXPECT_TRUE(state.keys.contains("k"));
}

TEST(ExpiryTest, RelativeTimesCountFromTheStamp) {
  ObjectState state = WithKey(0);
  RunCommand({"EXPIRE", "k", "3"}, state);
  EXPECT_EQ(state.keys["k"].expires_at_ms, kNow + 3000);
  RunCommand({"SET", "k", "v", "PX", "7"}, state);
  EXPECT_EQ(state.keys["k"].expires_at_ms, kNow + 7);
  EXPECT_EQ(ToString(RunCommand({"PTTL", "k"}, state).reply), "(integer) 7");
}

TEST(ExpiryTest, TtlIsRoundedToTheNearestSecond) {
  ObjectState state = WithKey(kNow + 1499);
  EXPECT_EQ(RunCommand({"TTL", "k"}, state).reply, Reply::Integer(1));
  state = WithKey(kNow + 1500);
  EXPECT_EQ(RunCommand({"TTL", "k"}, state).reply, Reply::Integer(2));
}

TEST(ExpiryTest, ATimeThatHasComeDeletes) {
  for (const Argv& argv : {Argv{"PEXPIREAT", "k", std::to_string(kNow)}, Argv{"EXPIRE", "k", "0"},
                           Argv{"SET", "k", "w", "PXAT", std::to_string(kNow)},
                           Argv{"GETEX", "k", "PXAT", std::to_string(kNow)}}) {
    SCOPED_TRACE(argv[0]);
    ObjectState state = WithKey(0);
    EXPECT_TRUE(RunCommand(argv, state).changed);
    EXPECT_TRUE(state.keys.empty());
    EXPECT_FALSE(RunCommand(argv, state).changed);
  }
}

TEST(ChangeTest, CommandsWithoutEffectReportNoChange) {
  for (const Argv& argv : {Argv{"GET", "k"},
                           Argv{"GET", "none"},
                           Argv{"DEL", "none"},
                           Argv{"UNLINK", "none"},
                           Argv{"SET", "k", "w", "NX"},
                           Argv{"SET", "none", "w", "XX"},
                           Argv{"SETNX", "k", "w"},
                           Argv{"GETDEL", "none"},
                           Argv{"GETEX", "k"},
                           Argv{"GETEX", "k", "PERSIST"},
                           Argv{"PERSIST", "k"},
                           Argv{"PERSIST", "none"},
                           Argv{"EXPIRE", "none", "5"},
                           Argv{"EXPIRE", "k", "5", "XX"},
                           Argv{"SETRANGE", "k", "9", ""},
                           Argv{"INCR", "k"},
                           Argv{"INCRBYFLOAT", "k", "1"},
                           Argv{"SET", "k", "w", "EX", "0"},
                           Argv{"MSET", "k"},
                           Argv{"EXPIRE", "k", "5", "NX", "XX"}}) {
    SCOPED_TRACE(argv[0] + " " + (argv.size() > 1 ? argv[1] : ""));
    ObjectState state = WithKey(0);
    EXPECT_FALSE(RunCommand(argv, state).changed);
    EXPECT_TRUE(state == WithKey(0));
  }
}

TEST(ChangeTest, WritingTheSameValueIsAChange) {
  ObjectState state = WithKey(0);
  EXPECT_TRUE(RunCommand({"SET", "k", "v"}, state).changed);
  EXPECT_TRUE(RunCommand({"APPEND", "k", ""}, state).changed);
  EXPECT_TRUE(state == WithKey(0));
}

}  // namespace
}  // namespace paxosstore::model
