// Keeps disk space bounded: copies what is still live out of the oldest segment to the log's end, a
// bounded amount at a time, then frees that segment.
//
// Oldest first, because then the segments in use are always a contiguous range of numbers, so that
// a missing one is known to be missing. The price is that data nobody writes is copied once each
// time the log has gone round: with at most half of the space garbage, one byte copied for one byte
// written on average.
//
// Works only in proportion to what callers write: an idle store does nothing.
#ifndef PAXOSSTORE_STORAGE_BITCASK_CLEANER_H_
#define PAXOSSTORE_STORAGE_BITCASK_CLEANER_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/bitcask/directory.h"
#include "storage/log/entry_codec.h"
#include "storage/log/segment_log.h"
#include "storage/log/segment_reader.h"
#include "storage/options.h"

namespace paxosstore::storage {

class Cleaner {
 public:
  // Both must outlive the cleaner.
  Cleaner(Directory* directory, SegmentLog* log, const StoreOptions& options)
      : directory_(directory), log_(log), options_(options) {}

  // A caller has appended so many bytes; that much more may be cleaned.
  void Owe(uint64_t bytes);
  // Does some work if there is any; call it when something has become durable.
  void Step();

 private:
  bool Wanted() const;
  bool FreeIfDone();
  void FinishSegment();
  absl::Status CopySome();
  absl::Status CopyGroup(const SegmentReader::Group& group);
  absl::Status CopyRecord(const RecordView& record);
  absl::Status CopyObject(Directory::Object& object);
  absl::Status Inside(EntryId entry, const ValueRef& ref, std::string* bytes, StoredValue* stored);
  bool RestsOn(const ObjectState& state, SegmentNumber segment) const;

  Directory* const directory_;
  SegmentLog* const log_;
  const StoreOptions options_;
  uint64_t owed_ = 0;  // bytes of segment that may still be looked through
  // Of the oldest segment, while it is being cleaned.
  std::optional<SegmentReader> reader_;
  uint64_t offset_ = kFirstGroupAt;
  // Nothing in the oldest segment is live: it can go once this is durable.
  std::optional<Sequence> free_after_;
  std::string scratch_;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_BITCASK_CLEANER_H_
