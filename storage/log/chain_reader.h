// Follows the chain of commit groups through the segments, in order, and replays their records.
//
// A group continues the chain iff it stands where the one before ended, names this very place,
// begins with the next sequence number, and belongs to no earlier incarnation than the one before.
// The last condition keeps groups that an earlier recovery cut off from coming back to life behind
// new ones (storage/FORMAT.md).
#ifndef PAXOSSTORE_STORAGE_LOG_CHAIN_READER_H_
#define PAXOSSTORE_STORAGE_LOG_CHAIN_READER_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/log/recovery.h"
#include "storage/log/segment_reader.h"

namespace paxosstore::storage {

class ChainReader {
 public:
  ChainReader(LogMark mark, ReplayFn replay) : mark_(mark), replay_(replay) {}

  struct Stop {
    uint64_t offset = kFirstGroupAt;  // where the next group would be
    bool complete = false;  // reached the sequence number at which the next segment begins
    std::string why;        // else: what is wrong at `offset`
  };
  // Reads one segment; those before it have been read, or are missing. `limit`: the first sequence
  // number of the next segment, nullopt for the last one.
  absl::StatusOr<Stop> ReadSegment(const Slot& slot, const SegmentHeader& header,
                                   std::optional<Sequence> limit);

  // Whether a sound group would go on the chain where it ends, in the segment read last.
  bool Follows(const GroupHeader& header, SegmentNumber segment,
               std::optional<Sequence> limit) const;

  Sequence last() const { return next_.Previous(); }
  Incarnation incarnation() const { return incarnation_; }
  SegmentNumber oldest() const { return oldest_; }
  // From where on the segment read last is not attested by a later group: 0 < unattested_from.
  uint64_t unattested_from() const;

 private:
  struct Unattested {
    uint64_t offset;
    Sequence last;
  };

  absl::Status Accept(const Slot& slot, const SegmentReader::Group& group);
  absl::Status Replay(const Slot& slot, const SegmentReader::Group& group);

  const LogMark mark_;
  ReplayFn replay_;
  Sequence next_{1};
  Incarnation incarnation_;
  SegmentNumber oldest_;
  // Of the segment read last.
  Sequence segment_first_;
  uint64_t stop_ = kFirstGroupAt;
  bool header_attested_ = false;
  std::deque<Unattested> unattested_;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_CHAIN_READER_H_
