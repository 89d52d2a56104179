// The bytes of a segment file: slot header, segment header, commit groups, records. Encoding and
// decoding only; storage/FORMAT.md has the byte map and the reasons.
//
// Words: a *slot* is a preallocated file, for ever the same; a *segment* is one use of a slot, with
// a number that is never used again; a *commit group* is what one write put there; a *record* is
// what a caller appended. Sequence numbers count records, from 1.
#ifndef PAXOSSTORE_STORAGE_LOG_FORMAT_H_
#define PAXOSSTORE_STORAGE_LOG_FORMAT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/ids.h"

namespace paxosstore::storage {

inline constexpr uint32_t kFormatVersion = 2;
inline constexpr uint32_t kHeaderBytes = 64;  // each of the three kinds
inline constexpr uint32_t kSlotHeaderAt = 0;
inline constexpr uint32_t kSegmentHeaderAt = 64;
inline constexpr uint32_t kFirstGroupAt = 128;
inline constexpr uint32_t kGroupAlignment = 8;
inline constexpr uint32_t kRecordHeaderBytes = 9;

// Counts commit-logged records over the whole life of a shard; 0 is "before the first".
using Sequence = Id<struct SequenceTag, uint64_t>;
// Counts uses of slots, from 1; 0 is "none".
using SegmentNumber = Id<struct SegmentTag, uint32_t>;

// Where a record is: its header is at `offset`, `length` counts header and payload.
struct Location {
  SegmentNumber segment;
  uint32_t offset = 0;
  uint32_t length = 0;
  friend bool operator==(const Location&, const Location&) = default;
};

enum class RecordType : uint8_t {
  kIncarnation = 1,  // the first record of each opening, and again where the log fell idle
  // The rest hold an object's state: storage/log/entry_codec.h.
  kPromise = 2,
  kAccept = 3,
  kChosen = 4,
  kSnapshot = 5,
};

// What opens each group of this log, and is told to nobody. See StoreOptions::salt.
using LogMark = Id<struct LogMarkTag, uint64_t>;
LogMark MarkFromSalt(uint64_t salt);

// Written once, when the slot is made.
struct SlotHeader {
  LogMark mark;
  uint64_t slot = 0;  // the number in the file's name
};

// Written with the segment's first group, once everything before that group is durable.
struct SegmentHeader {
  SegmentNumber segment;
  SegmentNumber oldest;  // segments below are free
  Sequence first;        // the sequence number of the segment's first record
  Incarnation incarnation;
  friend bool operator==(const SegmentHeader&, const SegmentHeader&) = default;
};

struct GroupHeader {
  uint32_t payload_crc = 0;
  uint32_t payload_length = 0;
  uint32_t records = 0;
  Sequence first;  // of the first record
  // Everything up to here was durable when this group was written.
  Sequence durable_upto;
  Incarnation incarnation;
  SegmentNumber segment;  // where this header itself is
  uint32_t offset = 0;
  SegmentNumber oldest;  // segments below are free

  Sequence last() const { return Sequence(first.value() + records - 1); }
  uint64_t end() const { return uint64_t{offset} + kHeaderBytes + payload_length; }
  friend bool operator==(const GroupHeader&, const GroupHeader&) = default;
};

// Each writes exactly kHeaderBytes at `out`.
void EncodeSlotHeader(const SlotHeader& header, char* out);
void EncodeSegmentHeader(const SegmentHeader& header, LogMark mark, char* out);
void EncodeGroupHeader(const GroupHeader& header, LogMark mark, char* out);

// nullopt unless `bytes` begins with a whole header whose mark and checksum are right.
std::optional<SlotHeader> DecodeSlotHeader(std::string_view bytes);
std::optional<SegmentHeader> DecodeSegmentHeader(std::string_view bytes, LogMark mark);
std::optional<GroupHeader> DecodeGroupHeader(std::string_view bytes, LogMark mark);

uint64_t AlignGroup(uint64_t offset);

// "log-000017": the file of slot 17 once it is whole; "new-000017" while it is being made.
std::string SlotName(uint64_t slot);
std::string UnfinishedSlotName(uint64_t slot);
// The slot's number; nullopt if `name` is not of that form.
std::optional<uint64_t> ParseSlotName(std::string_view name);
std::optional<uint64_t> ParseUnfinishedSlotName(std::string_view name);

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_FORMAT_H_
