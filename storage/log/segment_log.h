// The append-only log of one shard, in segments, with group commit.
//
// The life of a record: Append gives it its place and puts it into the group being built; the group
// is written by one WriteAt when the log may have one more group in flight (at the end of the
// executor's turn if the log was idle, else the moment a sync returns) and synced by one Sync; its
// waiters then run in the order of the appends.
//
// Invariants:
//  - places and sequence numbers are given in the order of Append, and groups become durable in
//  that order;
//  - a group of a new segment is written only once every earlier group is durable;
//  - a freed segment's slot is used again only once a group that says so is durable.
//
// A log that falls idle is sealed: one more group, with nothing new in it, attests the one before.
#ifndef PAXOSSTORE_STORAGE_LOG_SEGMENT_LOG_H_
#define PAXOSSTORE_STORAGE_LOG_SEGMENT_LOG_H_

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "core/runtime/disk.h"
#include "core/runtime/executor.h"
#include "storage/log/alive.h"
#include "storage/log/commit_group.h"
#include "storage/log/record.h"
#include "storage/log/recovery.h"
#include "storage/log/slot_pool.h"
#include "storage/options.h"

namespace paxosstore::storage {

class SegmentLog {
 public:
  // Takes over what RecoverLog found. `disk` and `executor` must outlive the log.
  SegmentLog(Disk* disk, Executor* executor, const StoreOptions& options, RecoveredLog recovered);
  SegmentLog(const SegmentLog&) = delete;
  SegmentLog& operator=(const SegmentLog&) = delete;

  // Makes everything recovered durable, then the record of the new incarnation; then runs `opened`.
  // Call once, before anything else.
  void Start(Done opened);
  Incarnation incarnation() const { return incarnation_; }

  // Adds a record. `durable` may be empty. Never runs it inside the call.
  Location Append(RecordType type, std::string_view payload, Done durable);

  // Reads a record back, durable or not, into `*bytes`, of which the result is a view. DataLoss
  // naming file and offset if its checksum is wrong.
  absl::StatusOr<RecordView> Read(const Location& location, std::string* bytes) const;

  // DataLoss naming the file and offset of `location`.
  absl::Status Damage(const Location& location, std::string_view what) const;

  // Runs after the waiters of each group that has become durable. Must not destroy the log.
  void set_on_durable(absl::AnyInvocable<void()> on_durable) {
    on_durable_ = std::move(on_durable);
  }

  Sequence last() const { return last_; }        // of the records appended
  Sequence durable() const { return durable_; }  // of those that survive a crash
  bool failed() const { return !error_.ok(); }
  // Latches `error`, as if the disk had reported it.
  void Fail(const absl::Status& error);

  // Segments in use, ascending and without gaps; the last one is being written. The first is the
  // oldest. Segments that are named in locations but not yet opened are not among them.
  const std::deque<LiveSegment>& segments() const { return segments_; }
  LogMark mark() const { return mark_; }
  uint64_t spares() const { return pool_.spares(); }

  // Declares the oldest segment free. REQUIRES: there are at least two, and no location in it will
  // ever be read again, by this incarnation or after a crash at any later moment.
  void FreeOldest();

 private:
  struct Retiring {
    SegmentNumber number;
    Slot slot;
  };

  void BeginIncarnation(const absl::Status& recovered, Done opened);
  absl::Status RewriteUnattested();

  CommitGroup& GroupFor(uint64_t record_bytes);
  bool Fits(const CommitGroup& group, uint64_t record_bytes) const;
  uint64_t SegmentCapacity(SegmentNumber segment) const;
  void SealOpenGroup();

  void SealWhenIdle();
  void OnIdleTimer(Sequence durable_before);

  void WriteSoon();
  void WriteGroups();
  bool OpenSegment(SegmentNumber number);
  void SyncGroup(CommitGroup group);
  absl::Status WriteGroup(CommitGroup& group);
  void OnSynced(const absl::Status& synced);
  void RunWaiters(CommitGroup group);
  void KeepMemory(CommitGroup group);
  void ReleaseRetired(SegmentNumber oldest);
  const Slot* FindSlot(SegmentNumber segment) const;

  Disk* const disk_;
  Executor* const executor_;
  const StoreOptions options_;
  const LogMark mark_;
  Incarnation incarnation_;
  absl::Status error_;

  std::deque<LiveSegment> segments_;
  std::deque<Retiring> retiring_;  // freed, but no durable group says so yet
  SegmentNumber oldest_;
  uint64_t unattested_from_;

  SegmentNumber tail_segment_;  // where the next group will be
  uint64_t tail_offset_;
  Sequence last_;
  Sequence durable_;

  bool group_open_ = false;
  CommitGroup open_;                  // being filled, if group_open_
  std::deque<CommitGroup> sealed_;    // full, not yet written
  std::deque<CommitGroup> flying_;    // written, not yet durable
  std::vector<CommitGroup> drained_;  // empty ones, for their memory
  bool writing_soon_ = false;
  bool idle_timer_armed_ = false;
  Sequence seal_;  // the last one appended

  absl::AnyInvocable<void()> on_durable_;
  Alive alive_;
  SlotPool pool_;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_SEGMENT_LOG_H_
