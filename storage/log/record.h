// Records: what a caller appends, framed by its own checksum, length and type. The checksum is
// beside the commit group's because records are also read one by one, long after.
#ifndef PAXOSSTORE_STORAGE_LOG_RECORD_H_
#define PAXOSSTORE_STORAGE_LOG_RECORD_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "storage/log/format.h"

namespace paxosstore::storage {

struct RecordView {
  RecordType type;
  Location location;
  std::string_view payload;
};

// Where a group's bytes go. A record's checksum covers its place, so that a whole record read from,
// or written to, another place does not pass for the one that belongs there.
struct GroupPlace {
  SegmentNumber segment;
  uint64_t offset = 0;
};

// Appends a framed record to a group's bytes.
void AppendRecord(RecordType type, std::string_view payload, const GroupPlace& place,
                  std::string& group);

// The record that `bytes`, read from `location`, is. nullopt if the checksum or the length is
// wrong, or if they belong to another place.
std::optional<RecordView> DecodeRecord(std::string_view bytes, Location location);

// Walks through the records of a group whose checksum has been compared already.
class RecordCursor {
 public:
  // `payload` is the group's, which begins at `offset` of the segment.
  RecordCursor(std::string_view payload, SegmentNumber segment, uint64_t offset)
      : rest_(payload), segment_(segment), offset_(offset) {}

  // The next record; nullopt at the end, and where what follows is not a whole record.
  std::optional<RecordView> Next();
  // Everything has been read: REQUIRES of a well-formed group after its last record.
  bool AtEnd() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  SegmentNumber segment_;
  uint64_t offset_;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_RECORD_H_
