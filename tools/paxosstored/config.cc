#include "tools/paxosstored/config.h"

#include <google/protobuf/io/tokenizer.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <utility>

#include "core/base/check.h"
#include "tools/paxosstored/config.pb.h"
#include "tools/paxosstored/field_reader.h"

namespace paxosstore {

namespace {

using google::protobuf::TextFormat;

constexpr uint32_t kShardsMax = 64;

class Collector : public google::protobuf::io::ErrorCollector {
 public:
  Collector(std::string file, std::vector<std::string>* errors)
      : file_(std::move(file)), errors_(errors) {}
  void AddError(int line, google::protobuf::io::ColumnNumber column,
                const std::string& message) override {
    errors_->push_back(file_ + ":" + std::to_string(line + 1) + ":" + std::to_string(column + 1) +
                       ": " + message);
  }

 private:
  std::string file_;
  std::vector<std::string>* errors_;
};

absl::Status AllErrors(const std::vector<std::string>& errors) {
  std::string text;
  for (const std::string& error : errors) text += (text.empty() ? "" : "\n") + error;
  return absl::InvalidArgumentError(text);
}

NodeConfig::Node ReadNode(const FieldReader& in, uint32_t shards) {
  NodeConfig::Node node;
  uint32_t id = 0, peer_port = 0, resp_port = 0;
  for (const char* required : {"id", "host", "peer_port", "resp_port"}) {
    if (!in.Has(required)) in.Fail(required, "is missing");
  }
  in.ReadNumber("id", 1, 1'000'000, &id);
  in.ReadText("host", &node.host);
  // Shard s has peer_port + s.
  in.ReadNumber("peer_port", 1, 65'536 - shards, &peer_port);
  in.ReadNumber("resp_port", 1, 65'535, &resp_port);
  node.id = NodeId(id);
  node.peer_port = static_cast<uint16_t>(peer_port);
  node.resp_port = static_cast<uint16_t>(resp_port);
  return node;
}

// Two nodes on one machine must not share a port.
void CheckPorts(const FieldReader& whole, const NodeConfig& config) {
  std::set<std::pair<std::string, uint32_t>> taken;
  for (const NodeConfig::Node& node : config.nodes) {
    bool unique = taken.emplace(node.host, node.resp_port).second;
    for (uint32_t s = 0; s < config.shards; ++s) {
      unique = taken.emplace(node.host, node.peer_port + s).second && unique;
    }
    if (!unique) {
      whole.Fail("nodes", "node " + ToString(node.id) + " uses a port of " + node.host +
                              " that is used already (a node takes resp_port, and peer_port + s "
                              "for each shard s)");
    }
  }
}

void ReadNodes(const config::Config& proto, const FieldReader& whole, NodeConfig& config) {
  for (int i = 0; i < proto.nodes_size(); ++i) {
    config.nodes.push_back(ReadNode(whole.Element("nodes", i), config.shards));
  }
  std::sort(config.nodes.begin(), config.nodes.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  const size_t count = config.nodes.size();
  if (count != 1 && count != 3 && count != 5) {
    whole.Fail("nodes", std::to_string(count) + " nodes; a cluster has 3 or 5 (or 1)");
  }
  for (size_t i = 1; i < count; ++i) {
    if (config.nodes[i].id == config.nodes[i - 1].id) {
      whole.Fail("nodes", "id " + ToString(config.nodes[i].id) + " occurs twice");
    }
  }
  CheckPorts(whole, config);
}

void ReadSelf(const FieldReader& whole, std::optional<uint32_t> override, NodeConfig& config) {
  uint32_t self = 0;
  whole.ReadNumber("self", 1, 1'000'000, &self);
  self = override.value_or(self);
  config.self = NodeId(self);
  const auto ids = config.NodeIds();
  if (self == 0)
    return whole.Fail("self", "is missing; set it, or give --node on the command line");
  if (std::find(ids.begin(), ids.end(), config.self) == ids.end()) {
    whole.Fail("self", "there is no node " + std::to_string(self) + " among the nodes");
  }
}

void ReadResp(const FieldReader& in, NodeConfig& config) {
  net::ServerOptions& out = config.server;
  uint64_t bulk = out.bulk_bytes_max, output = out.output_bytes_max;
  in.ReadText("listen", &config.resp_listen);
  in.ReadNumber("clients_max", 1, 1'000'000, &out.clients_max);
  in.ReadNumber("pipeline_max", 1, 1'000'000, &out.pipeline_max);
  // The longest frame between nodes holds a few values at most.
  in.ReadSize("bulk_max", 1 << 10, 64 << 20, &bulk);
  in.ReadSize("output_max", 1 << 20, uint64_t{1} << 40, &output);
  in.Read("idle_timeout", Seconds(0), Seconds(1'000'000), &out.idle_timeout);
  in.ReadFlag("fan_out", &out.fan_out);
  out.bulk_bytes_max = bulk;
  out.output_bytes_max = output;
}

void ReadPeers(const FieldReader& in, NodeConfig& config) {
  net::TcpNetworkOptions& out = config.network;
  uint64_t queue = out.outgoing.queue_bytes_max;
  uint32_t silent = static_cast<uint32_t>(out.silent_heartbeats_max);
  in.ReadText("listen", &config.peer_listen);
  in.ReadSize("queue_max", 64 << 10, uint64_t{1} << 40, &queue);
  in.Read("heartbeat_every", Milliseconds(10), Seconds(60), &out.heartbeat_every);
  in.ReadNumber("silent_heartbeats", 2, 1000, &silent);
  in.Read("redial_max", Milliseconds(10), Seconds(3600), &out.outgoing.redial_max);
  out.outgoing.queue_bytes_max = queue;
  out.silent_heartbeats_max = static_cast<int>(silent);
}

void ReadConsensus(const FieldReader& in, ShardOptions& out) {
  const Duration least = Milliseconds(1);
  in.Read("request_timeout", Milliseconds(100), Seconds(3600), &out.request_timeout);
  in.Read("resend_after", least, Seconds(60), &out.resend_after);
  in.Read("backoff", Microseconds(10), Seconds(60), &out.backoff);
  in.Read("settle_after", least, Seconds(3600), &out.settle_after);
  in.Read("sweep_every", least, Seconds(3600), &out.sweep_every);
  in.ReadNumber("sweep_objects", 1, 1'000'000, &out.sweep_objects);
  in.ReadNumber("queue_per_object_max", 1, 100'000'000, &out.queue_per_object_max);
  in.ReadNumber("queue_total_max", 1, 100'000'000, &out.queue_total_max);
  in.ReadNumber("batch_commands_max", 1, 1'000'000, &out.batch_commands_max);
  in.ReadNumber("resident_objects_max", 1, 1'000'000'000, &out.resident_objects_max);
}

void ReadStore(const FieldReader& in, storage::StoreOptions& out) {
  in.ReadSize("segment_size", 1 << 20, uint64_t{1} << 40, &out.segment_bytes);
  in.ReadNumber("spare_segments", 0, 1000, &out.spare_segments);
  in.ReadSize("group_max", 4 << 10, 1 << 30, &out.group_bytes_max);
  in.ReadNumber("garbage_percent_max", 5, 95, &out.garbage_percent_max);
}

void ReadLog(const FieldReader& in, NodeConfig& config) {
  in.ReadText("level", &config.log_level);
  for (const char* known : {"debug", "info", "warn", "error"}) {
    if (config.log_level == known) return;
  }
  in.Fail("level", "\"" + config.log_level + "\" is none of debug, info, warn, error");
}

NodeConfig Read(const config::Config& proto, const FieldReader& whole,
                std::optional<uint32_t> self) {
  NodeConfig config;
  for (const char* required : {"cluster", "data_dir", "nodes"}) {
    if (!whole.Has(required)) whole.Fail(required, "is missing");
  }
  whole.ReadText("cluster", &config.cluster);
  whole.ReadText("data_dir", &config.data_dir);
  whole.ReadNumber("shards", 1, kShardsMax, &config.shards);
  if (whole.Has("nodes")) {
    ReadNodes(proto, whole, config);
    ReadSelf(whole, self, config);
  }
  ReadResp(whole.In("resp"), config);
  ReadPeers(whole.In("peers"), config);
  ReadConsensus(whole.In("consensus"), config.shard);
  ReadStore(whole.In("store"), config.store);
  ReadLog(whole.In("log"), config);
  return config;
}

}  // namespace

const NodeConfig::Node& NodeConfig::Self() const {
  const auto it = std::find_if(nodes.begin(), nodes.end(),
                               [this](const Node& node) { return node.id == self; });
  CHECK(it != nodes.end());
  return *it;
}

std::vector<NodeId> NodeConfig::NodeIds() const {
  std::vector<NodeId> ids;
  for (const Node& node : nodes) ids.push_back(node.id);
  return ids;
}

absl::StatusOr<NodeConfig> ParseConfig(const std::string& text, const std::string& file,
                                       std::optional<uint32_t> self) {
  std::vector<std::string> errors;
  Collector collector(file, &errors);
  TextFormat::ParseInfoTree tree;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(&tree);
  config::Config proto;
  if (!parser.ParseFromString(text, &proto)) return AllErrors(errors);
  NodeConfig config = Read(proto, FieldReader(proto, &tree, "", file, &errors), self);
  if (!errors.empty()) return AllErrors(errors);
  config.file = file;
  if (config.resp_listen.empty()) config.resp_listen = config.Self().host;
  if (config.peer_listen.empty()) config.peer_listen = config.Self().host;
  return config;
}

absl::StatusOr<NodeConfig> LoadConfig(const std::string& file, std::optional<uint32_t> self) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) return absl::NotFoundError(file + ": cannot be read");
  return ParseConfig(text.str(), file, self);
}

}  // namespace paxosstore
