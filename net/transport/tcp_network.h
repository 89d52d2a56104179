// Network over TCP, for one shard: production's side of core/runtime/network.h.
//
// Shard s of a node listens on the node's peer port + s. Each pair of nodes has two connections,
// one a direction: whoever sends dials. A message is dropped when there is no connection, when the
// peer's queue is full, or when a connection breaks; never delivered twice, never damaged: bytes
// that make no sense end the connection and nothing else.
//
// Everything happens on the executor's loop, on which it must be created and destroyed (or while
// nobody runs it); only peers_up() may be asked from any thread.
#ifndef PAXOSSTORE_NET_TRANSPORT_TCP_NETWORK_H_
#define PAXOSSTORE_NET_TRANSPORT_TCP_NETWORK_H_

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "core/runtime/network.h"
#include "core/runtime/random.h"
#include "net/transport/handshake.h"
#include "net/transport/incoming.h"
#include "net/transport/outgoing.h"
#include "net/transport/stats.h"

namespace paxosstore::net {

struct TcpNetworkOptions {
  OutgoingOptions outgoing;
  Duration heartbeat_every = Milliseconds(500);
  int silent_heartbeats_max = 6;  // then a connection counts as dead
};

class TcpNetwork : public Network {
 public:
  // All pointers must outlive the network. `executor` runs its work on the thread that runs `io`.
  TcpNetwork(boost::asio::io_context* io, Executor* executor, Random* random,
             std::shared_ptr<spdlog::logger> log, TcpNetworkOptions options);
  ~TcpNetwork() override;

  // First, so that a port in use is known before anything else is done. Port 0 picks a free one.
  [[nodiscard]] absl::Status Listen(const std::string& host, uint16_t port);
  uint16_t port() const { return incoming_.port(); }
  // Then, once: begins to answer and to dial.
  void Start(const Identity& me, const std::vector<PeerAddress>& peers);

  // REQUIRES: `frame` is a core/replica/message.h Message.
  void Send(NodeId to, Frame frame) override;
  void SetHandler(Handler handler) override { handler_ = std::move(handler); }

  // To how many peers messages can be sent now. From any thread.
  uint32_t peers_up() const { return peers_up_.load(std::memory_order_relaxed); }
  const TransportStats& stats() const { return stats_; }

 private:
  Outgoing* Find(NodeId node) const;
  void OnMessages(NodeId from, std::vector<std::shared_ptr<const Message>>& messages);
  void ScheduleTick();

  boost::asio::io_context* io_;
  Executor* executor_;
  Random* random_;
  std::shared_ptr<spdlog::logger> log_;
  TcpNetworkOptions options_;
  TransportStats stats_;
  std::atomic<uint32_t> peers_up_ = 0;
  Handler handler_;
  Incoming incoming_;
  std::vector<std::shared_ptr<Outgoing>> outgoing_;
  TimerId tick_;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_TRANSPORT_TCP_NETWORK_H_
