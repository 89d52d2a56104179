#include "scenarios/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/loader.h"
#include "sim/run/run.h"

namespace paxosstore::scenarios {
namespace {

using testing::HasSubstr;

sim::Scenario Parse(const std::string& text) {
  const absl::StatusOr<sim::Scenario> scenario = ParseScenario(text, "written.textproto");
  EXPECT_TRUE(scenario.ok()) << scenario.status().message() << "\n" << text;
  return scenario.ok() ? *scenario : sim::Scenario{};
}

TEST(Writer, TheDefaultScenarioIsAnEmptyText) { EXPECT_EQ(WriteScenario({}), ""); }

TEST(Writer, OnlyWhatIsUnusualIsWritten) {
  sim::Scenario scenario;
  scenario.world.nodes = 5;
  scenario.faults.pauses.every = Milliseconds(1500);
  EXPECT_EQ(
      WriteScenario(scenario),
      "cluster { nodes: 5 }\n"
      "faults { pauses { every: \"1500ms\" length_min: \"50ms\" length_max: \"1500ms\" } }\n");
}

TEST(Writer, EveryKindOfEventIsReadAsItWasWritten) {
  for (size_t i = 0; i < sim::kFaultKinds; ++i) {
    sim::Scenario scenario;
    sim::Fault fault{.at = Instant{12'345'678}, .kind = static_cast<sim::FaultKind>(i)};
    fault.node = NodeId(2);
    fault.nodes = 5;
    fault.length = Microseconds(1500);
    const bool either_way =
        fault.kind == sim::FaultKind::kDrift || fault.kind == sim::FaultKind::kJumpWall;
    fault.amount = either_way ? -77 : 77;
    scenario.storage_damage = true;
    scenario.may_fail = {"linearizability"};
    fault.links.loss = {3, 17};
    scenario.events.push_back(fault);
    const std::string text = WriteScenario(scenario);
    const sim::Scenario read = Parse(text);
    ASSERT_EQ(read.events.size(), 1u) << text;
    EXPECT_EQ(read.events[0].kind, fault.kind) << text;
    EXPECT_EQ(read.events[0].at, fault.at) << text;
    EXPECT_EQ(WriteScenario(read), text);
  }
}

TEST(Writer, AFamilyWithWindowAndTargetsIsReadAsItWasWritten) {
  const std::string text =
      "faults {\n"
      "  misreads {\n"
      "    rate { every: \"1s\" length_min: \"50ms\" length_max: \"1500ms\" from: \"2s\" until: "
      "\"4s\""
      " node: 1 node: 3 }\n"
      "    percent_max: 7\n"
      "  }\n"
      "}\n";
  const sim::Scenario read = Parse(text);
  EXPECT_EQ(read.faults.misreads.from, Seconds(2));
  EXPECT_EQ(read.faults.misreads.until, Seconds(4));
  EXPECT_EQ(read.faults.misreads.nodes, 5u);
  EXPECT_EQ(read.faults.misread_percent_max, 7u);
  const std::string written = WriteScenario(read);
  EXPECT_EQ(WriteScenario(Parse(written)), written);
}

// Everything that a swarm can draw, and everything that a run decides, survives being written: the
// strongest statement of all, since the run is repeated from the text.
TEST(Writer, ARunWrittenOutRunsTheSame) {
  const absl::StatusOr<sim::Scenario> everything =
      LoadScenario(PAXOSSTORE_SCENARIOS_DIR "/everything.textproto");
  ASSERT_TRUE(everything.ok());
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    sim::RunOptions options;
    options.tape = true;
    const sim::RunReport report = sim::RunScenario(*everything, seed, options);
    const std::string text = WriteScenario(WrittenOut(*everything, report));
    const sim::RunReport again = sim::RunScenario(Parse(text), seed);
    EXPECT_EQ(again.entries_chosen, report.entries_chosen);
    EXPECT_EQ(again.network.sent, report.network.sent);
    EXPECT_EQ(again.disks.bytes_written, report.disks.bytes_written);
    EXPECT_EQ(again.ended_at, report.ended_at);
    EXPECT_EQ(again.faults, report.faults);
  }
}

TEST(Writer, ScriptsAndRestrictionsAreReadAsTheyWereWritten) {
  const std::string text =
      "workload { clients: 2 objects: 2 tagged_of_ten: 0 }\n"
      "operation { client: 2 number: 7 at: \"1500us\" object: \"k1\" command: \"set k1 v\" }\n"
      "only { purpose: \"loss\" kept { stream: 65792 at: 1000 ordinal: 2 } }\n"
      "calm: \"sync time\" calm: \"delay\"\n";
  EXPECT_EQ(WriteScenario(Parse(text)), text);
}

TEST(Loader, AScriptNamesItsErrors) {
  const auto error = [](const std::string& text) {
    return std::string(ParseScenario(text, "f").status().message());
  };
  EXPECT_THAT(error("operation { command: \"NOSUCH k0\" }"), HasSubstr("operation[0].command"));
  EXPECT_THAT(error("operation { }"), HasSubstr("operation[0].command: is missing"));
  EXPECT_THAT(error("operation { client: 6 command: \"GET k0\" }"), HasSubstr("not in 1..5"));
  EXPECT_THAT(error("operation { object: \"zz\" command: \"GET k0\" }"),
              HasSubstr("not an object"));
  EXPECT_THAT(error("operation { object: \"k1\" command: \"SET k0 v\" }"),
              HasSubstr("operation[0].command: the key k0 is not of the object k1"));
  EXPECT_THAT(error("calm: \"luck\""), HasSubstr("f:1: calm: luck is not a purpose"));
  EXPECT_THAT(error("\n\nonly { purpose: \"luck\" }"), HasSubstr("f:3: only[0].purpose: luck"));
}

}  // namespace
}  // namespace paxosstore::scenarios
