#include "core/model/command_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace paxosstore::model {
namespace {

using ::testing::ElementsAre;

Command Parsed(std::vector<std::string> argv) {
  auto parsed = ParseCommand(std::move(argv));
  EXPECT_TRUE(std::holds_alternative<Command>(parsed));
  return std::get<Command>(std::move(parsed));
}

TEST(CommandTableTest, IsInNameOrderWithLowerCaseNames) {
  auto all = AllCommands();
  EXPECT_EQ(all.size(), 34u);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));
  for (const CommandSpec& spec : all) {
    EXPECT_EQ(spec.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), std::string_view::npos);
  }
}

TEST(CommandTableTest, EveryRowIsComplete) {
  for (const CommandSpec& spec : AllCommands()) {
    SCOPED_TRACE(std::string(spec.name));
    EXPECT_NE(spec.evaluate, nullptr);
    EXPECT_NE((spec.flags & kFlagWrite) != 0, (spec.flags & kFlagReadOnly) != 0);
    EXPECT_EQ(spec.first_key, 1);
    EXPECT_GE(spec.key_step, 1);
    EXPECT_FALSE(spec.since.empty());
    EXPECT_FALSE(spec.summary.empty());
    EXPECT_FALSE(ToString(spec.group).empty());
  }
}

TEST(CommandTableTest, EveryNameIsFoundInAnyCase) {
  for (const CommandSpec& spec : AllCommands()) {
    std::string name(spec.name);
    EXPECT_EQ(FindCommand(name), &spec);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    EXPECT_EQ(FindCommand(name), &spec);
    EXPECT_EQ(FindCommand(name + "x"), nullptr);
  }
  EXPECT_EQ(FindCommand(""), nullptr);
  EXPECT_EQ(FindCommand(std::string(1000, 'g')), nullptr);
}

// Only letters have a case: '@' and '`' differ by the same bit.
TEST(CommandTableTest, NamesAreComparedAsAsciiLetters) {
  EXPECT_EQ(FindCommand(std::string("get\0", 4)), nullptr);
  EXPECT_EQ(FindCommand("g\xe5t"), nullptr);
}

TEST(CommandTest, KeysAreWhereTheTableSays) {
  EXPECT_THAT(Parsed({"get", "a"}).Keys(), ElementsAre("a"));
  EXPECT_THAT(Parsed({"SET", "a", "b", "EX", "1"}).Keys(), ElementsAre("a"));
  EXPECT_THAT(Parsed({"DEL", "a", "b", "a"}).Keys(), ElementsAre("a", "b", "a"));
  EXPECT_THAT(Parsed({"MSET", "a", "1", "b", "2"}).Keys(), ElementsAre("a", "b"));
  // One value short: an error when it is evaluated, but routed by what looks like keys.
  EXPECT_THAT(Parsed({"MSET", "a", "1", "b"}).Keys(), ElementsAre("a", "b"));
}

TEST(CommandTest, EveryCommandOfTheLeastLengthHasAKey) {
  for (const CommandSpec& spec : AllCommands()) {
    std::vector<std::string> argv(static_cast<size_t>(std::abs(spec.arity)), "x");
    argv[0] = std::string(spec.name);
    EXPECT_GE(Parsed(argv).KeyCount(), 1u) << argv[0];
  }
}

TEST(CommandTest, WritersAreThoseThatRedisFlagsSo) {
  EXPECT_TRUE(Parsed({"SET", "a", "b"}).MayWrite());
  EXPECT_TRUE(Parsed({"GETEX", "a"}).MayWrite());
  EXPECT_FALSE(Parsed({"GET", "a"}).MayWrite());
  EXPECT_FALSE(Parsed({"TTL", "a"}).MayWrite());
  EXPECT_FALSE(Parsed({"TOUCH", "a"}).MayWrite());
}

}  // namespace
}  // namespace paxosstore::model
