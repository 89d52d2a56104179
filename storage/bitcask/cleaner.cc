#include "storage/bitcask/cleaner.h"

#include <algorithm>

#include "core/base/buggify.h"
#include "core/base/check.h"
#include "core/base/planted_bug.h"
#include "core/base/sometimes.h"
#include "core/base/status_macros.h"
#include "storage/bitcask/state_record.h"

namespace paxosstore::storage {
namespace {

// Looked through for each byte appended. With half of the log garbage, four bytes looked through
// are two copied and four freed: more than the three that were appended.
constexpr uint64_t kBytesPerByte = 4;
// Looked through in one step, give or take a group.
constexpr uint64_t kStepBytes = 64 << 10;
// Closed segments that are left alone, however little is live in them.
constexpr uint64_t kClosedMin = 2;

}  // namespace

void Cleaner::Owe(uint64_t bytes) {
  owed_ = std::min(owed_ + kBytesPerByte * bytes, 4 * options_.segment_bytes);
}

bool Cleaner::Wanted() const {
  const uint64_t closed = log_->segments().size() - 1;
  if (BUGGIFY(kCleanAtOnce)) return true;
  if (closed <= kClosedMin) return false;
  const uint64_t live_percent_min = 100 - std::min(options_.garbage_percent_max, 100u);
  return directory_->usage().total_live_bytes() * 100 <
         closed * options_.segment_bytes * live_percent_min;
}

void Cleaner::Step() {
  while (!log_->failed() && log_->segments().size() > 1) {
    if (free_after_.has_value()) {
      if (!FreeIfDone()) return;
      continue;
    }
    const SegmentNumber oldest = log_->segments().front().number;
    if (directory_->usage().live_bytes(oldest) == 0) {
      SOMETIMES(kCleanerFoundNothingLive);
      FinishSegment();
      continue;
    }
    if (owed_ == 0 || !Wanted()) return;
    const absl::Status copied = CopySome();
    if (!copied.ok()) log_->Fail(copied);
    if (!free_after_.has_value()) return;
  }
}

// What made the segment's records dead may itself still be in flight: wait for everything appended
// so far.
void Cleaner::FinishSegment() {
  free_after_ = log_->last();
  reader_.reset();
  offset_ = kFirstGroupAt;
}

bool Cleaner::FreeIfDone() {
  if (log_->durable() < *free_after_ && !PLANTED_BUG(kCleanerFreesEarly)) {
    SOMETIMES(kCleanerWaited);
    return false;
  }
  free_after_.reset();
  log_->FreeOldest();
  directory_->usage().FreeBefore(log_->segments().front().number);
  return true;
}

absl::Status Cleaner::CopySome() {
  const LiveSegment& segment = log_->segments().front();
  if (!reader_.has_value()) reader_.emplace(&segment.slot, log_->mark());
  const uint64_t step = BUGGIFY(kCleanOneGroup) ? 1 : kStepBytes;
  for (uint64_t done = 0; done < step && owed_ > 0 && offset_ < segment.end;) {
    ASSIGN_OR_RETURN(const std::optional<SegmentReader::Group> group, reader_->ReadGroup(offset_));
    if (!group.has_value()) return DamageError(segment.slot.name, offset_, reader_->why());
    if (group->header.segment != segment.number) {
      return DamageError(segment.slot.name, offset_, "commit group is of another segment");
    }
    RETURN_IF_ERROR(CopyGroup(*group));
    const uint64_t next = AlignGroup(group->header.end());
    done += next - offset_;
    owed_ -= std::min(owed_, next - offset_);
    offset_ = next;
  }
  if (offset_ < segment.end) return absl::OkStatus();
  if (directory_->usage().live_bytes(segment.number) > 0) {
    return DamageError(segment.slot.name, kFirstGroupAt, "records that are still needed are gone");
  }
  FinishSegment();
  return absl::OkStatus();
}

absl::Status Cleaner::CopyGroup(const SegmentReader::Group& group) {
  RecordCursor cursor(group.payload, group.header.segment,
                      uint64_t{group.header.offset} + kHeaderBytes);
  while (std::optional<RecordView> record = cursor.Next()) {
    if (record->type != RecordType::kIncarnation) RETURN_IF_ERROR(CopyRecord(*record));
  }
  return absl::OkStatus();
}

absl::Status Cleaner::CopyRecord(const RecordView& record) {
  const std::optional<StateRecord> state = DecodeState(record.payload);
  if (!state.has_value()) return log_->Damage(record.location, "record is malformed");
  Directory::Object* object = directory_->Find(state->object);
  if (object == nullptr || !RestsOn(object->state(), record.location.segment)) {
    return absl::OkStatus();
  }
  SOMETIMES(kCleanerMovedObject);
  if (PLANTED_BUG(kCleanerCopiesOldState)) {
    directory_->Update(*object, StateOf(*state, record.location));
  }
  return CopyObject(*object);
}

bool Cleaner::RestsOn(const ObjectState& state, SegmentNumber segment) const {
  bool rests = false;
  ForEachRecordOf(state, [&](const Location& at) { rests = rests || at.segment == segment; });
  return rests;
}

// The whole state in one record: afterwards nothing of the object is in an old segment.
absl::Status Cleaner::CopyObject(Directory::Object& object) {
  ObjectState state = object.state();
  StateRecord copy = Describe(object.name(), state);
  if (PLANTED_BUG(kCleanerForgetsPromise)) copy.promised = copy.accepted;
  std::string chosen, accepted;
  RETURN_IF_ERROR(Inside(state.chosen, state.chosen_value, &chosen, &copy.chosen_value));
  RETURN_IF_ERROR(
      Inside(state.chosen.Next(), state.accepted_value, &accepted, &copy.accepted_value));
  scratch_.clear();
  EncodeState(copy, scratch_);
  directory_->Update(object, StateOf(copy, log_->Append(RecordType::kSnapshot, scratch_, Done())));
  return absl::OkStatus();
}

// Reads the value's record into `*bytes`, which `*stored` then refers to.
absl::Status Cleaner::Inside(EntryId entry, const ValueRef& ref, std::string* bytes,
                             StoredValue* stored) {
  if (!ref.present()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const RecordView record, log_->Read(ref.at, bytes));
  const std::optional<StateRecord> state = DecodeState(record.payload);
  if (!state.has_value()) return log_->Damage(ref.at, "record is malformed");
  const std::optional<std::string_view> value = InsideValue(*state, entry);
  if (!value.has_value()) return log_->Damage(ref.at, "record does not hold the value");
  stored->where = StoredValue::Where::kInside;
  stored->bytes = *value;
  return absl::OkStatus();
}

}  // namespace paxosstore::storage
