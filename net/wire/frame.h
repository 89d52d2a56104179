// Frames: how packets stand in a byte stream between two nodes. The byte map is in
// net/wire/README.md.
//
// Invariants: a damaged byte anywhere in a frame is found before anything of it is used; a frame
// cut short is waited for, never guessed at; memory follows what has arrived, not what a header
// claims.
#ifndef PAXOSSTORE_NET_WIRE_FRAME_H_
#define PAXOSSTORE_NET_WIRE_FRAME_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace paxosstore::net {

inline constexpr uint32_t kFrameMagic = 0x31585350;  // "PSX1" as it stands in the stream
inline constexpr uint16_t kProtocolVersion = 1;
inline constexpr size_t kFrameHeaderBytes = 20;
// Longer payloads are refused by writers and readers alike.
inline constexpr size_t kFramePayloadMax = size_t{256} << 20;

// Fills in the header of the frame that starts at `frame[start]`: kFrameHeaderBytes of anything,
// then the payload up to the end of the string. `version` is for tests of the handshake.
// REQUIRES: the payload is at most kFramePayloadMax long.
void SealFrame(std::string& frame, size_t start, uint16_t version = kProtocolVersion);

// Cuts a byte stream into payloads. Usage:
//
//   size_t n = read(fd, reader.Space().data(), reader.Space().size());
//   reader.Fill(n);
//   for (;;) { next = reader.Next(); ... }   // until it has no payload or an error
class FrameReader {
 public:
  FrameReader();

  // Where to put the next bytes of the stream; never empty. Invalidates payloads.
  std::span<char> Space();
  // The first `n` bytes of Space() have been filled. REQUIRES: n <= Space().size().
  void Fill(size_t n);

  // The next whole payload, a view that lives until the next Space(); nullopt: more bytes are
  // needed. After an error, which names the frame's offset in the stream, the stream cannot be read
  // any further, and every call gives the same error.
  absl::StatusOr<std::optional<std::string_view>> Next();

  // Where in the stream the frame that Next() gave or refused last begins.
  uint64_t frame_offset() const { return frame_offset_; }

 private:
  absl::Status Fail(std::string_view what);
  void MakeRoom(size_t bytes);

  std::unique_ptr<char[]> buffer_;
  size_t capacity_;
  size_t begin_ = 0;     // first byte not consumed
  size_t end_ = 0;       // first byte not filled
  size_t wanted_ = 0;    // size of the frame that is being waited for, if known
  uint64_t offset_ = 0;  // of `begin_` in the stream
  uint64_t frame_offset_ = 0;
  absl::Status failed_;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_WIRE_FRAME_H_
