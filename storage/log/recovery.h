// Finds out what a disk's log is: which slots are segments, where the chain of commit groups ends,
// whether that end is a torn tail or damage. Reads only; changes nothing.
//
// The crash rule (storage/FORMAT.md): the chain ends at the first place where no sound group
// follows on. If any sound group header anywhere says that something behind that place was durable,
// it is damage and recovery is refused; otherwise it is a torn tail, and the log goes on from
// there.
#ifndef PAXOSSTORE_STORAGE_LOG_RECOVERY_H_
#define PAXOSSTORE_STORAGE_LOG_RECOVERY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/log/record.h"
#include "storage/log/slot.h"

namespace paxosstore::storage {

struct RecoveredLog {
  LogMark mark;
  std::vector<LiveSegment> segments;    // ascending, without gaps; the last one is written next
  std::vector<Slot> spares;             // free slots
  std::vector<std::string> unfinished;  // files of slots that were being made
  uint64_t next_slot = 1;               // a number no slot has
  SegmentNumber next_segment;           // the number of the next segment to be opened
  Sequence last;                        // of the last record of the chain
  Incarnation incarnation;              // the largest one seen anywhere; 0 if none
  // The last segment's bytes from here to its end are not attested: the file shows them, but the
  // platter may not have them.
  uint64_t unattested_from = 0;
};

// Called for each record of the chain but those of kIncarnation, in order. Records of segments that
// turn out to be free are among them: the same objects' newer records follow.
using ReplayFn = absl::FunctionRef<absl::Status(const RecordView&)>;

// `fallback_mark` is the mark of a log that has no slot yet.
absl::StatusOr<RecoveredLog> RecoverLog(Disk* disk, LogMark fallback_mark, ReplayFn replay);

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_RECOVERY_H_
