#include "storage/log/segment_log.h"

#include <algorithm>
#include <utility>

#include "core/base/buggify.h"
#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"
#include "core/base/status_macros.h"
#include "storage/log/crc32c.h"

namespace paxosstore::storage {
namespace {

// Whether `bytes`, read from `from` on, are whole groups of `segment` and nothing else; from the
// segment's header on if `from` is that one's place.
bool AreWholeGroups(std::string_view bytes, uint64_t from, SegmentNumber segment, LogMark mark) {
  const auto at_offset = [&](uint64_t at) {
    return bytes.substr(std::min<uint64_t>(at - from, bytes.size()));
  };
  if (from == kSegmentHeaderAt) {
    const std::optional<SegmentHeader> header = DecodeSegmentHeader(bytes, mark);
    if (!header.has_value() || header->segment != segment) return false;
  }
  for (uint64_t at = std::max<uint64_t>(from, kFirstGroupAt); at < from + bytes.size();) {
    const std::string_view group = at_offset(at);
    const std::optional<GroupHeader> header = DecodeGroupHeader(group, mark);
    if (!header.has_value() || header->offset != at || header->segment != segment) return false;
    const std::string_view payload = group.substr(kHeaderBytes, header->payload_length);
    if (Crc32c(payload) != header->payload_crc) return false;
    at = AlignGroup(header->end());
  }
  return true;
}

}  // namespace

SegmentLog::SegmentLog(Disk* disk, Executor* executor, const StoreOptions& options,
                       RecoveredLog recovered)
    : disk_(disk),
      executor_(executor),
      options_(options),
      mark_(recovered.mark),
      incarnation_(PLANTED_BUG(kIncarnationReused) ? std::max(recovered.incarnation, Incarnation(1))
                                                   : recovered.incarnation.Next()),
      oldest_(recovered.next_segment),
      unattested_from_(recovered.unattested_from),
      tail_segment_(recovered.next_segment),
      tail_offset_(kFirstGroupAt),
      last_(recovered.last),
      durable_(recovered.last),
      pool_(disk, options, recovered.mark, recovered.next_slot, [this] { WriteGroups(); }) {
  if (!recovered.segments.empty()) {
    oldest_ = recovered.segments.front().number;
    tail_segment_ = recovered.segments.back().number;
    tail_offset_ = recovered.segments.back().end;
  }
  for (LiveSegment& segment : recovered.segments) segments_.push_back(std::move(segment));
  pool_.Adopt(std::move(recovered.spares), std::move(recovered.unfinished));
}

// Recovery has believed what the page cache shows. Unless a later group attests it, the platter may
// lack it: the process died before its sync, or the sync failed and the kernel has since forgotten
// that these pages differ. Only writing them again makes a later sync mean anything.
absl::Status SegmentLog::RewriteUnattested() {
  const LiveSegment& segment = segments_.back();
  if (unattested_from_ < segment.end) SOMETIMES(kTailRewritten);
  std::string bytes;
  RETURN_IF_ERROR(
      segment.slot.file->ReadAt(unattested_from_, segment.end - unattested_from_, &bytes));
  const bool may_differ = PLANTED_BUG(kTornTailAccepted) || PLANTED_BUG(kStaleGroupAccepted);
  if (!may_differ && !AreWholeGroups(bytes, unattested_from_, segment.number, mark_)) {
    return absl::DataLossError("two readings of the end of the log differ");
  }
  return segment.slot.file->WriteAt(unattested_from_, bytes);
}

void SegmentLog::Start(Done opened) {
  if (segments_.empty()) return BeginIncarnation(absl::OkStatus(), std::move(opened));
  if (!PLANTED_BUG(kTailNotRewritten)) {
    const absl::Status rewritten = RewriteUnattested();
    if (!rewritten.ok()) Fail(WithFile(segments_.back().slot.name, rewritten));
  }
  segments_.back().slot.file->Sync(
      alive_.Guard([this, opened = std::move(opened)](const absl::Status& synced) mutable {
        BeginIncarnation(synced, std::move(opened));
      }));
}

// The names of slots that recovery found may not be durable either.
void SegmentLog::BeginIncarnation(const absl::Status& recovered, Done opened) {
  if (!recovered.ok()) Fail(WithFile(segments_.back().slot.name, recovered));
  disk_->SyncDirectory(
      alive_.Guard([this, opened = std::move(opened)](const absl::Status& named) mutable {
        if (!named.ok()) Fail(named);
        std::string payload;
        PutVarint(payload, incarnation_.value());
        if (error_.ok()) pool_.Start();
        if (PLANTED_BUG(kOpenedEarly) && named.ok()) {
          executor_->Post(alive_.Guard(
              [opened = std::move(opened)]() mutable { std::move(opened)(absl::OkStatus()); }));
        }
        Append(RecordType::kIncarnation, payload, std::move(opened));
      }));
}

// --- Building groups ---

Location SegmentLog::Append(RecordType type, std::string_view payload, Done durable) {
  CommitGroup& group = GroupFor(kRecordHeaderBytes + payload.size());
  const size_t at = group.bytes.size();
  AppendRecord(type, payload, {group.segment, group.offset}, group.bytes);
  last_ = last_.Next();
  ++group.records;
  const Location location{group.segment, static_cast<uint32_t>(group.offset + at),
                          static_cast<uint32_t>(group.bytes.size() - at)};
  if (error_.ok()) {
    if (durable) group.waiters.push_back(std::move(durable));
    WriteSoon();
  } else if (durable) {
    executor_->Post(alive_.Guard(
        [this, durable = std::move(durable)]() mutable { std::move(durable)(error_); }));
  }
  return location;
}

CommitGroup& SegmentLog::GroupFor(uint64_t record_bytes) {
  if (group_open_ && !Fits(open_, record_bytes)) {
    SOMETIMES(kGroupFull);
    SealOpenGroup();
  }
  if (group_open_) return open_;
  const uint64_t end = tail_offset_ + kHeaderBytes + record_bytes;
  // A record larger than a segment gets one for itself, whose file grows.
  const bool full = end > SegmentCapacity(tail_segment_) || BUGGIFY(kSegmentEarly);
  if (full && tail_offset_ > kFirstGroupAt) {
    tail_segment_ = tail_segment_.Next();
    tail_offset_ = kFirstGroupAt;
  }
  CHECK_LE(tail_offset_ + kHeaderBytes + record_bytes, uint64_t{UINT32_MAX});
  if (!drained_.empty()) {
    open_ = std::move(drained_.back());
    drained_.pop_back();
  }
  open_.segment = tail_segment_;
  open_.offset = static_cast<uint32_t>(tail_offset_);
  open_.first = last_.Next();
  open_.records = 0;
  open_.bytes.assign(kHeaderBytes, '\0');
  group_open_ = true;
  return open_;
}

bool SegmentLog::Fits(const CommitGroup& group, uint64_t record_bytes) const {
  if (BUGGIFY(kTinyGroup)) return false;
  return group.bytes.size() + record_bytes <= options_.group_bytes_max &&
         group.end() + record_bytes <= SegmentCapacity(group.segment);
}

uint64_t SegmentLog::SegmentCapacity(SegmentNumber segment) const {
  const bool opened = !segments_.empty() && segment <= segments_.back().number;
  return opened ? segments_.back().slot.bytes : options_.segment_bytes;
}

void SegmentLog::SealOpenGroup() {
  tail_offset_ = AlignGroup(open_.end());
  sealed_.push_back(std::exchange(open_, CommitGroup()));
  group_open_ = false;
}

// --- Sealing ---

// One timer for as long as the log is in use, not one for each group.
void SegmentLog::SealWhenIdle() {
  if (options_.seal_after.ns <= 0 || idle_timer_armed_ || last_ == seal_) return;
  idle_timer_armed_ = true;
  executor_->After(options_.seal_after,
                   alive_.Guard([this, durable = durable_] { OnIdleTimer(durable); }));
}

void SegmentLog::OnIdleTimer(Sequence durable_before) {
  idle_timer_armed_ = false;
  if (!error_.ok()) return;
  if (durable_ != durable_before || last_ != durable_) return SealWhenIdle();
  std::string payload;
  PutVarint(payload, incarnation_.value());
  // Not worth a segment of its own.
  const uint64_t end = tail_offset_ + kHeaderBytes + kRecordHeaderBytes + payload.size();
  if (end > SegmentCapacity(tail_segment_)) return;
  seal_ = last_.Next();
  Append(RecordType::kIncarnation, payload, Done());
}

// --- Writing them ---

// At the end of the turn, so that one group holds all that the turn's work appends.
void SegmentLog::WriteSoon() {
  if (writing_soon_ || flying_.size() >= options_.syncs_in_flight_max) return;
  writing_soon_ = true;
  auto write = alive_.Guard([this] {
    writing_soon_ = false;
    WriteGroups();
  });
  if (!BUGGIFY(kWriteLater)) return executor_->Post(std::move(write));
  executor_->After(Milliseconds(2), std::move(write));
}

void SegmentLog::WriteGroups() {
  const uint32_t flying_max = BUGGIFY(kOneSync) ? 1 : std::max(options_.syncs_in_flight_max, 1u);
  while (error_.ok() && flying_.size() < flying_max && (group_open_ || !sealed_.empty())) {
    const SegmentNumber segment = sealed_.empty() ? open_.segment : sealed_.front().segment;
    const bool opened = !segments_.empty() && segments_.back().number == segment;
    if (!opened && !OpenSegment(segment)) return;
    if (sealed_.empty()) SealOpenGroup();
    CommitGroup group = std::move(sealed_.front());
    sealed_.pop_front();
    SyncGroup(std::move(group));
  }
}

// False if that must wait: for what is in flight, since the new segment's header states that
// everything before it is durable; or for a spare slot.
bool SegmentLog::OpenSegment(SegmentNumber number) {
  if (!flying_.empty() && !PLANTED_BUG(kSegmentOpenedEarly)) {
    SOMETIMES(kSegmentWaitedForSync);
    return false;
  }
  if (!pool_.HasSpare()) {
    SOMETIMES(kSegmentWaitedForSlot);
    if (!pool_.error().ok()) Fail(pool_.error());
    return false;
  }
  segments_.push_back({number, pool_.Take(), kFirstGroupAt});
  return true;
}

void SegmentLog::SyncGroup(CommitGroup group) {
  LiveSegment& segment = segments_.back();
  const absl::Status written = WriteGroup(group);
  if (PLANTED_BUG(kDurableBeforeSync)) {
    executor_->Post(alive_.Guard([this, early = std::exchange(group.waiters, {})]() mutable {
      CommitGroup told;
      told.waiters = std::move(early);
      RunWaiters(std::move(told));
    }));
  }
  flying_.push_back(std::move(group));
  if (!written.ok()) return Fail(WithFile(segment.slot.name, written));
  segment.slot.file->Sync(alive_.Guard([this](const absl::Status& synced) { OnSynced(synced); }));
}

absl::Status SegmentLog::WriteGroup(CommitGroup& group) {
  LiveSegment& segment = segments_.back();
  CHECK_EQ(segment.number, group.segment);
  group.oldest = oldest_;
  if (group.records > 1) SOMETIMES(kGroupShared);
  GroupHeader header;
  header.payload_length = static_cast<uint32_t>(group.bytes.size() - kHeaderBytes);
  header.payload_crc = Crc32c(std::string_view(group.bytes).substr(kHeaderBytes));
  header.records = group.records;
  header.first = group.first;
  header.durable_upto = PLANTED_BUG(kGroupAttestsItself) ? group.last() : durable_;
  header.incarnation = incarnation_;
  header.segment = group.segment;
  header.offset = group.offset;
  header.oldest = oldest_;
  EncodeGroupHeader(header, mark_, group.bytes.data());
  segment.end = AlignGroup(group.end());
  segment.slot.bytes = std::max(segment.slot.bytes, group.end());
  if (group.offset != kFirstGroupAt) return segment.slot.file->WriteAt(group.offset, group.bytes);
  std::string both(kHeaderBytes, '\0');
  EncodeSegmentHeader({group.segment, oldest_, group.first, incarnation_}, mark_, both.data());
  both += group.bytes;
  return segment.slot.file->WriteAt(kSegmentHeaderAt, both);
}

// --- Durable ---

void SegmentLog::OnSynced(const absl::Status& synced) {
  if (!error_.ok()) return;  // every waiter has been told already
  if (!synced.ok()) SOMETIMES(kSyncFailed);
  if (!synced.ok() && !PLANTED_BUG(kSyncErrorForgotten)) {
    return Fail(WithFile(segments_.back().slot.name, synced));
  }
  CommitGroup group = std::move(flying_.front());
  flying_.pop_front();
  durable_ = group.last();
  ReleaseRetired(group.oldest);
  WriteGroups();  // the disk first: what has gathered meanwhile is on its way before anybody is
                  // told
  SealWhenIdle();
  RunWaiters(std::move(group));
}

void SegmentLog::RunWaiters(CommitGroup group) {
  const std::weak_ptr<char> watch = alive_.Watch();
  for (Done& waiter : group.waiters) {
    std::move(waiter)(absl::OkStatus());
    if (watch.expired()) return;  // a waiter has destroyed the store
  }
  KeepMemory(std::move(group));
  if (on_durable_) on_durable_();
}

void SegmentLog::KeepMemory(CommitGroup group) {
  group.waiters.clear();
  const bool oversized = group.bytes.capacity() > 2 * options_.group_bytes_max;
  if (!oversized && drained_.size() < 4) drained_.push_back(std::move(group));
}

void SegmentLog::Fail(const absl::Status& error) {
  if (!error_.ok()) return;
  error_ = error;
  std::vector<Done> waiters;
  auto gather = [&waiters](CommitGroup& group) {
    for (Done& waiter : group.waiters) waiters.push_back(std::move(waiter));
    group.waiters.clear();
  };
  for (CommitGroup& group : flying_) gather(group);
  for (CommitGroup& group : sealed_) gather(group);
  gather(open_);
  if (PLANTED_BUG(kWaitersForgotten)) waiters.clear();
  // Posted, because the waiters of a group that did become durable may be about to run.
  executor_->Post([watch = alive_.Watch(), error, waiters = std::move(waiters)]() mutable {
    for (Done& waiter : waiters) {
      if (watch.expired()) return;
      std::move(waiter)(error);
    }
  });
}

// --- Freeing ---

void SegmentLog::FreeOldest() {
  CHECK_GT(segments_.size(), 1u);
  LiveSegment segment = std::move(segments_.front());
  segments_.pop_front();
  oldest_ = segments_.front().number;
  if (PLANTED_BUG(kSlotReusedAtOnce) || PLANTED_BUG(kCleanerFreesEarly)) {
    return pool_.Give(std::move(segment.slot));
  }
  retiring_.push_back({segment.number, std::move(segment.slot)});
}

void SegmentLog::ReleaseRetired(SegmentNumber oldest) {
  while (!retiring_.empty() && retiring_.front().number < oldest) {
    pool_.Give(std::move(retiring_.front().slot));
    retiring_.pop_front();
  }
}

// --- Reading ---

absl::StatusOr<RecordView> SegmentLog::Read(const Location& location, std::string* bytes) const {
  auto from_group = [&](const CommitGroup& group) {
    bytes->assign(group.bytes, location.offset - group.offset, location.length);
  };
  if (group_open_ && open_.Holds(location)) {
    SOMETIMES(kReadBeforeWritten);
    from_group(open_);
  } else if (auto at = std::find_if(sealed_.begin(), sealed_.end(),
                                    [&](const CommitGroup& g) { return g.Holds(location); });
             at != sealed_.end()) {
    from_group(*at);
  } else {
    const Slot* slot = FindSlot(location.segment);
    CHECK_MSG(slot != nullptr, "segment " + ToString(location.segment) + " is gone");
    const absl::Status read = slot->file->ReadAt(location.offset, location.length, bytes);
    if (!read.ok()) return WithFile(slot->name, read);
  }
  const std::optional<RecordView> record = DecodeRecord(*bytes, location);
  if (!record.has_value()) return Damage(location, "record checksum mismatch");
  return *record;
}

absl::Status SegmentLog::Damage(const Location& location, std::string_view what) const {
  const Slot* slot = FindSlot(location.segment);
  const std::string name =
      slot != nullptr ? slot->name : "segment " + ToString(location.segment) + " (not yet opened)";
  return DamageError(name, location.offset, what);
}

const Slot* SegmentLog::FindSlot(SegmentNumber segment) const {
  if (segments_.empty() || segment < segments_.front().number ||
      segment > segments_.back().number) {
    return nullptr;
  }
  return &segments_[segment.value() - segments_.front().number.value()].slot;
}

}  // namespace paxosstore::storage
