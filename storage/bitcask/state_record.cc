#include "storage/bitcask/state_record.h"

#include "core/base/check.h"
#include "core/base/planted_bug.h"

namespace paxosstore::storage {
namespace {

using Where = StoredValue::Where;

StoredValue Elsewhere(const ValueRef& ref) {
  StoredValue stored;
  if (!ref.present()) return stored;
  stored.where = Where::kElsewhere;
  stored.live_keys = ref.live_keys;
  stored.elsewhere = ref.at;
  return stored;
}

ValueRef RefOf(const StoredValue& stored, const Location& at) {
  if (stored.where == Where::kAbsent) return ValueRef();
  return {stored.where == Where::kInside ? at : stored.elsewhere, stored.live_keys};
}

void CheckAllowed(const ObjectState& state, const EntryRecord& record) {
  const std::string detail =
      record.object + " entry " + ToString(record.entry) + ", chosen " + ToString(state.chosen);
  if (record.kind == EntryRecord::Kind::kChosen) {
    CHECK_MSG(record.entry > state.chosen, detail);
    CHECK(record.value != nullptr);
    return;
  }
  if (record.previous_is_chosen) {
    CHECK_MSG(state.accepted_value.present(), detail);
    CHECK_MSG(record.entry == state.chosen.Next().Next(), detail);
  } else {
    CHECK_MSG(record.entry == state.chosen.Next(), detail);
  }
  if (record.kind == EntryRecord::Kind::kAccept) {
    CHECK(record.value != nullptr);
    CHECK(!record.accepted.IsNone());
    CHECK_MSG(record.accepted <= record.promised, detail);
  } else {
    CHECK_MSG(record.previous_is_chosen || state.accepted <= record.promised, detail);
  }
}

}  // namespace

ObjectState Follow(const ObjectState& state, const EntryRecord& record) {
  CheckAllowed(state, record);
  ObjectState next = state;
  if (record.previous_is_chosen || record.kind == EntryRecord::Kind::kChosen) {
    next.chosen = record.previous_is_chosen ? record.entry.Previous() : record.entry;
    const bool keeps = PLANTED_BUG(kMarkKeepsOldValue) && state.chosen_value.present();
    if (!keeps) next.chosen_value = state.accepted_value;
    next.promised = next.accepted = Ballot();
    next.accepted_value = ValueRef();
  }
  switch (record.kind) {
    case EntryRecord::Kind::kChosen:
      next.chosen_value = {{}, record.value->live_keys};
      break;
    case EntryRecord::Kind::kAccept:
      next.promised = record.promised;
      next.accepted = record.accepted;
      next.accepted_value = {{}, record.value->live_keys};
      break;
    case EntryRecord::Kind::kPromise:
      next.promised = record.promised;
      break;
  }
  return next;
}

StateRecord Describe(std::string_view object, const ObjectState& state) {
  StateRecord record;
  record.object = object;
  record.chosen = state.chosen;
  record.chosen_value = Elsewhere(state.chosen_value);
  record.promised = state.promised;
  record.accepted = state.accepted;
  record.accepted_value = Elsewhere(state.accepted_value);
  return record;
}

ObjectState StateOf(const StateRecord& record, const Location& at) {
  ObjectState state;
  state.chosen = record.chosen;
  state.chosen_value = RefOf(record.chosen_value, at);
  state.promised = record.promised;
  state.accepted = record.accepted;
  state.accepted_value = RefOf(record.accepted_value, at);
  state.newest = at;
  return state;
}

}  // namespace paxosstore::storage
