#include "net/transport/incoming.h"

#include <spdlog/logger.h>

#include <algorithm>
#include <utility>

#include "net/transport/listen.h"

namespace paxosstore::net {

namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

// More than this many connections at once are not peers: something is knocking at random.
constexpr size_t kConnectionsMax = 64;
constexpr Duration kAcceptRetry = Milliseconds(100);

}  // namespace

Incoming::Incoming(boost::asio::io_context* context, Executor* executor, TransportStats* stats,
                   spdlog::logger* log)
    : executor_(executor), stats_(stats), log_(log), acceptor_(*context) {}

Incoming::~Incoming() {
  *alive_ = false;
  executor_->Cancel(retry_timer_);
  for (Connection& connection : connections_) connection.link->Close();
}

absl::Status Incoming::Listen(const std::string& host, uint16_t port) {
  absl::Status status = ListenOn(acceptor_, host, port);
  if (status.ok()) port_ = acceptor_.local_endpoint().port();
  return status;
}

void Incoming::Start(const Identity& me, std::vector<NodeId> peers, OnMessages on_messages,
                     OnHello on_hello) {
  me_ = me;
  peers_ = std::move(peers);
  on_messages_ = std::move(on_messages);
  on_hello_ = std::move(on_hello);
  Accept();
}

void Incoming::Accept() {
  acceptor_.async_accept([this, alive = alive_](error_code error, Socket socket) {
    if (!*alive) return;
    if (!error) {
      OnAccept(std::move(socket));
      return Accept();
    }
    // Out of file descriptors, most likely: trying again at once would spin.
    log_->warn("shard {}: cannot accept a peer's connection: {}", me_.shard.value(),
               error.message());
    retry_timer_ = executor_->After(kAcceptRetry, [this] { Accept(); });
  });
}

void Incoming::OnAccept(Socket socket) {
  if (connections_.size() >= kConnectionsMax) return;  // closes it
  auto link = std::make_shared<Link>(std::move(socket), executor_, stats_, this);
  connections_.push_back({link, NodeId(), 0});
  link->Start();
}

Incoming::Connection* Incoming::Find(const Link& link) {
  auto it = std::find_if(connections_.begin(), connections_.end(),
                         [&link](const Connection& c) { return c.link.get() == &link; });
  return it == connections_.end() ? nullptr : &*it;
}

void Incoming::Remove(const Link& link) {
  std::erase_if(connections_, [&link](const Connection& c) { return c.link.get() == &link; });
}

void Incoming::OnPacket(Link& link, DecodedPacket& packet) {
  Connection* connection = Find(link);
  if (connection->peer == NodeId()) {
    if (!packet.hello.has_value()) {
      return Refuse(*connection, "it sent something before its hello", "hello expected first");
    }
    Welcome(*connection, *packet.hello);
    return;
  }
  // A hello later on is a refusal: the peer did not like ours.
  if (packet.hello.has_value() && !packet.hello->refusal.empty()) {
    ++stats_->refusals;
    log_->warn("shard {}: node {} at {} refused this node: {}", me_.shard.value(),
               connection->peer.value(), link.remote(), packet.hello->refusal);
  }
  if (!packet.messages.empty()) on_messages_(connection->peer, packet.messages);
}

void Incoming::Welcome(Connection& connection, const Hello& hello) {
  const std::string fault = HelloFault(hello, me_, peers_);
  if (!fault.empty()) return Refuse(connection, fault, "this node says: " + fault);
  // A node has one connection to us: an older one is a leftover of a broken path or an earlier
  // life.
  std::vector<std::shared_ptr<Link>> older;
  for (const Connection& other : connections_) {
    if (other.peer == hello.node) older.push_back(other.link);
  }
  connection.peer = hello.node;
  connection.link->SendHello(me_.ToHello());
  for (const auto& link : older) {
    link->Close();
    Remove(*link);
  }
  ++stats_->connects;
  log_->debug("shard {}: node {} (incarnation {}) connected from the other side", me_.shard.value(),
              hello.node.value(), hello.incarnation.value());
  on_hello_(hello.node);
}

void Incoming::Refuse(Connection& connection, const std::string& fault, const std::string& answer) {
  ++stats_->refusals;
  std::shared_ptr<Link> link = connection.link;
  log_->log(fault == last_fault_ ? spdlog::level::debug : spdlog::level::warn,
            "shard {}: refused the connection from {}: {}", me_.shard.value(), link->remote(),
            fault);
  last_fault_ = fault;
  link->SendHello(me_.ToRefusal(answer));
  link->Close();
  Remove(*link);
}

void Incoming::OnClosed(Link& link, std::string_view reason) {
  Connection* connection = Find(link);
  if (connection->peer == NodeId()) {
    // So that another version of this program learns ours, and can say so in its log.
    link.SendHello(me_.ToRefusal(std::string(reason)));
    log_->warn("shard {}: closed the connection from {}, which has not said who it is: {}",
               me_.shard.value(), link.remote(), reason);
  } else {
    log_->info("shard {}: connection from node {} at {} ended: {}", me_.shard.value(),
               connection->peer.value(), link.remote(), reason);
  }
  Remove(link);
}

void Incoming::Tick(int silent_ticks_max) {
  // A tick may close links, which removes them from the list.
  const std::vector<Connection> all = connections_;
  for (const Connection& each : all) each.link->Tick(silent_ticks_max);
  std::vector<std::shared_ptr<Link>> mute;
  for (Connection& connection : connections_) {
    if (connection.peer == NodeId() && ++connection.ticks_without_hello > silent_ticks_max) {
      mute.push_back(connection.link);
    }
  }
  for (const auto& link : mute) {
    Refuse(*Find(*link), "it never said who it is", "no hello came in time");
  }
}

}  // namespace paxosstore::net
