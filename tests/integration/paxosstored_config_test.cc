#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tools/paxosstored/config.h"
#include "tools/paxosstored/units.h"

namespace paxosstore {
namespace {

using testing::HasSubstr;

constexpr char kNodes[] = R"(
nodes { id: 2 host: "b" peer_port: 8001 resp_port: 7001 }
nodes { id: 1 host: "a" peer_port: 8001 resp_port: 7001 }
nodes { id: 3 host: "c" peer_port: 8001 resp_port: 7001 }
)";
const std::string kLeast = std::string("cluster: \"shop\" data_dir: \"d\" self: 1") + kNodes;

std::string ErrorOf(const std::string& text, std::optional<uint32_t> self = std::nullopt) {
  return std::string(ParseConfig(text, "n.textproto", self).status().message());
}

TEST(ConfigTest, LeastFileIsEnoughAndDefaultsAreThoseOfTheParts) {
  const auto config = ParseConfig(kLeast, "n.textproto", std::nullopt);
  ASSERT_TRUE(config.ok()) << config.status().message();
  EXPECT_EQ(config->cluster, "shop");
  EXPECT_EQ(config->self, NodeId(1));
  EXPECT_EQ(config->NodeIds(), (std::vector<NodeId>{NodeId(1), NodeId(2), NodeId(3)}));
  EXPECT_EQ(config->resp_listen, "a");
  EXPECT_EQ(config->shards, 1u);
  EXPECT_EQ(config->shard.request_timeout, ShardOptions().request_timeout);
  EXPECT_EQ(config->store.segment_bytes, storage::StoreOptions().segment_bytes);
  EXPECT_EQ(config->server.pipeline_max, net::ServerOptions().pipeline_max);
}

TEST(ConfigTest, EverySettingReachesItsOption) {
  const auto config = ParseConfig(kLeast + R"(
shards: 2
resp { listen: "0.0.0.0" clients_max: 5 pipeline_max: 7 bulk_max: "2MiB" output_max: "3MiB"
       idle_timeout: "4s" fan_out: true }
peers { listen: "::" queue_max: "1MiB" heartbeat_every: "20ms" silent_heartbeats: 9 redial_max: "2s" }
consensus { request_timeout: "5s" resend_after: "6ms" backoff: "70us" settle_after: "8ms"
            sweep_every: "9ms" sweep_objects: 10 queue_per_object_max: 11 queue_total_max: 12
            batch_commands_max: 13 resident_objects_max: 14 }
store { segment_size: "1MiB" spare_segments: 1 group_max: "64KiB" garbage_percent_max: 30 }
log { level: "debug" }
)",
                                  "n.textproto", std::nullopt);
  ASSERT_TRUE(config.ok()) << config.status().message();
  EXPECT_EQ(config->shards, 2u);
  EXPECT_EQ(config->resp_listen, "0.0.0.0");
  EXPECT_EQ(config->server.clients_max, 5u);
  EXPECT_EQ(config->server.pipeline_max, 7u);
  EXPECT_EQ(config->server.bulk_bytes_max, 2u << 20);
  EXPECT_EQ(config->server.output_bytes_max, 3u << 20);
  EXPECT_EQ(config->server.idle_timeout, Seconds(4));
  EXPECT_TRUE(config->server.fan_out);
  EXPECT_EQ(config->peer_listen, "::");
  EXPECT_EQ(config->network.outgoing.queue_bytes_max, 1u << 20);
  EXPECT_EQ(config->network.heartbeat_every, Milliseconds(20));
  EXPECT_EQ(config->network.silent_heartbeats_max, 9);
  EXPECT_EQ(config->network.outgoing.redial_max, Seconds(2));
  EXPECT_EQ(config->shard.request_timeout, Seconds(5));
  EXPECT_EQ(config->shard.resend_after, Milliseconds(6));
  EXPECT_EQ(config->shard.backoff, Microseconds(70));
  EXPECT_EQ(config->shard.settle_after, Milliseconds(8));
  EXPECT_EQ(config->shard.sweep_every, Milliseconds(9));
  EXPECT_EQ(config->shard.sweep_objects, 10u);
  EXPECT_EQ(config->shard.queue_per_object_max, 11u);
  EXPECT_EQ(config->shard.queue_total_max, 12u);
  EXPECT_EQ(config->shard.batch_commands_max, 13u);
  EXPECT_EQ(config->shard.resident_objects_max, 14u);
  EXPECT_EQ(config->store.segment_bytes, 1u << 20);
  EXPECT_EQ(config->store.spare_segments, 1u);
  EXPECT_EQ(config->store.group_bytes_max, 64u << 10);
  EXPECT_EQ(config->store.garbage_percent_max, 30u);
  EXPECT_EQ(config->log_level, "debug");
}

TEST(ConfigTest, CommandLineGoesBeforeTheFile) {
  EXPECT_EQ(ParseConfig(kLeast, "n.textproto", 3)->self, NodeId(3));
  EXPECT_EQ(ErrorOf(kLeast, 4), "n.textproto:1:31: self: there is no node 4 among the nodes");
}

TEST(ConfigTest, SyntaxErrorsAndUnknownFieldsNameLineAndColumn) {
  EXPECT_THAT(ErrorOf("cluster: \"x\"\nbogus: 1\n"),
              HasSubstr("n.textproto:2:6: Message type \"paxosstore.config.Config\" has no field "
                        "named \"bogus\""));
  EXPECT_THAT(ErrorOf("cluster: \"x\"\n\nnodes { id: \"one\" }\n"),
              HasSubstr("n.textproto:3:13: Expected integer"));
  EXPECT_THAT(ErrorOf("nodes {"), HasSubstr("n.textproto:1:8: "));
}

TEST(ConfigTest, WrongValuesNameTheFieldAndSayWhatIsAllowed) {
  const std::string at = "n.textproto:" + std::to_string(6) + ":";
  EXPECT_EQ(ErrorOf(kLeast + "\nconsensus { resend_after: \"soon\" }"),
            at + "13: consensus.resend_after: \"soon\" is not a duration such as \"250ms\" or "
                 "\"3s\"");
  EXPECT_EQ(ErrorOf(kLeast + "\nconsensus { request_timeout: \"1ms\" }"),
            at + "13: consensus.request_timeout: 1ms is not between 100ms and 1h");
  EXPECT_EQ(ErrorOf(kLeast + "\nstore { segment_size: \"64MB\" }"),
            at + "9: store.segment_size: \"64MB\" is not a size such as \"4096\", \"64KiB\" or "
                 "\"1GiB\"");
  EXPECT_EQ(ErrorOf(kLeast + "\nshards: 1000"), at + "1: shards: 1000 is not between 1 and 64");
  EXPECT_EQ(ErrorOf(kLeast + "\nlog { level: \"loud\" }"),
            at + "7: log.level: \"loud\" is none of debug, info, warn, error");
}

TEST(ConfigTest, ClustersThatCannotWorkAreRefused) {
  EXPECT_THAT(ErrorOf(kLeast + "nodes { id: 4 host: \"d\" peer_port: 1 resp_port: 2 }"),
              HasSubstr("nodes: 4 nodes; a cluster has 3 or 5 (or 1)"));
  EXPECT_THAT(ErrorOf(kLeast + "nodes { id: 1 host: \"d\" peer_port: 1 resp_port: 2 }"
                               "nodes { id: 5 host: \"e\" peer_port: 1 resp_port: 2 }"),
              HasSubstr("nodes: id 1 occurs twice"));
  EXPECT_THAT(ErrorOf("cluster: \"x\" data_dir: \"d\" self: 1 shards: 3\n"
                      "nodes { id: 1 host: \"a\" peer_port: 8001 resp_port: 8003 }"),
              HasSubstr("node 1 uses a port of a that is used already"));
  EXPECT_THAT(ErrorOf("cluster: \"x\" data_dir: \"d\" self: 1\nnodes { id: 1 host: \"a\" }"),
              HasSubstr("nodes[0].peer_port: is missing"));
}

TEST(ConfigTest, AllErrorsAreReportedAtOnce) {
  EXPECT_EQ(ErrorOf("shards: 0"),
            "n.textproto: cluster: is missing\n"
            "n.textproto: data_dir: is missing\n"
            "n.textproto: nodes: is missing\n"
            "n.textproto:1:1: shards: 0 is not between 1 and 64");
}

TEST(ConfigTest, MissingFileIsNamed) {
  const auto config = LoadConfig("/nonexistent/node.textproto", std::nullopt);
  EXPECT_EQ(config.status().message(), "/nonexistent/node.textproto: cannot be read");
}

TEST(UnitsTest, WhatIsWrittenIsReadBack) {
  for (int64_t ns : {int64_t{0}, int64_t{1}, int64_t{1'500'000}, int64_t{60'000'000'000},
                     int64_t{7'200'000'000'000}}) {
    EXPECT_EQ(ParseDuration(DurationText(Nanoseconds(ns))), Nanoseconds(ns));
  }
  for (uint64_t bytes : {0ull, 1ull, 1536ull, 1ull << 20, 3ull << 30}) {
    EXPECT_EQ(ParseSize(SizeText(bytes)), bytes);
  }
  EXPECT_EQ(DurationText(Milliseconds(90'000)), "90s");
  EXPECT_EQ(SizeText(1 << 16), "64KiB");
}

TEST(UnitsTest, AnythingElseIsRefused) {
  for (const char* bad :
       {"", "3", "s", "-1s", "1.5s", "1 s", "1S", "9999999999999999999s", "1ss"}) {
    EXPECT_EQ(ParseDuration(bad), std::nullopt) << bad;
  }
  for (const char* bad : {"", "-1", "1B", "1kib", "9999999999GiB", "0x10"}) {
    EXPECT_EQ(ParseSize(bad), std::nullopt) << bad;
  }
}

}  // namespace
}  // namespace paxosstore
