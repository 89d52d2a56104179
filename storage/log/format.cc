#include "storage/log/format.h"

#include <cstring>

#include "core/base/codec.h"
#include "storage/log/crc32c.h"

namespace paxosstore::storage {
namespace {

constexpr uint64_t kSlotMagic = 0x31'30'54'4C'53'58'50'89;  // "\x89PXSLT01", little-endian
constexpr uint64_t kMarkMagic = 0x9E'37'50'55'4F'52'47'8B;

// Fills a header's 64 bytes from the front; the checksum at 8 covers everything behind it.
class HeaderWriter {
 public:
  HeaderWriter(char* out, uint64_t magic) : out_(out) {
    std::memset(out_, 0, kHeaderBytes);
    Put64(magic);
    at_ += 4;
  }
  void Put32(uint32_t value) { Put(value, 4); }
  void Put64(uint64_t value) { Put(value, 8); }
  void Finish() {
    at_ = 8;
    Put32(Crc32c(std::string_view(out_ + 12, kHeaderBytes - 12)));
  }

 private:
  void Put(uint64_t value, uint32_t bytes) {
    for (uint32_t i = 0; i < bytes; ++i) out_[at_ + i] = static_cast<char>(value >> (8 * i));
    at_ += bytes;
  }

  char* const out_;
  uint32_t at_ = 0;
};

// What follows the checksum, or nullopt.
std::optional<Decoder> CheckedBody(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes) return std::nullopt;
  Decoder crc(bytes.substr(8, 4));
  std::string_view body = bytes.substr(12, kHeaderBytes - 12);
  if (crc.Fixed32() != Crc32c(body)) return std::nullopt;
  return Decoder(body);
}

uint64_t MagicOf(std::string_view bytes) { return Decoder(bytes.substr(0, 8)).Fixed64(); }

// The segment header's own mark differs from the groups', so that neither passes for the other.
uint64_t SegmentMagic(LogMark mark) { return ~mark.value(); }

std::string Name(std::string_view prefix, uint64_t slot) {
  std::string digits = std::to_string(slot);
  std::string name(prefix);
  if (digits.size() < 6) name.append(6 - digits.size(), '0');
  return name + digits;
}

std::optional<uint64_t> ParseName(std::string_view prefix, std::string_view name) {
  if (name.substr(0, prefix.size()) != prefix) return std::nullopt;
  std::string_view digits = name.substr(prefix.size());
  if (digits.size() < 6 || digits.size() > 18) return std::nullopt;
  uint64_t slot = 0;
  for (char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    slot = slot * 10 + static_cast<uint64_t>(c - '0');
  }
  if (Name(prefix, slot) != name) return std::nullopt;
  return slot;
}

}  // namespace

LogMark MarkFromSalt(uint64_t salt) { return LogMark(kMarkMagic ^ salt); }

void EncodeSlotHeader(const SlotHeader& header, char* out) {
  HeaderWriter writer(out, kSlotMagic);
  writer.Put32(kFormatVersion);
  writer.Put64(header.mark.value());
  writer.Put64(header.slot);
  writer.Finish();
}

std::optional<SlotHeader> DecodeSlotHeader(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || MagicOf(bytes) != kSlotMagic) return std::nullopt;
  std::optional<Decoder> in = CheckedBody(bytes);
  if (!in.has_value() || in->Fixed32() != kFormatVersion) return std::nullopt;
  SlotHeader header;
  header.mark = LogMark(in->Fixed64());
  header.slot = in->Fixed64();
  return header;
}

void EncodeSegmentHeader(const SegmentHeader& header, LogMark mark, char* out) {
  HeaderWriter writer(out, SegmentMagic(mark));
  writer.Put32(header.segment.value());
  writer.Put32(header.oldest.value());
  writer.Put64(header.first.value());
  writer.Put64(header.incarnation.value());
  writer.Finish();
}

std::optional<SegmentHeader> DecodeSegmentHeader(std::string_view bytes, LogMark mark) {
  if (bytes.size() < kHeaderBytes || MagicOf(bytes) != SegmentMagic(mark)) return std::nullopt;
  std::optional<Decoder> in = CheckedBody(bytes);
  if (!in.has_value()) return std::nullopt;
  SegmentHeader header;
  header.segment = SegmentNumber(in->Fixed32());
  header.oldest = SegmentNumber(in->Fixed32());
  header.first = Sequence(in->Fixed64());
  header.incarnation = Incarnation(in->Fixed64());
  return header;
}

void EncodeGroupHeader(const GroupHeader& header, LogMark mark, char* out) {
  HeaderWriter writer(out, mark.value());
  writer.Put32(header.payload_crc);
  writer.Put32(header.payload_length);
  writer.Put32(header.records);
  writer.Put64(header.first.value());
  writer.Put64(header.durable_upto.value());
  writer.Put64(header.incarnation.value());
  writer.Put32(header.segment.value());
  writer.Put32(header.offset);
  writer.Put32(header.oldest.value());
  writer.Finish();
}

std::optional<GroupHeader> DecodeGroupHeader(std::string_view bytes, LogMark mark) {
  if (bytes.size() < kHeaderBytes || MagicOf(bytes) != mark.value()) return std::nullopt;
  std::optional<Decoder> in = CheckedBody(bytes);
  if (!in.has_value()) return std::nullopt;
  GroupHeader header;
  header.payload_crc = in->Fixed32();
  header.payload_length = in->Fixed32();
  header.records = in->Fixed32();
  header.first = Sequence(in->Fixed64());
  header.durable_upto = Sequence(in->Fixed64());
  header.incarnation = Incarnation(in->Fixed64());
  header.segment = SegmentNumber(in->Fixed32());
  header.offset = in->Fixed32();
  header.oldest = SegmentNumber(in->Fixed32());
  return header;
}

uint64_t AlignGroup(uint64_t offset) {
  return (offset + kGroupAlignment - 1) / kGroupAlignment * kGroupAlignment;
}

std::string SlotName(uint64_t slot) { return Name("log-", slot); }
std::string UnfinishedSlotName(uint64_t slot) { return Name("new-", slot); }
std::optional<uint64_t> ParseSlotName(std::string_view name) { return ParseName("log-", name); }
std::optional<uint64_t> ParseUnfinishedSlotName(std::string_view name) {
  return ParseName("new-", name);
}

}  // namespace paxosstore::storage
