#include "scenarios/failure_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paxosstore::scenarios {
namespace {

using testing::HasSubstr;

sim::FailureCase Some() {
  sim::FailureCase failing;
  failing.scenario.name = "lossy";
  failing.scenario.world.nodes = 5;
  failing.scenario.events.push_back(
      {.at = Instant{5'000}, .kind = sim::FaultKind::kCrash, .node = NodeId(3)});
  failing.seed = ~uint64_t{0};
  failing.bug = "PromiseNotSynced";
  failing.until = Instant{1'500'000};
  failing.failure = {"an oracle", "several\n\"words\"", {Instant{77}, 12}};
  failing.trace_hash = 0x0123456789abcdefu;
  return failing;
}

TEST(FailureFile, IsReadAsItWasWritten) {
  const std::string text = WriteFailure(Some(), {"a remark", "", "another"});
  EXPECT_THAT(text, HasSubstr("# a remark\n#\n# another\n"));
  const absl::StatusOr<sim::FailureCase> read = ParseFailure(text, "dir/lossy.failure.textproto");
  ASSERT_TRUE(read.ok()) << read.status().message();
  EXPECT_EQ(read->scenario.name, "lossy");
  EXPECT_EQ(read->seed, Some().seed);
  EXPECT_EQ(read->bug, Some().bug);
  EXPECT_EQ(read->until, Some().until);
  EXPECT_EQ(read->failure.oracle, Some().failure.oracle);
  EXPECT_EQ(read->failure.what, Some().failure.what);
  EXPECT_EQ(read->failure.moment.event, 12u);
  EXPECT_EQ(read->trace_hash, Some().trace_hash);
  EXPECT_EQ(WriteFailure(*read, {"a remark", "", "another"}), text);
}

TEST(FailureFile, WhatIsOptionalMayBeMissing) {
  sim::FailureCase failing = Some();
  failing.bug.clear();
  failing.until.reset();
  const absl::StatusOr<sim::FailureCase> read = ParseFailure(WriteFailure(failing, {}), "f");
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read->bug.empty());
  EXPECT_FALSE(read->until.has_value());
}

TEST(FailureFile, ErrorsNameFileLineAndField) {
  const auto error = [](const std::string& text) {
    return std::string(ParseFailure(text, "dir/f").status().message());
  };
  EXPECT_THAT(error(""), HasSubstr("dir/f: seed: is missing"));
  EXPECT_THAT(error("seed: 1\nexpected {}"), HasSubstr("dir/f:2: expected.oracle: is missing"));
  EXPECT_THAT(error("seed: 1\nexpected { oracle: \"x\"\n trace_hash: \"12\" }"),
              HasSubstr("dir/f:3: expected.trace_hash: 12 is not 16 hexadecimal digits"));
  EXPECT_THAT(error("seed: 1\nexpected { oracle: \"x\" }\nscenario {\n cluster { nodes: 4 } }"),
              HasSubstr("dir/f:4: scenario.cluster.nodes"));
  EXPECT_THAT(error("seed: x"), HasSubstr("dir/f:1:"));
}

TEST(FailureFile, AMissingFileIsAnError) {
  EXPECT_THAT(std::string(LoadFailure("no/such/file").status().message()),
              HasSubstr("no/such/file: cannot be read"));
}

}  // namespace
}  // namespace paxosstore::scenarios
