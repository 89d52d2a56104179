#include "storage/log/entry_codec.h"

#include "core/base/codec.h"

namespace paxosstore::storage {
namespace {

using Where = StoredValue::Where;

constexpr uint64_t kFlagPreviousIsChosen = 16;

void PutBallot(std::string& out, Ballot ballot) {
  PutVarint(out, ballot.round);
  PutVarint(out, ballot.replica.value());
}

void PutStoredValue(std::string& out, const StoredValue& stored) {
  if (stored.where == Where::kAbsent) return;
  PutVarint(out, stored.live_keys);
  if (stored.where == Where::kElsewhere) {
    PutVarint(out, stored.elsewhere.segment.value());
    PutVarint(out, stored.elsewhere.offset);
    PutVarint(out, stored.elsewhere.length);
    return;
  }
  const size_t length_at = out.size();
  PutFixed32(out, 0);
  if (stored.value != nullptr) {
    EncodeValue(*stored.value, out);
  } else {
    out.append(stored.bytes);
  }
  const size_t length = out.size() - length_at - 4;
  for (size_t i = 0; i < 4; ++i) out[length_at + i] = static_cast<char>(length >> (8 * i));
}

// Takes fields off the front; what does not fit its type makes the whole malformed.
class StateReader {
 public:
  explicit StateReader(std::string_view payload) : in_(payload) {}

  std::string_view Bytes() { return in_.Bytes(); }
  uint64_t Varint() { return in_.Varint(); }
  uint32_t Varint32() {
    const uint64_t value = in_.Varint();
    fits_ = fits_ && value <= UINT32_MAX;
    return static_cast<uint32_t>(value);
  }
  Ballot GetBallot() {
    Ballot ballot;
    ballot.round = Varint();
    ballot.replica = NodeId(Varint32());
    return ballot;
  }
  StoredValue GetStoredValue(uint64_t where) {
    StoredValue stored;
    stored.where = static_cast<Where>(where);
    if (stored.where == Where::kAbsent) return stored;
    stored.live_keys = Varint32();
    if (stored.where == Where::kElsewhere) {
      stored.elsewhere.segment = SegmentNumber(Varint32());
      stored.elsewhere.offset = Varint32();
      stored.elsewhere.length = Varint32();
      fits_ = fits_ && stored.elsewhere.segment != SegmentNumber();
      return stored;
    }
    const uint32_t length = in_.Fixed32();
    fits_ = fits_ && length <= in_.rest().size();
    if (fits_ && in_.ok()) {
      stored.bytes = in_.rest().substr(0, length);
      in_ = Decoder(in_.rest().substr(length));
    }
    return stored;
  }
  bool Finished() const { return fits_ && in_.Finished(); }

 private:
  Decoder in_;
  bool fits_ = true;
};

bool KeepsInvariants(const StateRecord& state) {
  return state.accepted <= state.promised &&
         state.accepted.IsNone() == (state.accepted_value.where == Where::kAbsent) &&
         (state.chosen == EntryId()) == (state.chosen_value.where == Where::kAbsent);
}

EntryRecord PendingRecord(const StateRecord& state, ValuePtr value) {
  EntryRecord record;
  record.kind = value == nullptr ? EntryRecord::Kind::kPromise : EntryRecord::Kind::kAccept;
  record.object = std::string(state.object);
  record.entry = state.chosen.Next();
  record.previous_is_chosen = state.previous_is_chosen;
  record.promised = state.promised;
  record.accepted = state.accepted;
  record.value = std::move(value);
  return record;
}

EntryRecord ChosenRecord(const StateRecord& state, ValuePtr value) {
  EntryRecord record;
  record.kind = EntryRecord::Kind::kChosen;
  record.object = std::string(state.object);
  record.entry = state.chosen;
  record.value = std::move(value);
  return record;
}

// Null if the record has no such value inside; false if it is malformed.
bool DecodeInside(const StoredValue& stored, ValuePtr* value) {
  if (stored.where != Where::kInside) return true;
  absl::StatusOr<ValuePtr> decoded = DecodeValue(stored.bytes);
  if (!decoded.ok()) return false;
  *value = *std::move(decoded);
  return true;
}

}  // namespace

void EncodeState(const StateRecord& state, std::string& out) {
  PutBytes(out, state.object);
  PutVarint(out, state.chosen.value());
  PutVarint(out, static_cast<uint64_t>(state.chosen_value.where) |
                     static_cast<uint64_t>(state.accepted_value.where) << 2 |
                     (state.previous_is_chosen ? kFlagPreviousIsChosen : 0));
  PutBallot(out, state.promised);
  PutBallot(out, state.accepted);
  PutStoredValue(out, state.chosen_value);
  PutStoredValue(out, state.accepted_value);
}

std::optional<StateRecord> DecodeState(std::string_view payload) {
  StateReader in(payload);
  StateRecord state;
  state.object = in.Bytes();
  state.chosen = EntryId(in.Varint());
  const uint64_t flags = in.Varint();
  const uint64_t chosen_where = flags & 3, accepted_where = (flags >> 2) & 3;
  if (flags > 31 || chosen_where > 2 || accepted_where > 2) return std::nullopt;
  state.previous_is_chosen = (flags & kFlagPreviousIsChosen) != 0;
  state.promised = in.GetBallot();
  state.accepted = in.GetBallot();
  state.chosen_value = in.GetStoredValue(chosen_where);
  state.accepted_value = in.GetStoredValue(accepted_where);
  if (!in.Finished() || !KeepsInvariants(state)) return std::nullopt;
  return state;
}

std::optional<std::string_view> InsideValue(const StateRecord& state, EntryId entry) {
  if (entry == state.chosen && state.chosen_value.where == Where::kInside) {
    return state.chosen_value.bytes;
  }
  if (entry == state.chosen.Next() && state.accepted_value.where == Where::kInside) {
    return state.accepted_value.bytes;
  }
  return std::nullopt;
}

bool ForEachEntryRecord(RecordType type, std::string_view payload,
                        absl::FunctionRef<void(const EntryRecord&)> visit) {
  std::optional<StateRecord> state = DecodeState(payload);
  ValuePtr chosen, accepted;
  if (!state.has_value() || !DecodeInside(state->chosen_value, &chosen) ||
      !DecodeInside(state->accepted_value, &accepted)) {
    return false;
  }
  if (chosen != nullptr) visit(ChosenRecord(*state, std::move(chosen)));
  const bool pending = !state->promised.IsNone();
  if (type != RecordType::kChosen && pending) visit(PendingRecord(*state, std::move(accepted)));
  return true;
}

}  // namespace paxosstore::storage
