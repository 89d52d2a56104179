// What the consensus layer needs of a disk: the state of each object's PaxosLog, held durably.
// Implemented in storage/.
//
// PaxosLog-as-value: of each object the store keeps the newest chosen entry i with its value, and
// the acceptor state of entry i+1 (the pending entry). Nothing else.
#ifndef PAXOSSTORE_CORE_PAXOSLOG_ENTRY_STORE_H_
#define PAXOSSTORE_CORE_PAXOSLOG_ENTRY_STORE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/base/ids.h"
#include "core/paxos/acceptor_state.h"
#include "core/runtime/disk.h"

namespace paxosstore {

// One object's log on one replica.
struct LogState {
  EntryId chosen;         // newest entry known to be chosen; 0 if none
  ValuePtr chosen_value;  // its value; null iff chosen is 0
  AcceptorState pending;  // the state of entry chosen+1
};

// One durable change. Every record about `entry` implies that entry-1 is chosen (a log opens an
// entry only then).
struct EntryRecord {
  enum class Kind : uint8_t {
    // The acceptor state of `entry` has a new promise; accepted ballot and value stay what they
    // were.
    kPromise = 1,
    // The acceptor state of `entry` is (promised, accepted, value).
    kAccept = 2,
    // `entry` is chosen with `value`, and the acceptor state of entry+1 is empty. Replaces
    // everything older.
    kChosen = 3,
  };
  Kind kind = Kind::kPromise;
  std::string object;
  EntryId entry;
  // For kPromise and kAccept, when the store's own log still has `entry`-1 pending: what was
  // accepted there is the chosen value. (False if the store already has entry-1 as its chosen
  // entry. A replica that accepted something else there, or nothing, writes kChosen first.)
  bool previous_is_chosen = false;
  Ballot promised;
  Ballot accepted;
  ValuePtr value;
};

class EntryStore {
 public:
  virtual ~EntryStore() = default;

  // How often this store has been opened, this time included; durable when Open of the
  // implementation has finished.
  virtual Incarnation incarnation() const = 0;

  // The object's state as of the last Write (durable or not); an empty one if it was never written.
  // DataLoss if what the disk holds is damaged: the message names file and offset.
  [[nodiscard]] virtual absl::StatusOr<LogState> Load(std::string_view object) const = 0;

  // Adds `record` to the log, visible to Load at once. `durable` runs once the record and all
  // records written before it survive a crash, in the order of the writes; group commit happens
  // inside. After a failure every `durable`, then and later, gets the same error: the store has
  // latched, stop and recover from disk. REQUIRES: record.entry is chosen+1 (or the pending entry+1
  // with previous_is_chosen) for kPromise and kAccept, and greater than chosen for kChosen.
  virtual void Write(const EntryRecord& record, Done durable) = 0;

  // Calls `visit` for up to `limit` objects after `after` in ascending order of names; all objects
  // ever written count, also those without live keys. Does not read values. Order is the bytes'
  // own.
  struct Summary {
    std::string_view object;
    EntryId chosen;
    uint32_t live_keys;
    bool pending;  // the state of chosen+1 is not empty
  };
  virtual void Visit(std::string_view after, size_t limit,
                     absl::FunctionRef<void(const Summary&)> visit) const = 0;

  // Sum of live_keys over all objects; O(1).
  virtual uint64_t live_keys() const = 0;
  virtual uint64_t objects() const = 0;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_PAXOSLOG_ENTRY_STORE_H_
