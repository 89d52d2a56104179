// The network between all nodes, and the end of it that one shard holds.
//
// A frame that is sent is lost, duplicated, delayed and reordered by the model of its link, an
// ordered pair of nodes. Frames are immutable and shared: a duplicate is a second pointer. Delivery
// is an event of the receiving actor, so that it waits while that one is paused. A frame may arrive
// at a later life of its receiver than the one it was sent to: connections die with a process, but
// nothing forbids a network to deliver late, and a protocol must bear it.
#ifndef PAXOSSTORE_SIM_SIM_NETWORK_H_
#define PAXOSSTORE_SIM_SIM_NETWORK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "core/runtime/network.h"
#include "sim/decisions.h"
#include "sim/event_queue.h"
#include "sim/network_observer.h"

namespace paxosstore::sim {

// The behaviour of one direction between two nodes.
struct LinkOptions {
  LatencyModel latency{Microseconds(100), Microseconds(100), {}, {}};
  Ratio loss;
  Ratio duplicate;  // a second copy, with a latency of its own
  Ratio reorder;    // held back by up to reorder_delay_max more
  Duration reorder_delay_max = Milliseconds(5);
};

// What happened on one direction between two nodes. sent + duplicated = delivered + lost + blocked
// + undeliverable + corrupted + reset + overflowed + still in flight.
struct LinkCounters {
  uint64_t sent = 0;
  uint64_t delivered = 0;
  uint64_t lost = 0;
  uint64_t duplicated = 0;
  uint64_t reordered = 0;
  uint64_t blocked = 0;        // sent, or arriving, while the link was blocked
  uint64_t undeliverable = 0;  // nobody there: node down, no handler, or an earlier life's frame
  uint64_t corrupted = 0;      // arrived with a bit flipped
  uint64_t reset = 0;          // in flight when the connection was reset
  uint64_t overflowed = 0;     // more than a link with a limit may hold back
  uint64_t queued = 0;         // of those sent, had to wait for others on a link with a limit
};

class SimNetwork;

class NetworkModel {
 public:
  // What is seen of each frame at the moment of Send, before its fate is drawn.
  using SendHook = absl::AnyInvocable<void(NodeId from, ShardId shard, NodeId to, const Frame&)>;
  // ... and of each frame that is about to be given to its receiver's handler.
  using DeliverHook = absl::AnyInvocable<void(NodeId from, ShardId shard, NodeId to, const Frame&)>;

  // Both must outlive the model.
  NetworkModel(EventQueue* queue, Decisions* decisions);
  ~NetworkModel();
  NetworkModel(const NetworkModel&) = delete;
  NetworkModel& operator=(const NetworkModel&) = delete;

  // The end of the network that the present life of `actor` holds. At most one a (node, shard) at a
  // time; destroying it makes the shard unreachable. The model must outlive it.
  std::unique_ptr<SimNetwork> Attach(NodeId node, ShardId shard, ActorId actor);

  // Applies to all links, those set earlier included.
  void SetAllLinks(const LinkOptions& options);
  void SetLink(NodeId from, NodeId to, const LinkOptions& options);
  const LinkOptions& link(NodeId from, NodeId to);
  // While blocked, nothing sent passes, and what is in flight is lost if it arrives in that time.
  void SetBlocked(NodeId from, NodeId to, bool blocked);
  bool blocked(NodeId from, NodeId to);
  void UnblockAll();
  // All that is in flight from `from` to `to` is lost.
  void ResetConnection(NodeId from, NodeId to);
  // Of all frames, so many arrive with a bit flipped. As in production the receiver's checksum
  // rejects them, and the connection is reset. (That it does reject them is tested in tests/net.)
  void SetCorruption(Ratio ratio) { corruption_ = ratio; }
  // Everything from `from` to `to` takes so much longer.
  void SetExtraLatency(NodeId from, NodeId to, Duration extra);
  // Frames from `from` to `to` go one behind the other, each as long as its size takes; those that
  // would wait for more than kBacklogMax are lost. 0: no limit.
  void SetBandwidth(NodeId from, NodeId to, uint64_t bytes_per_second);
  static constexpr Duration kBacklogMax = Milliseconds(500);
  // About how many bytes a frame takes on the wire. Default: 100.
  using SizeFn = absl::AnyInvocable<uint64_t(const Frame&) const>;
  void set_frame_size(SizeFn size) { frame_size_ = std::move(size); }
  // Ends corruption, extra latency and limits.
  void ClearModifiers();
  // Whether frames sent to an earlier life of a shard still arrive. Default: true.
  void SetDeliverAcrossRestarts(bool deliver) { across_restarts_ = deliver; }

  const LinkCounters& counters(NodeId from, NodeId to);
  // The sum over all links.
  LinkCounters total() const;
  uint64_t in_flight() const { return in_flight_; }

  void set_on_send(SendHook hook) { on_send_ = std::move(hook); }
  void set_on_deliver(DeliverHook hook) { on_deliver_ = std::move(hook); }
  // Null, or outlives its use here.
  void set_observer(NetworkObserver* observer) { observer_ = observer; }

 private:
  friend class SimNetwork;
  struct Link {
    LinkOptions options;
    LinkCounters counters;
    bool blocked = false;
    Moments moments;
    uint32_t connection = 0;  // resets so far
    Duration extra_latency = {};
    uint64_t bytes_per_second = 0;
    Instant free_at = {};  // when what has been sent is through, if there is a limit
  };
  // One (node, shard), kept for ever once attached.
  struct Port {
    ActorId actor;
    SimNetwork* endpoint = nullptr;
  };
  struct InFlight {
    Frame frame;
    NodeId from;
    NodeId to;
    ShardId shard;
    Life life;  // of the receiver when this was sent
    uint32_t connection;
    bool corrupt;
    FrameNumber number;
  };

  void Send(NodeId from, ShardId shard, NodeId to, Frame frame);
  void Launch(Link& link, const Occasion& occasion, NodeId from, ShardId shard, NodeId to,
              Frame frame, FrameNumber number);
  FrameNumber Begin(NodeId from, NodeId to, const Frame& frame, bool duplicate);
  // A frame of that number ends; `counter`: of its link, for that end.
  void End(uint64_t* counter, FrameNumber number, FrameEnd end, bool travelled);
  // How long the frame waits for a link with a limit; nothing: too long.
  std::optional<Duration> Transmit(Link& link, const Frame& frame);
  void Arrive(uint32_t flight);
  void Detach(NodeId node, ShardId shard);
  // Grows the matrix as needed; the reference holds until the next call with a larger node.
  Link& LinkOf(NodeId from, NodeId to);
  Port* FindPort(NodeId node, ShardId shard);

  EventQueue* const queue_;
  Decisions* const decisions_;
  LinkOptions default_link_;
  Ratio corruption_;
  SizeFn frame_size_;
  bool across_restarts_ = true;
  uint32_t nodes_ = 0;                    // side of the matrix
  std::vector<Link> links_;               // [from * nodes_ + to]
  std::vector<std::vector<Port>> ports_;  // [node][shard]
  std::vector<InFlight> flights_;
  std::vector<uint32_t> free_flights_;
  uint64_t in_flight_ = 0;
  FrameNumber frames_;  // the last one sent
  SendHook on_send_;
  DeliverHook on_deliver_;
  NetworkObserver* observer_ = nullptr;
};

// Made by NetworkModel::Attach. Stale once its actor's life has ended: then it sends nothing.
class SimNetwork : public Network {
 public:
  ~SimNetwork() override;
  SimNetwork(const SimNetwork&) = delete;
  SimNetwork& operator=(const SimNetwork&) = delete;

  void Send(NodeId to, Frame frame) override;
  void SetHandler(Handler handler) override;

 private:
  friend class NetworkModel;
  SimNetwork(NetworkModel* model, NodeId node, ShardId shard, ActorId actor);
  bool stale() const { return model_->queue_->life(actor_) != life_; }

  NetworkModel* const model_;
  const NodeId node_;
  const ShardId shard_;
  const ActorId actor_;
  const Life life_;
  Handler handler_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SIM_NETWORK_H_
