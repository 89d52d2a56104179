#include "sim/sim_network.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/base/planted_bug.h"

namespace paxosstore::sim {
namespace {

// What a choice about a frame is keyed by.
uint32_t StreamOf(NodeId from, ShardId shard, NodeId to) {
  return from.value() << 16 | to.value() << 8 | shard.value();
}

}  // namespace

NetworkModel::NetworkModel(EventQueue* queue, Decisions* decisions)
    : queue_(queue), decisions_(decisions) {}

NetworkModel::~NetworkModel() = default;

NetworkModel::Link& NetworkModel::LinkOf(NodeId from, NodeId to) {
  const uint32_t needed = std::max(from.value(), to.value()) + 1;
  if (needed > nodes_) {
    std::vector<Link> grown(size_t{needed} * needed);
    for (Link& link : grown) link.options = default_link_;
    for (uint32_t f = 0; f < nodes_; ++f) {
      for (uint32_t t = 0; t < nodes_; ++t) grown[f * needed + t] = links_[f * nodes_ + t];
    }
    links_ = std::move(grown);
    nodes_ = needed;
  }
  return links_[from.value() * nodes_ + to.value()];
}

NetworkModel::Port* NetworkModel::FindPort(NodeId node, ShardId shard) {
  if (node.value() >= ports_.size()) return nullptr;
  std::vector<Port>& shards = ports_[node.value()];
  return shard.value() < shards.size() ? &shards[shard.value()] : nullptr;
}

std::unique_ptr<SimNetwork> NetworkModel::Attach(NodeId node, ShardId shard, ActorId actor) {
  if (node.value() >= ports_.size()) ports_.resize(node.value() + 1);
  std::vector<Port>& shards = ports_[node.value()];
  if (shard.value() >= shards.size()) shards.resize(shard.value() + 1);
  Port& port = shards[shard.value()];
  CHECK(port.endpoint == nullptr);
  std::unique_ptr<SimNetwork> endpoint(new SimNetwork(this, node, shard, actor));
  port = {actor, endpoint.get()};
  return endpoint;
}

void NetworkModel::Detach(NodeId node, ShardId shard) { FindPort(node, shard)->endpoint = nullptr; }

void NetworkModel::SetAllLinks(const LinkOptions& options) {
  default_link_ = options;
  for (Link& link : links_) link.options = options;
}

void NetworkModel::SetLink(NodeId from, NodeId to, const LinkOptions& options) {
  LinkOf(from, to).options = options;
}

const LinkOptions& NetworkModel::link(NodeId from, NodeId to) { return LinkOf(from, to).options; }

void NetworkModel::SetBlocked(NodeId from, NodeId to, bool blocked) {
  Link& link = LinkOf(from, to);
  if (link.blocked != blocked && observer_ != nullptr) observer_->OnBlocked(from, to, blocked);
  link.blocked = blocked;
}

bool NetworkModel::blocked(NodeId from, NodeId to) { return LinkOf(from, to).blocked; }

void NetworkModel::ResetConnection(NodeId from, NodeId to) { ++LinkOf(from, to).connection; }

void NetworkModel::SetExtraLatency(NodeId from, NodeId to, Duration extra) {
  LinkOf(from, to).extra_latency = extra;
}

void NetworkModel::SetBandwidth(NodeId from, NodeId to, uint64_t bytes_per_second) {
  Link& link = LinkOf(from, to);
  link.bytes_per_second = bytes_per_second;
  link.free_at = {};
}

void NetworkModel::ClearModifiers() {
  corruption_ = {};
  for (Link& link : links_) {
    link.extra_latency = {};
    link.bytes_per_second = 0;
    link.free_at = {};
  }
}

std::optional<Duration> NetworkModel::Transmit(Link& link, const Frame& frame) {
  if (link.bytes_per_second == 0) return Duration{};
  const Instant now = queue_->now();
  if (link.free_at > now + kBacklogMax) return std::nullopt;
  if (link.free_at > now) ++link.counters.queued;
  const uint64_t bytes = frame_size_ ? frame_size_(frame) : 100;
  const auto takes = static_cast<int64_t>(bytes * 1'000'000'000 / link.bytes_per_second);
  link.free_at = std::max(link.free_at, now) + Nanoseconds(takes);
  return link.free_at - now;
}

void NetworkModel::UnblockAll() {
  for (uint32_t from = 0; from < nodes_; ++from) {
    for (uint32_t to = 0; to < nodes_; ++to) SetBlocked(NodeId(from), NodeId(to), false);
  }
}

const LinkCounters& NetworkModel::counters(NodeId from, NodeId to) {
  return LinkOf(from, to).counters;
}

LinkCounters NetworkModel::total() const {
  LinkCounters sum;
  for (const Link& link : links_) {
    sum.sent += link.counters.sent;
    sum.delivered += link.counters.delivered;
    sum.lost += link.counters.lost;
    sum.duplicated += link.counters.duplicated;
    sum.reordered += link.counters.reordered;
    sum.blocked += link.counters.blocked;
    sum.undeliverable += link.counters.undeliverable;
    sum.corrupted += link.counters.corrupted;
    sum.reset += link.counters.reset;
    sum.overflowed += link.counters.overflowed;
    sum.queued += link.counters.queued;
  }
  return sum;
}

FrameNumber NetworkModel::Begin(NodeId from, NodeId to, const Frame& frame, bool duplicate) {
  frames_ = frames_.Next();
  if (observer_ != nullptr) observer_->OnFrame(frames_, from, to, frame, duplicate);
  return frames_;
}

void NetworkModel::End(uint64_t* counter, FrameNumber number, FrameEnd end, bool travelled) {
  ++*counter;
  if (observer_ != nullptr) observer_->OnFrameEnd(number, end, travelled);
}

void NetworkModel::Send(NodeId from, ShardId shard, NodeId to, Frame frame) {
  if (on_send_) on_send_(from, shard, to, frame);
  Link& link = LinkOf(from, to);
  ++link.counters.sent;
  const FrameNumber number = Begin(from, to, frame, false);
  const uint32_t stream = StreamOf(from, shard, to);
  const Occasion occasion = link.moments.Next(stream, queue_->now());
  if (link.blocked) {
    End(&link.counters.blocked, number, FrameEnd::kBlocked, false);
  } else if (decisions_->At(Purpose::kLoss, occasion).Chance(link.options.loss)) {
    End(&link.counters.lost, number, FrameEnd::kLost, false);
  } else {
    if (decisions_->At(Purpose::kDuplicate, occasion).Chance(link.options.duplicate)) {
      ++link.counters.duplicated;
      const FrameNumber second = Begin(from, to, frame, true);
      Launch(link, link.moments.Next(stream, queue_->now()), from, shard, to, frame, second);
    }
    Launch(link, occasion, from, shard, to, std::move(frame), number);
  }
}

void NetworkModel::Launch(Link& link, const Occasion& occasion, NodeId from, ShardId shard,
                          NodeId to, Frame frame, FrameNumber number) {
  const Port* port = FindPort(to, shard);
  if (port == nullptr) {
    return End(&link.counters.undeliverable, number, FrameEnd::kUndeliverable, false);
  }
  const std::optional<Duration> transmission = Transmit(link, frame);
  if (!transmission.has_value()) {
    return End(&link.counters.overflowed, number, FrameEnd::kOverflowed, false);
  }
  RandomStream delay = decisions_->At(Purpose::kDelay, occasion);
  Duration latency = *transmission + link.extra_latency + Sample(link.options.latency, delay);
  if (PLANTED_BUG(kNetworkKeepsOrder)) latency = *transmission + link.options.latency.base;
  RandomStream reorder = decisions_->At(Purpose::kReorder, occasion);
  if (reorder.Chance(link.options.reorder) && !PLANTED_BUG(kNetworkKeepsOrder)) {
    ++link.counters.reordered;
    latency = latency + reorder.Between({}, link.options.reorder_delay_max);
  }
  uint32_t flight = static_cast<uint32_t>(flights_.size());
  if (free_flights_.empty()) {
    flights_.emplace_back();
  } else {
    flight = free_flights_.back();
    free_flights_.pop_back();
  }
  const bool corrupt =
      corruption_.numerator > 0 && decisions_->At(Purpose::kCorrupt, occasion).Chance(corruption_);
  flights_[flight] = {std::move(frame), from,    to,    shard, queue_->life(port->actor),
                      link.connection,  corrupt, number};
  ++in_flight_;
  queue_->Schedule(
      queue_->now() + latency, port->actor, EventKind::kFrame, [this, flight] { Arrive(flight); },
      OnKill::kKeep);
}

void NetworkModel::Arrive(uint32_t flight) {
  InFlight arrived = std::move(flights_[flight]);
  free_flights_.push_back(flight);
  --in_flight_;
  Link& link = LinkOf(arrived.from, arrived.to);
  if (link.blocked) {
    return End(&link.counters.blocked, arrived.number, FrameEnd::kBlocked, true);
  }
  if (link.connection != arrived.connection) {
    return End(&link.counters.reset, arrived.number, FrameEnd::kReset, true);
  }
  if (arrived.corrupt) {
    End(&link.counters.corrupted, arrived.number, FrameEnd::kCorrupted, true);
    return ResetConnection(arrived.from, arrived.to);
  }
  const Port* port = FindPort(arrived.to, arrived.shard);
  SimNetwork* const endpoint = port->endpoint;
  const bool reachable = endpoint != nullptr && !endpoint->stale() && endpoint->handler_ &&
                         (across_restarts_ || endpoint->life_ == arrived.life);
  if (!reachable) {
    return End(&link.counters.undeliverable, arrived.number, FrameEnd::kUndeliverable, true);
  }
  End(&link.counters.delivered, arrived.number, FrameEnd::kDelivered, true);
  if (on_deliver_) on_deliver_(arrived.from, arrived.shard, arrived.to, arrived.frame);
  endpoint->handler_(arrived.from, std::move(arrived.frame));
}

SimNetwork::SimNetwork(NetworkModel* model, NodeId node, ShardId shard, ActorId actor)
    : model_(model), node_(node), shard_(shard), actor_(actor), life_(model->queue_->life(actor)) {}

SimNetwork::~SimNetwork() { model_->Detach(node_, shard_); }

void SimNetwork::Send(NodeId to, Frame frame) {
  CHECK(to != node_);
  if (stale()) return;
  model_->Send(node_, shard_, to, std::move(frame));
}

void SimNetwork::SetHandler(Handler handler) { handler_ = std::move(handler); }

}  // namespace paxosstore::sim
