#include "storage/log/chain_reader.h"

#include <algorithm>

#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"
#include "core/base/status_macros.h"

namespace paxosstore::storage {

absl::StatusOr<ChainReader::Stop> ChainReader::ReadSegment(const Slot& slot,
                                                           const SegmentHeader& header,
                                                           std::optional<Sequence> limit) {
  segment_first_ = header.first;
  next_ = header.first;
  oldest_ = std::max(oldest_, header.oldest);
  incarnation_ = std::max(incarnation_, header.incarnation);
  header_attested_ = false;
  unattested_.clear();  // the segment header itself attests everything before it

  SegmentReader reader(&slot, mark_);
  Stop stop;
  while (!limit.has_value() || next_ < *limit) {
    ASSIGN_OR_RETURN(const std::optional<SegmentReader::Group> group,
                     reader.ReadGroup(stop.offset));
    if (!group.has_value()) {
      stop.why = reader.why();
    } else if (!Follows(group->header, header.segment, limit)) {
      SOMETIMES(kStaleGroupCut);
      stop.why = "commit group does not follow on the one before";
    } else {
      RETURN_IF_ERROR(Accept(slot, *group));
      stop.offset = AlignGroup(group->header.end());
      continue;
    }
    stop_ = stop.offset;
    return stop;
  }
  stop.complete = true;
  stop_ = stop.offset;
  return stop;
}

bool ChainReader::Follows(const GroupHeader& header, SegmentNumber segment,
                          std::optional<Sequence> limit) const {
  if (header.records == 0 || (limit.has_value() && header.last() >= *limit)) return false;
  if (PLANTED_BUG(kStaleGroupAccepted)) return true;
  return header.first == next_ && header.segment == segment && header.incarnation >= incarnation_;
}

absl::Status ChainReader::Accept(const Slot& slot, const SegmentReader::Group& group) {
  const GroupHeader& header = group.header;
  while (!unattested_.empty() && unattested_.front().last <= header.durable_upto) {
    unattested_.pop_front();
  }
  header_attested_ = header_attested_ || header.durable_upto >= segment_first_;
  unattested_.push_back({header.offset, header.last()});
  next_ = header.last().Next();
  incarnation_ = std::max(incarnation_, header.incarnation);
  oldest_ = std::max(oldest_, header.oldest);
  return Replay(slot, group);
}

absl::Status ChainReader::Replay(const Slot& slot, const SegmentReader::Group& group) {
  const GroupHeader& header = group.header;
  RecordCursor cursor(group.payload, header.segment, uint64_t{header.offset} + kHeaderBytes);
  uint32_t records = 0;
  while (std::optional<RecordView> record = cursor.Next()) {
    ++records;
    if (record->type == RecordType::kIncarnation) continue;
    const absl::Status replayed = replay_(*record);
    if (replayed.ok() || PLANTED_BUG(kTornTailAccepted)) continue;
    return DamageError(slot.name, record->location.offset, std::string(replayed.message()));
  }
  if ((records != header.records || !cursor.AtEnd()) && !PLANTED_BUG(kTornTailAccepted)) {
    return DamageError(slot.name, header.offset,
                       "commit group does not hold the records it counts");
  }
  return absl::OkStatus();
}

uint64_t ChainReader::unattested_from() const {
  if (!header_attested_) return kSegmentHeaderAt;
  return unattested_.empty() ? stop_ : unattested_.front().offset;
}

}  // namespace paxosstore::storage
