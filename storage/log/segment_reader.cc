#include "storage/log/segment_reader.h"

#include <algorithm>
#include <cstring>

#include "core/base/codec.h"
#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"
#include "core/base/status_macros.h"
#include "storage/log/crc32c.h"

namespace paxosstore::storage {
namespace {

// The first place from `at` on, before `end`, where a header may begin and `opening` stands; `end`
// if there is none. Most of a slot is zeros, which is what memchr gets over quickly: of a start on
// a small log this is most of the time.
uint64_t FindOpening(std::string_view bytes, std::string_view opening, uint64_t at, uint64_t end) {
  const uint64_t telling = std::min(opening.find_first_not_of('\0'), opening.size() - 1);
  while (at < end) {
    const char* from = bytes.data() + at + telling;
    const void* found = std::memchr(from, opening[telling], end - at);
    if (found == nullptr) return end;
    at += static_cast<uint64_t>(static_cast<const char*>(found) - from);
    if (at % kGroupAlignment == 0 && bytes.compare(at, opening.size(), opening) == 0) return at;
    ++at;
  }
  return end;
}

}  // namespace

absl::StatusOr<std::string_view> SegmentReader::Bytes(uint64_t offset, uint64_t length) {
  if (offset >= slot_->bytes) return std::string_view();
  length = std::min(length, slot_->bytes - offset);
  if (offset < piece_at_ || offset + length > piece_at_ + piece_.size()) {
    const absl::Status read = slot_->file->ReadAt(offset, std::max(length, kPieceBytes), &piece_);
    if (!read.ok()) {
      piece_.clear();
      return WithFile(slot_->name, read);
    }
    piece_at_ = offset;
  }
  const std::string_view piece(piece_);
  const uint64_t at = std::min<uint64_t>(offset - piece_at_, piece.size());
  return piece.substr(at, length);
}

std::optional<GroupHeader> SegmentReader::HeaderAt(std::string_view bytes, uint64_t offset) const {
  std::optional<GroupHeader> header = DecodeGroupHeader(bytes, mark_);
  // A header that names another place was not written here: a misdirected write, or a copy.
  if (header.has_value() && header->offset != offset) return std::nullopt;
  return header;
}

std::optional<SegmentReader::Group> SegmentReader::Reject(std::string why) {
  why_ = std::move(why);
  return std::nullopt;
}

absl::StatusOr<std::optional<SegmentReader::Group>> SegmentReader::ReadGroup(uint64_t offset) {
  ASSIGN_OR_RETURN(std::string_view bytes, Bytes(offset, kHeaderBytes));
  const std::optional<GroupHeader> header = HeaderAt(bytes, offset);
  if (!header.has_value()) return Reject("no sound commit group header");
  if (header->end() > slot_->bytes) return Reject("commit group runs past the end of the file");
  ASSIGN_OR_RETURN(bytes, Bytes(offset, uint64_t{kHeaderBytes} + header->payload_length));
  const std::string_view payload = bytes.substr(std::min<size_t>(kHeaderBytes, bytes.size()));
  if (payload.size() != header->payload_length) return Reject("commit group is cut short");
  if (Crc32c(payload) != header->payload_crc && !PLANTED_BUG(kTornTailAccepted)) {
    SOMETIMES(kTornGroupCut);
    return Reject("commit group checksum mismatch");
  }
  return Group{*header, payload};
}

absl::StatusOr<std::optional<GroupHeader>> SegmentReader::ReadHeader(uint64_t offset) {
  ASSIGN_OR_RETURN(const std::string_view bytes, Bytes(offset, kHeaderBytes));
  return HeaderAt(bytes, offset);
}

absl::Status SegmentReader::ScanHeaders(uint64_t from, uint64_t until,
                                        absl::FunctionRef<void(const GroupHeader&)> visit) {
  std::string opening;
  PutFixed64(opening, mark_.value());
  until = std::min(until, slot_->bytes);
  for (uint64_t offset = AlignGroup(from); offset + kHeaderBytes <= until;) {
    ASSIGN_OR_RETURN(const std::string_view piece, Bytes(offset, kPieceBytes));
    if (piece.size() < kHeaderBytes) return absl::OkStatus();
    const uint64_t places = (piece.size() - kHeaderBytes) / kGroupAlignment + 1;
    const uint64_t end = places * kGroupAlignment;
    for (uint64_t at = 0; (at = FindOpening(piece, opening, at, end)) < end;
         at += kGroupAlignment) {
      const std::optional<GroupHeader> header = HeaderAt(piece.substr(at), offset + at);
      if (header.has_value()) visit(*header);
    }
    offset += end;
  }
  return absl::OkStatus();
}

}  // namespace paxosstore::storage
