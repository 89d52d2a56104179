// Between an object's state in the directory and the record that states it on the disk.
#ifndef PAXOSSTORE_STORAGE_BITCASK_STATE_RECORD_H_
#define PAXOSSTORE_STORAGE_BITCASK_STATE_RECORD_H_

#include <string_view>

#include "core/paxoslog/entry_store.h"
#include "storage/bitcask/object_state.h"
#include "storage/log/entry_codec.h"

namespace paxosstore::storage {

// The state after `record`; the place of its value, and `newest`, are not known yet. CHECKs what
// EntryStore::Write requires.
ObjectState Follow(const ObjectState& state, const EntryRecord& record);

// The record that states `state`, with both values elsewhere.
StateRecord Describe(std::string_view object, const ObjectState& state);

// The state that a record found at `at` states.
ObjectState StateOf(const StateRecord& record, const Location& at);

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_BITCASK_STATE_RECORD_H_
