// A node's configuration: the file's text, checked and turned into the options of the parts.
//
// Every error says where: "node.textproto:12:3: consensus.resend_after: ...". All errors are
// reported, not only the first.
#ifndef PAXOSSTORE_TOOLS_PAXOSSTORED_CONFIG_H_
#define PAXOSSTORE_TOOLS_PAXOSSTORED_CONFIG_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/base/ids.h"
#include "core/replica/shard.h"
#include "net/server/options.h"
#include "net/transport/tcp_network.h"
#include "storage/options.h"

namespace paxosstore {

struct NodeConfig {
  struct Node {
    NodeId id;
    std::string host;
    uint16_t peer_port = 0;
    uint16_t resp_port = 0;
  };

  std::string file;
  std::string cluster;
  NodeId self;
  std::string data_dir;
  std::vector<Node> nodes;  // ascending by id
  uint32_t shards = 1;
  std::string resp_listen;
  std::string peer_listen;
  std::string log_level = "info";
  net::ServerOptions server;
  net::TcpNetworkOptions network;
  ShardOptions shard;
  storage::StoreOptions store;

  const Node& Self() const;
  std::vector<NodeId> NodeIds() const;
};

// `self`: goes before the file's. InvalidArgument with one line an error, NotFound if the file
// cannot be read.
absl::StatusOr<NodeConfig> LoadConfig(const std::string& file, std::optional<uint32_t> self);
// The same for a text; `file` is what errors call it.
absl::StatusOr<NodeConfig> ParseConfig(const std::string& text, const std::string& file,
                                       std::optional<uint32_t> self);

}  // namespace paxosstore

#endif  // PAXOSSTORE_TOOLS_PAXOSSTORED_CONFIG_H_
