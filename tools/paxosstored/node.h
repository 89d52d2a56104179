// A production node: its shards, each on a thread of its own, and the RESP front end on the first
// one's loop.
//
//   Prepare: folders, locks, ports      any failure here or while recovering: exit 1
//   recover: every shard reads its disk, side by side
//   join:    until a majority is connected, for a second at most
//   serve:   until SIGTERM or SIGINT, or a store fails (exit 1: it may not vote any more)
//   drain:   requests under way end, three seconds at most; then exit 0
#ifndef PAXOSSTORE_TOOLS_PAXOSSTORED_NODE_H_
#define PAXOSSTORE_TOOLS_PAXOSSTORED_NODE_H_

#include <boost/asio/signal_set.hpp>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "net/server/server.h"
#include "net/server/shard_backend.h"
#include "tools/paxosstored/config.h"
#include "tools/paxosstored/shard_host.h"

namespace paxosstore {

class Node {
 public:
  Node(NodeConfig config, std::shared_ptr<spdlog::logger> log);
  ~Node();

  [[nodiscard]] absl::Status Prepare();
  // Returns the exit code.
  int Run();

 private:
  net::AsioExecutor& home() { return hosts_.front()->loop(); }

  // All on the home loop.
  void OnShardOpen();
  void JoinThenServe();
  void Serve();
  void WatchSignals();
  void BeginShutdown(const std::string& why);
  void OnDrained();
  void Fail(const absl::Status& status);
  void StopAll();

  NodeConfig config_;
  std::shared_ptr<spdlog::logger> log_;
  Placement placement_;
  net::SystemClock clock_;
  std::vector<std::unique_ptr<ShardHost>> hosts_;
  std::unique_ptr<boost::asio::signal_set> signals_;
  std::unique_ptr<net::ShardBackend> backend_;
  std::unique_ptr<net::Server> server_;

  size_t opened_ = 0;
  size_t drained_ = 0;
  Instant joining_since_;
  bool stopping_ = false;
  int exit_code_ = 0;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_TOOLS_PAXOSSTORED_NODE_H_
