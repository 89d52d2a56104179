// Messages into frames and back. Nothing else of the store sees Protocol Buffers.
//
// Both classes keep buffers between calls, so that in the steady state a message costs no
// allocation beyond what it carries.
#ifndef PAXOSSTORE_NET_WIRE_CODEC_H_
#define PAXOSSTORE_NET_WIRE_CODEC_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "core/base/ids.h"
#include "core/replica/message.h"

namespace paxosstore::wire {
class Message;
class Packet;
}  // namespace paxosstore::wire

namespace paxosstore::net {

// Who speaks on a connection: the first packet in each direction.
struct Hello {
  uint64_t cluster = 0;
  NodeId node;
  ShardId shard;
  Incarnation incarnation;
  std::string refusal;  // not empty: the sender closes the connection, and this is why
  friend bool operator==(const Hello&, const Hello&) = default;
};

// Collects messages into as few frames as possible.
class FrameWriter {
 public:
  FrameWriter();
  ~FrameWriter();

  // False: the message is longer than a frame may be, and nothing was added.
  [[nodiscard]] bool Add(const Message& message);
  void AddHello(const Hello& hello);
  // A frame with an empty packet.
  void AddHeartbeat();

  // Bytes added since the last Take.
  size_t bytes() const { return frames_.size(); }
  // Seals the last frame and moves all of them to `*out`, whose old capacity is used for the next
  // ones.
  void Take(std::string* out);

 private:
  static constexpr size_t kNone = static_cast<size_t>(-1);

  void Open();
  void Seal();

  std::string frames_;
  size_t open_at_ = kNone;  // start of the frame that still takes messages
  std::unique_ptr<wire::Message> scratch_;
};

struct DecodedPacket {
  std::optional<Hello> hello;
  std::vector<std::shared_ptr<const Message>> messages;
};

class PacketReader {
 public:
  PacketReader();
  ~PacketReader();

  // Replaces `*packet` by what `payload` holds. InvalidArgument says what is malformed; the packet
  // is then of no use. Never crashes, whatever the bytes are.
  [[nodiscard]] absl::Status Decode(std::string_view payload, DecodedPacket* packet);

 private:
  std::unique_ptr<wire::Packet> scratch_;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_WIRE_CODEC_H_
