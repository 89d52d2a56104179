#include "net/transport/tcp_network.h"

#include <spdlog/logger.h>

#include <utility>

#include "core/base/check.h"
#include "core/replica/message.h"

namespace paxosstore::net {

TcpNetwork::TcpNetwork(boost::asio::io_context* io, Executor* executor, Random* random,
                       std::shared_ptr<spdlog::logger> log, TcpNetworkOptions options)
    : io_(io),
      executor_(executor),
      random_(random),
      log_(std::move(log)),
      options_(options),
      incoming_(io, executor, &stats_, log_.get()) {}

TcpNetwork::~TcpNetwork() {
  executor_->Cancel(tick_);
  for (const auto& peer : outgoing_) peer->Stop();
}

absl::Status TcpNetwork::Listen(const std::string& host, uint16_t port) {
  return incoming_.Listen(host, port);
}

void TcpNetwork::Start(const Identity& me, const std::vector<PeerAddress>& peers) {
  CHECK(outgoing_.empty());
  const Outgoing::Context context{io_, executor_, random_, &stats_, log_.get(), &peers_up_};
  std::vector<NodeId> nodes;
  for (const PeerAddress& peer : peers) {
    CHECK_NE(peer.node, me.self);
    nodes.push_back(peer.node);
    outgoing_.push_back(std::make_shared<Outgoing>(context, me, peer, options_.outgoing));
  }
  incoming_.Start(
      me, std::move(nodes), [this](NodeId from, auto& messages) { OnMessages(from, messages); },
      [this](NodeId from) { Find(from)->Nudge(); });
  for (const auto& peer : outgoing_) peer->Start();
  ScheduleTick();
}

// At most four peers: a scan beats any map.
Outgoing* TcpNetwork::Find(NodeId node) const {
  for (const auto& peer : outgoing_) {
    if (peer->node() == node) return peer.get();
  }
  return nullptr;
}

void TcpNetwork::Send(NodeId to, Frame frame) {
  Outgoing* peer = Find(to);
  if (peer == nullptr) {
    ++stats_.dropped_unconnected;
    return;
  }
  const auto* message = dynamic_cast<const Message*>(frame.get());
  CHECK(message != nullptr);
  peer->Send(*message);
}

void TcpNetwork::OnMessages(NodeId from, std::vector<std::shared_ptr<const Message>>& messages) {
  if (!handler_) return;
  for (std::shared_ptr<const Message>& message : messages) handler_(from, std::move(message));
}

void TcpNetwork::ScheduleTick() {
  tick_ = executor_->After(options_.heartbeat_every, [this] {
    for (const auto& peer : outgoing_) peer->Tick(options_.silent_heartbeats_max);
    incoming_.Tick(options_.silent_heartbeats_max);
    ScheduleTick();
  });
}

}  // namespace paxosstore::net
