#include "net/wire/frame.h"

#include <algorithm>
#include <cstring>

#include "core/base/check.h"
#include "net/wire/crc32c.h"

namespace paxosstore::net {

namespace {

constexpr size_t kBufferBytes = size_t{64} << 10;
// A buffer that grew past this for a large frame is given back when it has run empty.
constexpr size_t kBufferKeptMax = size_t{1} << 20;

// Offsets in the header.
constexpr size_t kVersionAt = 4;
constexpr size_t kFlagsAt = 6;
constexpr size_t kLengthAt = 8;
constexpr size_t kPayloadCrcAt = 12;
constexpr size_t kHeaderCrcAt = 16;

void Put16(char* at, uint16_t value) {
  at[0] = static_cast<char>(value);
  at[1] = static_cast<char>(value >> 8);
}

void Put32(char* at, uint32_t value) {
  Put16(at, static_cast<uint16_t>(value));
  Put16(at + 2, static_cast<uint16_t>(value >> 16));
}

uint16_t Get16(const char* at) {
  return static_cast<uint16_t>(static_cast<uint8_t>(at[0]) | static_cast<uint8_t>(at[1]) << 8);
}

uint32_t Get32(const char* at) { return Get16(at) | static_cast<uint32_t>(Get16(at + 2)) << 16; }

// What is wrong with a header, or nothing. The version is looked at before the header's checksum:
// another version may place it elsewhere.
std::string HeaderFault(const char* header) {
  if (Get32(header) != kFrameMagic) return "bad magic, this is not a frame";
  if (uint16_t version = Get16(header + kVersionAt); version != kProtocolVersion) {
    return "protocol version " + std::to_string(version) + ", this node speaks " +
           std::to_string(kProtocolVersion);
  }
  if (Get32(header + kHeaderCrcAt) != Crc32c({header, kHeaderCrcAt})) {
    return "header checksum mismatch";
  }
  if (Get16(header + kFlagsAt) != 0) return "unknown flags";
  if (Get32(header + kLengthAt) > kFramePayloadMax) {
    return "length " + std::to_string(Get32(header + kLengthAt)) + " exceeds the limit of " +
           std::to_string(kFramePayloadMax);
  }
  return {};
}

}  // namespace

void SealFrame(std::string& frame, size_t start, uint16_t version) {
  CHECK_LE(start + kFrameHeaderBytes, frame.size());
  const size_t length = frame.size() - start - kFrameHeaderBytes;
  CHECK_LE(length, kFramePayloadMax);
  char* header = frame.data() + start;
  Put32(header, kFrameMagic);
  Put16(header + kVersionAt, version);
  Put16(header + kFlagsAt, 0);
  Put32(header + kLengthAt, static_cast<uint32_t>(length));
  Put32(header + kPayloadCrcAt, Crc32c({header + kFrameHeaderBytes, length}));
  Put32(header + kHeaderCrcAt, Crc32c({header, kHeaderCrcAt}));
}

FrameReader::FrameReader() : buffer_(new char[kBufferBytes]), capacity_(kBufferBytes) {}

std::span<char> FrameReader::Space() {
  if (begin_ == end_) {
    begin_ = end_ = 0;
    if (capacity_ > kBufferKeptMax) {
      buffer_.reset(new char[kBufferBytes]);
      capacity_ = kBufferBytes;
    }
  }
  // Doubling towards the wanted size, so that a header alone cannot make us take its length.
  const size_t held = end_ - begin_;
  if (capacity_ - end_ < kBufferBytes / 4 || wanted_ > capacity_ - begin_) {
    MakeRoom(std::max(held + kBufferBytes / 2, std::min(wanted_, 2 * held)));
  }
  return {buffer_.get() + end_, capacity_ - end_};
}

void FrameReader::MakeRoom(size_t bytes) {
  const size_t held = end_ - begin_;
  if (bytes <= capacity_) {
    if (begin_ == 0) return;
    std::memmove(buffer_.get(), buffer_.get() + begin_, held);
  } else {
    std::unique_ptr<char[]> larger(new char[bytes]);
    std::memcpy(larger.get(), buffer_.get() + begin_, held);
    buffer_ = std::move(larger);
    capacity_ = bytes;
  }
  begin_ = 0;
  end_ = held;
}

void FrameReader::Fill(size_t n) {
  CHECK_LE(n, capacity_ - end_);
  end_ += n;
}

absl::Status FrameReader::Fail(std::string_view what) {
  failed_ = absl::DataLossError("frame at offset " + std::to_string(frame_offset_) + ": " +
                                std::string(what));
  return failed_;
}

absl::StatusOr<std::optional<std::string_view>> FrameReader::Next() {
  if (!failed_.ok()) return failed_;
  const size_t held = end_ - begin_;
  if (held < kFrameHeaderBytes) return std::nullopt;
  const char* header = buffer_.get() + begin_;
  frame_offset_ = offset_;
  if (std::string fault = HeaderFault(header); !fault.empty()) return Fail(fault);
  const size_t length = Get32(header + kLengthAt);
  wanted_ = kFrameHeaderBytes + length;
  if (held < wanted_) return std::nullopt;
  std::string_view payload(header + kFrameHeaderBytes, length);
  if (Get32(header + kPayloadCrcAt) != Crc32c(payload)) return Fail("checksum mismatch");
  begin_ += wanted_;
  offset_ += wanted_;
  wanted_ = 0;
  return payload;
}

}  // namespace paxosstore::net
