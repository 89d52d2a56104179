#include "storage/bitcask/bitcask_store.h"

#include <utility>

#include "core/base/check.h"
#include "core/base/planted_bug.h"
#include "core/base/status_macros.h"
#include "storage/bitcask/state_record.h"
#include "storage/log/recovery.h"

namespace paxosstore::storage {
namespace {

using Where = StoredValue::Where;

RecordType TypeOf(EntryRecord::Kind kind) {
  switch (kind) {
    case EntryRecord::Kind::kPromise:
      return RecordType::kPromise;
    case EntryRecord::Kind::kAccept:
      return RecordType::kAccept;
    case EntryRecord::Kind::kChosen:
      break;
  }
  return RecordType::kChosen;
}

absl::Status Replay(const RecordView& view, Directory& directory) {
  const std::optional<StateRecord> record = DecodeState(view.payload);
  if (!record.has_value()) return absl::DataLossError("record is malformed");
  directory.Update(directory.FindOrAdd(record->object), StateOf(*record, view.location));
  return absl::OkStatus();
}

absl::Status CheckNothingIsGone(const Directory& directory, const RecoveredLog& log) {
  const uint64_t oldest = log.segments.empty() ? 1 : log.segments.front().number.value();
  const SegmentNumber first_used = directory.usage().first_live();
  if (first_used == SegmentNumber() || first_used.value() >= oldest) return absl::OkStatus();
  return absl::DataLossError("segment " + ToString(first_used) + " is gone but still needed");
}

}  // namespace

absl::StatusOr<std::unique_ptr<BitcaskStore>> BitcaskStore::Recover(Disk* disk, Executor* executor,
                                                                    const StoreOptions& options) {
  auto directory = std::make_unique<Directory>();
  ASSIGN_OR_RETURN(RecoveredLog recovered,
                   RecoverLog(disk, MarkFromSalt(options.salt), [&](const RecordView& record) {
                     return Replay(record, *directory);
                   }));
  const absl::Status whole = CheckNothingIsGone(*directory, recovered);
  const bool may_differ = PLANTED_BUG(kTornTailAccepted) || PLANTED_BUG(kStaleGroupAccepted);
  if (!whole.ok() && !may_differ) return whole;
  directory->FinishLoading();
  return std::unique_ptr<BitcaskStore>(
      new BitcaskStore(disk, executor, options, std::move(directory), std::move(recovered)));
}

BitcaskStore::BitcaskStore(Disk* disk, Executor* executor, const StoreOptions& options,
                           std::unique_ptr<Directory> directory, RecoveredLog recovered)
    : directory_(std::move(directory)),
      log_(disk, executor, options, std::move(recovered)),
      cleaner_(directory_.get(), &log_, options) {
  log_.set_on_durable([this] { cleaner_.Step(); });
}

void BitcaskStore::Start(Done opened) {
  log_.Start([this, opened = std::move(opened)](const absl::Status& status) mutable {
    opened_ = status.ok();
    std::move(opened)(status);
  });
}

void BitcaskStore::Write(const EntryRecord& record, Done durable) {
  CHECK_MSG(opened_, "written to before the incarnation is durable");
  Directory::Object& object = directory_->FindOrAdd(record.object);
  ObjectState next = Follow(object.state(), record);
  StateRecord stored = Describe(object.name(), next);
  stored.previous_is_chosen = record.previous_is_chosen;
  ValueRef* place = nullptr;  // of the record's own value
  if (record.kind != EntryRecord::Kind::kPromise) {
    const bool chosen = record.kind == EntryRecord::Kind::kChosen;
    StoredValue& inside = chosen ? stored.chosen_value : stored.accepted_value;
    place = chosen ? &next.chosen_value : &next.accepted_value;
    inside.where = Where::kInside;
    inside.live_keys = record.value->live_keys;
    inside.value = record.value.get();
  }
  scratch_.clear();
  EncodeState(stored, scratch_);
  next.newest = log_.Append(TypeOf(record.kind), scratch_, std::move(durable));
  if (place != nullptr) place->at = next.newest;
  cleaner_.Owe(next.newest.length);
  directory_->Update(object, next);
}

absl::StatusOr<LogState> BitcaskStore::Load(std::string_view name) const {
  LogState log;
  const Directory::Object* object = std::as_const(*directory_).Find(name);
  if (object == nullptr) return log;
  const ObjectState& state = object->state();
  log.chosen = state.chosen;
  log.pending.promised = state.promised;
  log.pending.accepted = state.accepted;
  if (state.chosen_value.present()) {
    ASSIGN_OR_RETURN(log.chosen_value, LoadValue(name, state.chosen, state.chosen_value.at));
  }
  if (state.accepted_value.present()) {
    ASSIGN_OR_RETURN(log.pending.value,
                     LoadValue(name, state.chosen.Next(), state.accepted_value.at));
  }
  return log;
}

absl::StatusOr<ValuePtr> BitcaskStore::LoadValue(std::string_view object, EntryId entry,
                                                 const Location& at) const {
  std::string bytes;
  ASSIGN_OR_RETURN(const RecordView record, log_.Read(at, &bytes));
  const std::optional<StateRecord> state = DecodeState(record.payload);
  if (!state.has_value() || state->object != object) {
    return log_.Damage(at, "record is not of object " + std::string(object));
  }
  const std::optional<std::string_view> encoded = InsideValue(*state, entry);
  if (!encoded.has_value()) {
    return log_.Damage(at, "record does not hold entry " + ToString(entry));
  }
  absl::StatusOr<ValuePtr> value = DecodeValue(*encoded);
  if (!value.ok()) return log_.Damage(at, std::string(value.status().message()));
  return value;
}

void BitcaskStore::Visit(std::string_view after, size_t limit,
                         absl::FunctionRef<void(const Summary&)> visit) const {
  directory_->Visit(after, limit, [&](const Directory::Object& object) {
    const ObjectState& state = object.state();
    visit({object.name(), state.chosen, state.chosen_value.live_keys, state.pending()});
  });
}

}  // namespace paxosstore::storage
