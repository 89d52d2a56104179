// One TCP connection between two shards: bytes to packets and back. Used in both directions of the
// handshake: an outgoing link (net/transport/outgoing.h) carries messages, an incoming one
// (net/transport/incoming.h) brings them; both carry hellos and heartbeats.
//
// All that is added within one turn of the loop leaves in one write. Writing never waits: what the
// socket does not take stays in a queue bounded in bytes.
#ifndef PAXOSSTORE_NET_TRANSPORT_LINK_H_
#define PAXOSSTORE_NET_TRANSPORT_LINK_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/runtime/executor.h"
#include "net/transport/socket.h"
#include "net/transport/stats.h"
#include "net/wire/codec.h"
#include "net/wire/frame.h"

namespace paxosstore::net {

class Link : public std::enable_shared_from_this<Link> {
 public:
  class Owner {
   public:
    virtual ~Owner() = default;
    // May close the link. The packet may be moved from.
    virtual void OnPacket(Link& link, DecodedPacket& packet) = 0;
    // The link is about to close, for a reason worth a log line. The last call. A hello sent now
    // goes out before the end if it can.
    virtual void OnClosed(Link& link, std::string_view reason) = 0;
  };

  // REQUIRES: the socket is connected. Owner, executor and stats outlive the link, or it is closed
  // before.
  Link(Socket socket, Executor* executor, TransportStats* stats, Owner* owner);

  // Begins to read. Once.
  void Start();
  // False if nothing was added: queue full, or the message is too long (both counted).
  bool Send(const Message& message, size_t queue_bytes_max);
  void SendHello(const Hello& hello);

  // Sends what the socket takes at once, then closes without telling the owner.
  void Close();
  bool closed() const { return closed_; }

  // Once every heartbeat interval: sends a heartbeat if nothing else was sent since the last call,
  // and closes the link when nothing was received during `silent_ticks_max` intervals.
  void Tick(int silent_ticks_max);

  // "10.0.0.2:7002".
  const std::string& remote() const { return remote_; }

 private:
  void Read();
  void OnRead(size_t bytes);
  // False if the link was closed on the way.
  bool DeliverFrames();
  void ScheduleFlush();
  void Flush();
  void WaitWritable();
  void Fail(std::string_view reason);
  void HardClose();
  size_t queued() const { return writer_.bytes() + out_.size() - written_; }

  Socket socket_;
  Executor* executor_;
  TransportStats* stats_;
  Owner* owner_;  // null once the owner has closed the link
  std::string remote_;

  FrameReader reader_;
  PacketReader decoder_;
  DecodedPacket packet_;

  FrameWriter writer_;  // what came since the last write began
  std::string out_;     // what is being written
  size_t written_ = 0;  // of out_
  bool flush_scheduled_ = false;
  bool waiting_writable_ = false;
  bool closed_ = false;

  bool sent_since_tick_ = false;
  bool heard_since_tick_ = false;
  int silent_ticks_ = 0;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_TRANSPORT_LINK_H_
