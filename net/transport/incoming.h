// The listening side of a shard's transport: accepts the other nodes' connections, checks who they
// are, and passes on what they send. Nothing but hellos and heartbeats goes back on them.
#ifndef PAXOSSTORE_NET_TRANSPORT_INCOMING_H_
#define PAXOSSTORE_NET_TRANSPORT_INCOMING_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "core/base/ids.h"
#include "core/runtime/executor.h"
#include "net/transport/handshake.h"
#include "net/transport/link.h"
#include "net/transport/socket.h"

namespace spdlog {
class logger;
}

namespace paxosstore::net {

class Incoming : public Link::Owner {
 public:
  using OnMessages =
      absl::AnyInvocable<void(NodeId from, std::vector<std::shared_ptr<const Message>>& messages)>;
  using OnHello = absl::AnyInvocable<void(NodeId from)>;

  Incoming(boost::asio::io_context* context, Executor* executor, TransportStats* stats,
           spdlog::logger* log);
  ~Incoming() override;

  // Binds and listens; connections are left waiting until Start. Port 0 picks a free one.
  [[nodiscard]] absl::Status Listen(const std::string& host, uint16_t port);
  uint16_t port() const { return port_; }

  // `on_hello`: a peer has introduced itself, it is alive. Both run on the loop.
  void Start(const Identity& me, std::vector<NodeId> peers, OnMessages on_messages,
             OnHello on_hello);
  void Tick(int silent_ticks_max);

 private:
  struct Connection {
    std::shared_ptr<Link> link;
    NodeId peer;  // 0: no hello yet
    int ticks_without_hello = 0;
  };

  void Accept();
  void OnAccept(Socket socket);
  void OnPacket(Link& link, DecodedPacket& packet) override;
  void OnClosed(Link& link, std::string_view reason) override;
  void Welcome(Connection& connection, const Hello& hello);
  void Refuse(Connection& connection, const std::string& fault, const std::string& answer);
  Connection* Find(const Link& link);
  void Remove(const Link& link);

  Executor* executor_;
  TransportStats* stats_;
  spdlog::logger* log_;
  Listener acceptor_;
  uint16_t port_ = 0;
  Identity me_;
  std::vector<NodeId> peers_;
  OnMessages on_messages_;
  OnHello on_hello_;
  std::vector<Connection> connections_;
  std::string last_fault_;  // logged; a peer that knocks every second is not logged every second
  TimerId retry_timer_;
  // Completion handlers that outlive this object find it gone.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_TRANSPORT_INCOMING_H_
