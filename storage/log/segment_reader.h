// Reads a segment's commit groups front to back, in large pieces. Used by recovery and the cleaner.
#ifndef PAXOSSTORE_STORAGE_LOG_SEGMENT_READER_H_
#define PAXOSSTORE_STORAGE_LOG_SEGMENT_READER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/log/slot.h"

namespace paxosstore::storage {

class SegmentReader {
 public:
  struct Group {
    GroupHeader header;
    std::string_view payload;  // valid until the next call
  };

  // `slot` must outlive the reader and not grow meanwhile.
  SegmentReader(const Slot* slot, LogMark mark) : slot_(slot), mark_(mark) {}

  // The group whose header is at `offset`, checksums compared; nullopt if there is none, and why()
  // says what is wrong. Errors are the disk's.
  absl::StatusOr<std::optional<Group>> ReadGroup(uint64_t offset);
  const std::string& why() const { return why_; }

  // The sound header at `offset`, if there is one, whatever its payload.
  absl::StatusOr<std::optional<GroupHeader>> ReadHeader(uint64_t offset);

  // Calls `visit` for each sound group header in [from, until), whatever is between them and
  // whether or not its payload is sound: for what such headers attest.
  absl::Status ScanHeaders(uint64_t from, uint64_t until,
                           absl::FunctionRef<void(const GroupHeader&)> visit);

 private:
  static constexpr uint64_t kPieceBytes = 256 << 10;

  // The `length` bytes at `offset`, fewer at the end of the file.
  absl::StatusOr<std::string_view> Bytes(uint64_t offset, uint64_t length);
  std::optional<GroupHeader> HeaderAt(std::string_view bytes, uint64_t offset) const;
  std::optional<Group> Reject(std::string why);

  const Slot* const slot_;
  const LogMark mark_;
  std::string piece_;
  uint64_t piece_at_ = 0;
  std::string why_;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_SEGMENT_READER_H_
