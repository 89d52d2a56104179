// The way to one other node: dials it, introduces this shard, sends messages, and dials again when
// the connection is lost.
//
//   waiting --timer--> dialling --connected--> greeting --its hello--> up
//      ^-------------------+-----------------------+-----------------+   on any failure
//
// While it is not up, messages are dropped: the protocol sends again what still matters, and what
// no longer matters should not arrive late. The wait before a new attempt doubles from
// `redial_min` to `redial_max`, with jitter, and ends early when the peer itself has connected.
#ifndef PAXOSSTORE_NET_TRANSPORT_OUTGOING_H_
#define PAXOSSTORE_NET_TRANSPORT_OUTGOING_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/runtime/executor.h"
#include "core/runtime/random.h"
#include "net/transport/handshake.h"
#include "net/transport/link.h"
#include "net/transport/socket.h"

namespace spdlog {
class logger;
}

namespace paxosstore::net {

struct PeerAddress {
  NodeId node;
  std::string host;
  uint16_t port = 0;
};

struct OutgoingOptions {
  Duration redial_min = Milliseconds(10);
  Duration redial_max = Seconds(1);
  Duration attempt_timeout = Seconds(2);  // from dialling to the peer's hello
  size_t queue_bytes_max = size_t{64} << 20;
};

class Outgoing : public std::enable_shared_from_this<Outgoing>, public Link::Owner {
 public:
  struct Context {
    boost::asio::io_context* io;
    Executor* executor;
    Random* random;
    TransportStats* stats;
    spdlog::logger* log;
    std::atomic<uint32_t>* peers_up;
  };
  Outgoing(Context context, const Identity& me, PeerAddress peer, OutgoingOptions options);

  void Start() { Dial(); }
  // Nothing happens after that.
  void Stop();
  void Send(const Message& message);
  void Tick(int silent_ticks_max);
  // The peer is known to be alive: do not wait any longer to dial it.
  void Nudge();

  NodeId node() const { return peer_.node; }
  bool up() const { return state_ == State::kUp; }

 private:
  enum class State : uint8_t { kWaiting, kDialling, kGreeting, kUp, kStopped };

  void Dial();
  void Connect(const Resolver::results_type& found);
  void Resolve();
  void Greet(Socket socket);
  void OnPacket(Link& link, DecodedPacket& packet) override;
  void OnClosed(Link& link, std::string_view reason) override;
  void ComeUp(const Hello& hello);
  // Ends the attempt or the connection; dials again later.
  void GiveUp(std::string_view reason);
  Duration NextWait();

  Context context_;
  Identity me_;
  PeerAddress peer_;
  OutgoingOptions options_;
  State state_ = State::kWaiting;
  uint64_t attempt_ = 0;  // completions of earlier attempts are ignored
  Duration wait_;
  bool failure_logged_ = false;  // since the peer was last up
  TimerId timer_;
  // Shared with the completion of the dial that is under way.
  std::shared_ptr<Socket> dialling_;
  std::shared_ptr<Resolver> resolver_;
  std::shared_ptr<Link> link_;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_TRANSPORT_OUTGOING_H_
