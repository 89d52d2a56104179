#include "net/wire/codec.h"

#include <utility>

#include "core/base/check.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"
#include "net/wire/frame.h"
#include "net/wire/message_to_wire.h"
#include "net/wire/wire.pb.h"

namespace paxosstore::net {

namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedOutputStream;

// A frame takes no further message once it is this long: the receiver works on one frame at a time.
constexpr size_t kFrameTarget = size_t{256} << 10;
// A scratch object that held more than this is thrown away instead of kept.
constexpr size_t kScratchKeptMax = size_t{1} << 20;
// Tag and length of one message inside a packet.
constexpr size_t kPrefixMax = 1 + 5;

constexpr uint8_t kMessagesTag = WireFormatLite::MakeTag(wire::Packet::kMessagesFieldNumber,
                                                         WireFormatLite::WIRETYPE_LENGTH_DELIMITED);

// Appends `message` as one element of Packet.messages: what protobuf would write for it.
void AppendElement(const wire::Message& message, size_t size, std::string& out) {
  const size_t start = out.size();
  out.resize(start + kPrefixMax + size);
  auto* begin = reinterpret_cast<uint8_t*>(out.data() + start);
  uint8_t* at = begin;
  *at++ = kMessagesTag;
  at = CodedOutputStream::WriteVarint32ToArray(static_cast<uint32_t>(size), at);
  at = message.SerializeWithCachedSizesToArray(at);
  out.resize(start + static_cast<size_t>(at - begin));
}

}  // namespace

FrameWriter::FrameWriter() : scratch_(std::make_unique<wire::Message>()) {}
FrameWriter::~FrameWriter() = default;

void FrameWriter::Open() {
  open_at_ = frames_.size();
  frames_.resize(open_at_ + kFrameHeaderBytes);
}

void FrameWriter::Seal() {
  if (open_at_ == kNone) return;
  SealFrame(frames_, open_at_);
  open_at_ = kNone;
}

bool FrameWriter::Add(const Message& message) {
  scratch_->Clear();
  ToWire(message, *scratch_);
  const size_t size = scratch_->ByteSizeLong();
  const bool fits = size + kPrefixMax <= kFramePayloadMax;
  if (fits) {
    if (open_at_ != kNone && frames_.size() - open_at_ + size > kFrameTarget) Seal();
    if (open_at_ == kNone) Open();
    AppendElement(*scratch_, size, frames_);
  }
  if (size > kScratchKeptMax) scratch_ = std::make_unique<wire::Message>();
  return fits;
}

void FrameWriter::AddHello(const Hello& hello) {
  Seal();
  Open();
  wire::Packet packet;
  wire::Hello& out = *packet.mutable_hello();
  out.set_cluster(hello.cluster);
  out.set_node(hello.node.value());
  out.set_shard(hello.shard.value());
  out.set_incarnation(hello.incarnation.value());
  out.set_refusal(hello.refusal);
  CHECK(packet.AppendToString(&frames_));
  Seal();
}

void FrameWriter::AddHeartbeat() {
  Seal();
  Open();
  Seal();
}

void FrameWriter::Take(std::string* out) {
  Seal();
  out->clear();
  std::swap(frames_, *out);
}

PacketReader::PacketReader() : scratch_(std::make_unique<wire::Packet>()) {}
PacketReader::~PacketReader() = default;

absl::Status PacketReader::Decode(std::string_view payload, DecodedPacket* packet) {
  packet->hello.reset();
  packet->messages.clear();
  if (payload.size() > kScratchKeptMax) scratch_ = std::make_unique<wire::Packet>();
  if (!scratch_->ParseFromArray(payload.data(), static_cast<int>(payload.size()))) {
    return absl::InvalidArgumentError("malformed packet");
  }
  if (scratch_->has_hello()) {
    const wire::Hello& in = scratch_->hello();
    packet->hello = Hello{in.cluster(), NodeId(in.node()), ShardId(in.shard()),
                          Incarnation(in.incarnation()), in.refusal()};
  }
  packet->messages.reserve(static_cast<size_t>(scratch_->messages_size()));
  for (const wire::Message& in : scratch_->messages()) {
    auto message = FromWire(in);
    if (!message.ok()) {
      return absl::InvalidArgumentError("message " + std::to_string(packet->messages.size()) +
                                        ": " + std::string(message.status().message()));
    }
    packet->messages.push_back(*std::move(message));
  }
  return absl::OkStatus();
}

}  // namespace paxosstore::net
