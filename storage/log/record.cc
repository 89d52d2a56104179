#include "storage/log/record.h"

#include "core/base/codec.h"
#include "core/base/planted_bug.h"
#include "storage/log/crc32c.h"

namespace paxosstore::storage {
namespace {

bool KnownType(uint8_t type) {
  return type >= static_cast<uint8_t>(RecordType::kIncarnation) &&
         type <= static_cast<uint8_t>(RecordType::kSnapshot);
}

void Store32(uint32_t value, char* out) {
  for (int i = 0; i < 4; ++i) out[i] = static_cast<char>(value >> (8 * i));
}

// Different for any two places of one segment, and for neighbouring segments.
uint32_t PlaceMask(SegmentNumber segment, uint64_t offset) {
  return segment.value() * 0x9E3779B1u + static_cast<uint32_t>(offset) * 0x85EBCA77u;
}

}  // namespace

void AppendRecord(RecordType type, std::string_view payload, const GroupPlace& place,
                  std::string& group) {
  const size_t begin = group.size();
  char header[kRecordHeaderBytes];
  Store32(static_cast<uint32_t>(payload.size()), header + 4);
  header[8] = static_cast<char>(type);
  group.append(header, sizeof(header));
  group.append(payload);
  const uint32_t crc = Crc32c(std::string_view(group).substr(begin + 4));
  Store32(crc ^ PlaceMask(place.segment, place.offset + begin), group.data() + begin);
}

std::optional<RecordView> RecordCursor::Next() {
  if (rest_.size() < kRecordHeaderBytes) return std::nullopt;
  Decoder in(rest_.substr(4, 4));
  const uint64_t length = uint64_t{kRecordHeaderBytes} + in.Fixed32();
  const uint8_t type = static_cast<uint8_t>(rest_[8]);
  if (length > rest_.size() || !KnownType(type)) return std::nullopt;
  RecordView record{
      static_cast<RecordType>(type),
      {segment_, static_cast<uint32_t>(offset_), static_cast<uint32_t>(length)},
      rest_.substr(kRecordHeaderBytes, length - kRecordHeaderBytes),
  };
  rest_.remove_prefix(length);
  offset_ += length;
  return record;
}

std::optional<RecordView> DecodeRecord(std::string_view bytes, Location location) {
  if (bytes.size() != location.length || bytes.size() < kRecordHeaderBytes) return std::nullopt;
  const uint32_t crc = Decoder(bytes).Fixed32() ^ PlaceMask(location.segment, location.offset);
  if (crc != Crc32c(bytes.substr(4)) && !PLANTED_BUG(kTornTailAccepted)) return std::nullopt;
  RecordCursor cursor(bytes, location.segment, location.offset);
  std::optional<RecordView> record = cursor.Next();
  if (!record.has_value() || !cursor.AtEnd()) return std::nullopt;
  return record;
}

}  // namespace paxosstore::storage
