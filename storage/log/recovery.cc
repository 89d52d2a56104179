#include "storage/log/recovery.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"
#include "core/base/status_macros.h"
#include "storage/log/chain_reader.h"
#include "storage/log/slot_inventory.h"

namespace paxosstore::storage {
namespace {

// Of a slot that seems to be free: more than the first group of a segment ever takes, unless its
// one record is larger than this.
constexpr uint64_t kListenBytes = 4 << 20;

// What sound group headers outside the chain say.
struct Claims {
  Sequence durable_upto;
  Incarnation incarnation;
  SegmentNumber segment;  // the largest one

  void Add(const GroupHeader& header) {
    durable_upto = std::max(durable_upto, header.durable_upto);
    incarnation = std::max(incarnation, header.incarnation);
    segment = std::max(segment, header.segment);
  }
};

struct OtherSlot {
  FoundSlot found;
  Claims claims;
};

class Recovery {
 public:
  Recovery(SlotInventory inventory, ReplayFn replay)
      : inventory_(std::move(inventory)), chain_reader_(inventory_.mark, replay) {}

  absl::StatusOr<RecoveredLog> Run() {
    RETURN_IF_ERROR(FindChain());
    RETURN_IF_ERROR(ReadChain());
    PutFreedAside(chain_reader_.oldest());
    RETURN_IF_ERROR(LookAgain());
    RETURN_IF_ERROR(HearOthers());
    RETURN_IF_ERROR(JudgeMiddle());
    RETURN_IF_ERROR(JudgeTail());
    return Result();
  }

 private:
  struct Damage {
    SegmentNumber segment;
    absl::Status status;  // OK: the segment is missing
  };

  absl::Status FindChain();
  absl::Status ReadChain();
  void PutFreedAside(SegmentNumber below);
  absl::Status HearOthers();
  absl::Status Hear(const Slot& slot, uint64_t from, uint64_t until, Claims* claims);
  absl::Status JudgeMiddle();
  absl::Status JudgeTail();
  absl::Status LookAgain();
  absl::Status MissingError(SegmentNumber segment) const;
  RecoveredLog Result();

  SegmentNumber newest() const { return chain_.empty() ? SegmentNumber() : chain_.rbegin()->first; }

  SlotInventory inventory_;
  ChainReader chain_reader_;
  SegmentNumber floor_;  // segments below are known to be free before the chain is read
  std::map<SegmentNumber, FoundSlot> chain_;
  std::map<SegmentNumber, uint64_t> ends_;
  std::vector<OtherSlot> others_;
  std::vector<Damage> damages_;
  ChainReader::Stop end_;  // of the last segment
  Claims tail_claims_;     // of what lies behind end_
};

// The slots whose headers name the segments from the oldest live one on.
absl::Status Recovery::FindChain() {
  for (FoundSlot& found : inventory_.slots) {
    if (!found.header.has_value()) {
      others_.push_back({std::move(found), {}});
      continue;
    }
    auto [at, added] = chain_.try_emplace(found.header->segment, std::move(found));
    if (!added) {
      return DamageError(found.slot.name, kSegmentHeaderAt,
                         "is segment " + ToString(at->first) + ", as is " + at->second.slot.name);
    }
  }
  if (chain_.empty()) return absl::OkStatus();
  if (chain_.size() > 1) SOMETIMES(kSegmentsChained);
  const FoundSlot& last = chain_.rbegin()->second;
  floor_ = last.header->oldest;
  if (floor_ == SegmentNumber() || floor_ > newest()) {
    return DamageError(last.slot.name, kSegmentHeaderAt, "segment header contradicts itself");
  }
  PutFreedAside(floor_);
  return absl::OkStatus();
}

// The slot of a free segment may be in use again, and the write of its new header lost: then what
// follows there is heard like that of any other slot.
void Recovery::PutFreedAside(SegmentNumber below) {
  while (chain_.size() > 1 && chain_.begin()->first < below) {
    SOMETIMES(kFreedSegmentFound);
    others_.push_back({std::move(chain_.begin()->second), {}});
    chain_.erase(chain_.begin());
  }
}

// A segment that a later group declares free may be damaged at will (its slot was about to be used
// again), so nothing is judged before the end has been seen.
absl::Status Recovery::ReadChain() {
  for (SegmentNumber number = floor_; !chain_.empty() && number <= newest();
       number = number.Next()) {
    const auto at = chain_.find(number);
    if (at == chain_.end()) {
      damages_.push_back({number, absl::OkStatus()});
      continue;
    }
    const auto next = chain_.find(number.Next());
    std::optional<Sequence> limit;
    if (next != chain_.end()) limit = next->second.header->first;
    const Slot& slot = at->second.slot;
    ASSIGN_OR_RETURN(end_, chain_reader_.ReadSegment(slot, *at->second.header, limit));
    ends_[number] = end_.offset;
    if (limit.has_value() && !end_.complete) {
      damages_.push_back({number, DamageError(slot.name, end_.offset, end_.why)});
    }
  }
  return absl::OkStatus();
}

absl::Status Recovery::HearOthers() {
  for (OtherSlot& other : others_) {
    if (PLANTED_BUG(kFreedSlotNotHeard) && other.found.header.has_value()) continue;
    const Slot& slot = other.found.slot;
    // No header, or a sound but old one: either the slot is free, or the write of its header was
    // lost. Then newer groups follow not far behind.
    const bool nameless = !other.found.header.has_value() && !other.found.fresh;
    const uint64_t until = nameless ? slot.bytes : kListenBytes;
    if (nameless) SOMETIMES(kNamelessSlotHeard);
    RETURN_IF_ERROR(Hear(slot, kFirstGroupAt, until, &other.claims));
  }
  if (chain_.empty()) return absl::OkStatus();
  const Slot& last = chain_.rbegin()->second.slot;
  return Hear(last, end_.offset, last.bytes, &tail_claims_);
}

// Twice, since one read that goes astray must not silence a witness.
absl::Status Recovery::Hear(const Slot& slot, uint64_t from, uint64_t until, Claims* claims) {
  for (int reading = 0; reading < 2; ++reading) {
    SegmentReader reader(&slot, inventory_.mark);
    RETURN_IF_ERROR(reader.ScanHeaders(
        from, until, [claims](const GroupHeader& header) { claims->Add(header); }));
  }
  return absl::OkStatus();
}

absl::Status Recovery::JudgeMiddle() {
  for (const Damage& damage : damages_) {
    if (damage.segment < chain_reader_.oldest()) continue;
    return damage.status.ok() ? MissingError(damage.segment) : damage.status;
  }
  return absl::OkStatus();
}

absl::Status Recovery::MissingError(SegmentNumber segment) const {
  for (const OtherSlot& other : others_) {
    if (other.claims.segment != segment) continue;
    return DamageError(other.found.slot.name, kSegmentHeaderAt,
                       "segment header is damaged (of segment " + ToString(segment) + ")");
  }
  return absl::DataLossError("segment " + ToString(segment) + " is missing");
}

absl::Status Recovery::JudgeTail() {
  if (PLANTED_BUG(kAttestedDamageCut)) return absl::OkStatus();
  const Sequence last = chain_.empty() ? Sequence() : chain_reader_.last();
  for (const OtherSlot& other : others_) {
    if (other.claims.durable_upto <= last) continue;
    return DamageError(other.found.slot.name, kSegmentHeaderAt,
                       "segment header is damaged (of segment " + ToString(other.claims.segment) +
                           "), and record " + ToString(other.claims.durable_upto) + " was durable");
  }
  if (tail_claims_.durable_upto <= last) return absl::OkStatus();
  return DamageError(
      chain_.rbegin()->second.slot.name, end_.offset,
      end_.why + ", but record " + ToString(tail_claims_.durable_upto) + " was durable");
}

// What looks like the log's end may be a read that went astray. Nothing is cut on one reading: the
// next one, at once, has to say the same.
absl::Status Recovery::LookAgain() {
  if (chain_.empty()) return absl::OkStatus();
  const auto& [number, last] = *chain_.rbegin();
  SegmentReader reader(&last.slot, inventory_.mark);
  ASSIGN_OR_RETURN(const std::optional<SegmentReader::Group> group, reader.ReadGroup(end_.offset));
  if (!group.has_value() || !chain_reader_.Follows(group->header, number, std::nullopt)) {
    return absl::OkStatus();
  }
  return DamageError(last.slot.name, end_.offset, "two readings of one place differ");
}

RecoveredLog Recovery::Result() {
  RecoveredLog log;
  log.mark = inventory_.mark;
  log.unfinished = std::move(inventory_.unfinished);
  log.next_slot = inventory_.next_slot;
  log.next_segment = newest().Next();
  log.incarnation = std::max(chain_reader_.incarnation(), tail_claims_.incarnation);
  for (OtherSlot& other : others_) {
    log.incarnation = std::max(log.incarnation, other.claims.incarnation);
    log.spares.push_back(std::move(other.found.slot));
  }
  for (auto& [number, found] : chain_) {
    log.segments.push_back({number, std::move(found.slot), ends_[number]});
  }
  if (log.segments.empty()) return log;
  log.last = chain_reader_.last();
  log.unattested_from = chain_reader_.unattested_from();
  return log;
}

}  // namespace

absl::StatusOr<RecoveredLog> RecoverLog(Disk* disk, LogMark fallback_mark, ReplayFn replay) {
  ASSIGN_OR_RETURN(SlotInventory inventory, TakeInventory(disk, fallback_mark));
  return Recovery(std::move(inventory), replay).Run();
}

}  // namespace paxosstore::storage
