#include "scenarios/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace paxosstore::scenarios {
namespace {

using testing::HasSubstr;

std::string ErrorOf(std::string_view text) {
  const absl::StatusOr<sim::Scenario> scenario = ParseScenario(text, "dir/bad.textproto");
  return scenario.ok() ? "no error" : std::string(scenario.status().message());
}

sim::Scenario Good(std::string_view text) {
  const absl::StatusOr<sim::Scenario> scenario = ParseScenario(text, "dir/good.textproto");
  EXPECT_TRUE(scenario.ok()) << scenario.status().message();
  return scenario.ok() ? *scenario : sim::Scenario{};
}

TEST(Loader, AnEmptyFileIsTheDefaultScenario) {
  const sim::Scenario scenario = Good("");
  EXPECT_EQ(scenario.name, "good");
  EXPECT_EQ(scenario.world.nodes, 3u);
  EXPECT_FALSE(scenario.swarm);
  EXPECT_FALSE(scenario.faults.crashes.on());
}

TEST(Loader, ReadsEveryPart) {
  const sim::Scenario scenario = Good(R"(
    cluster { nodes: 5 shards: 2 request_timeout: "1s" request_window: 7 }
    network { latency: "1ms" loss: "5%" }
    disk { sync_latency: "3ms" segment_kib: 64 }
    workload { clients: 9 objects: 3 hot: "1/3" mix { incrby: 1 } attempts_max: 2 }
    faults {
      crashes { rate { every: "2s" length_min: "1ms" length_max: "1s" } all_nodes: "50%" }
      clocks { rate { every: "1s" } drift_max: "20%" }
    }
    swarm: true
    phases { faults: "4s" }
    checks { search_one_seed_in: 1 }
  )");
  EXPECT_EQ(scenario.world.nodes, 5u);
  EXPECT_EQ(scenario.world.shards, 2u);
  EXPECT_EQ(scenario.world.shard.request_timeout, Seconds(1));
  EXPECT_EQ(scenario.world.shard.request_window, 7u);
  EXPECT_EQ(scenario.world.link.latency.base, Milliseconds(1));
  EXPECT_EQ(scenario.world.link.loss.numerator, 5u);
  EXPECT_EQ(scenario.world.disk.sync_latency.base, Milliseconds(3));
  EXPECT_EQ(scenario.world.store.segment_bytes, 65536u);
  EXPECT_EQ(scenario.workload.clients, 9u);
  EXPECT_EQ(scenario.workload.mix[static_cast<size_t>(sim::Verb::kIncrby)], 1u);
  EXPECT_EQ(scenario.workload.mix[static_cast<size_t>(sim::Verb::kGet)], 0u);
  EXPECT_EQ(scenario.faults.crashes.every, Seconds(2));
  EXPECT_EQ(scenario.faults.crash_all_nodes.numerator, 50u);
  EXPECT_EQ(scenario.faults.drift_max_ppm, 200'000);
  EXPECT_TRUE(scenario.swarm);
  EXPECT_EQ(scenario.fault_time, Seconds(4));
  EXPECT_EQ(scenario.search_one_seed_in, 1u);
}

TEST(Loader, ReadsEvents) {
  const sim::Scenario scenario = Good(R"(
    event { at: "1s" crash: 2 }
    event { at: "2s" partition { node: 1 node: 3 } }
    event { at: "3s" unblock: true }
    event { at: "4s" stall_disk { node: 1 length: "1s" } }
  )");
  ASSERT_EQ(scenario.events.size(), 4u);
  EXPECT_EQ(ToString(scenario.events[0]), "1.000000s crash n2");
  EXPECT_EQ(ToString(scenario.events[1]), "2.000000s partition n1 n3");
  EXPECT_EQ(ToString(scenario.events[2]), "3.000000s unblock");
  EXPECT_EQ(scenario.events[3].length, Seconds(1));
}

TEST(Loader, DamageToStorageHasToBeAllowedAndWhatItMayBreakNamed) {
  EXPECT_THAT(ErrorOf("event { at: \"1s\" bit_rot { node: 1 count: 1 } }"),
              HasSubstr("storage_damage: has to be true"));
  EXPECT_THAT(ErrorOf("storage_damage: true\nfaults { wipes { every: \"1s\" } }"),
              HasSubstr("may_fail: has to name an oracle"));
  EXPECT_EQ(ErrorOf("storage_damage: true\nfaults { lost_writes { every: \"1s\" } }"), "no error");
  EXPECT_EQ(ErrorOf("event { at: \"1s\" read_errors { node: 1 count: 5 } }"), "no error");
}

TEST(Loader, AnUnknownFieldIsAnErrorWithFileAndLine) {
  const std::string error = ErrorOf("cluster {\n  nodes: 3\n  knodes: 5\n}\n");
  EXPECT_THAT(error, HasSubstr("dir/bad.textproto:3:"));
  EXPECT_THAT(error, HasSubstr("knodes"));
}

TEST(Loader, ASyntaxErrorNamesItsLine) {
  EXPECT_THAT(ErrorOf("workload {\n  clients 5\n"), HasSubstr("dir/bad.textproto:2:"));
  EXPECT_THAT(ErrorOf("workload {\n  clients: 5\n"), HasSubstr("dir/bad.textproto:"));
}

TEST(Loader, ABadTimeNamesFileLineAndField) {
  const std::string error = ErrorOf("\nphases {\n  faults: \"soon\"\n}\n");
  EXPECT_THAT(error, HasSubstr("dir/bad.textproto:3: phases.faults: \"soon\" is not a time"));
}

TEST(Loader, ABadChanceNamesItsField) {
  EXPECT_THAT(ErrorOf("workload { hot: \"150%\" }"), HasSubstr("workload.hot"));
}

TEST(Loader, ANumberOutOfRangeIsAnError) {
  EXPECT_THAT(ErrorOf("workload {\n clients: 0 }"),
              HasSubstr("dir/bad.textproto:2: workload.clients: 0 is not in 1..1000"));
  EXPECT_THAT(ErrorOf("cluster { nodes: 4 }"), HasSubstr("has to be 1, 3 or 5"));
  EXPECT_THAT(ErrorOf("cluster { nodes: 7 }"), HasSubstr("cluster.nodes"));
}

TEST(Loader, AllErrorsAreReportedAtOnce) {
  const std::string error = ErrorOf("workload { clients: 0 hot: \"x\" }");
  EXPECT_THAT(error, HasSubstr("workload.clients"));
  EXPECT_THAT(error, HasSubstr("workload.hot"));
}

TEST(Loader, AFaultFamilyNeedsARate) {
  EXPECT_THAT(ErrorOf("faults { pauses { length_max: \"1s\" } }"),
              HasSubstr("faults.pauses.every: is missing"));
  EXPECT_THAT(ErrorOf("faults { crashes { } }"),
              HasSubstr("dir/bad.textproto:1: faults.crashes.rate: is missing"));
  EXPECT_THAT(ErrorOf("faults { pauses { every: \"1s\" length_min: \"2s\" length_max: \"1s\" } }"),
              HasSubstr("is less than length_min"));
}

TEST(Loader, AnEventNeedsATimeAndANodeOfTheCluster) {
  EXPECT_THAT(ErrorOf("event { crash: 1 }"), HasSubstr("event[0].at: is missing"));
  EXPECT_THAT(ErrorOf("event { at: \"1s\" }"), HasSubstr("event[0].what happens: is missing"));
  EXPECT_THAT(ErrorOf("event { at: \"1s\" crash: 4 }"), HasSubstr("4 is not a node"));
  EXPECT_THAT(ErrorOf("event { at: \"1s\" partition { node: 9 } }"), HasSubstr("9 is not a node"));
}

TEST(Loader, AMixWithoutWeightIsAnError) {
  EXPECT_THAT(ErrorOf("workload { mix { } }"), HasSubstr("all weights are 0"));
}

TEST(Loader, EveryBuiltInScenarioIsSound) {
  const absl::StatusOr<std::vector<std::string>> files = ListScenarios(PAXOSSTORE_SCENARIOS_DIR);
  ASSERT_TRUE(files.ok()) << files.status().message();
  EXPECT_GE(files->size(), 8u);
  for (const std::string& file : *files) {
    const absl::StatusOr<sim::Scenario> scenario = LoadScenario(file);
    EXPECT_TRUE(scenario.ok()) << scenario.status().message();
  }
}

TEST(FindScenario, FindsABareNameInAFolder) {
  const absl::StatusOr<std::string> path =
      FindScenario("steady", {"no/such/folder", PAXOSSTORE_SCENARIOS_DIR});
  ASSERT_TRUE(path.ok());
  EXPECT_THAT(*path, HasSubstr("steady.textproto"));
}

TEST(FindScenario, SaysWhereItLooked) {
  const absl::StatusOr<std::string> path = FindScenario("nosuch", {"a", "b"});
  ASSERT_FALSE(path.ok());
  EXPECT_THAT(std::string(path.status().message()), HasSubstr("b/nosuch.textproto"));
}

TEST(LoadScenario, AMissingFileIsAnError) {
  EXPECT_FALSE(LoadScenario("no/such/file.textproto").ok());
  EXPECT_FALSE(ListScenarios("no/such/folder").ok());
}

}  // namespace
}  // namespace paxosstore::scenarios
