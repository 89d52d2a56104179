// Where one object's state is in the log: an entry of the key directory.
#ifndef PAXOSSTORE_STORAGE_BITCASK_OBJECT_STATE_H_
#define PAXOSSTORE_STORAGE_BITCASK_OBJECT_STATE_H_

#include <cstdint>

#include "core/base/ids.h"
#include "core/base/planted_bug.h"
#include "core/paxos/ballot.h"
#include "storage/log/format.h"

namespace paxosstore::storage {

// A value's record in the log; segment 0 if there is no value.
struct ValueRef {
  Location at;
  uint32_t live_keys = 0;
  bool present() const { return at.segment != SegmentNumber(); }
};

struct ObjectState {
  EntryId chosen;
  ValueRef chosen_value;
  // The acceptor state of chosen+1.
  Ballot promised;
  Ballot accepted;
  ValueRef accepted_value;
  // The newest record: it alone holds the promise, and the knowledge of what is chosen.
  Location newest;

  bool pending() const { return !promised.IsNone(); }
  bool written() const { return newest.segment != SegmentNumber(); }
};

// Calls `fn(location)` once for each record that the state rests on; for none if it is empty.
template <typename Fn>
void ForEachRecordOf(const ObjectState& state, Fn fn) {
  const Location& chosen = state.chosen_value.at;
  const Location& accepted = state.accepted_value.at;
  const bool holds_value = state.newest == chosen || state.newest == accepted;
  if (state.written() && (holds_value || !PLANTED_BUG(kPromiseNotLive))) fn(state.newest);
  if (state.chosen_value.present() && chosen != state.newest) fn(chosen);
  if (state.accepted_value.present() && accepted != state.newest && accepted != chosen) {
    fn(accepted);
  }
}

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_BITCASK_OBJECT_STATE_H_
