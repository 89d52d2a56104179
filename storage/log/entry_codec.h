// What the records of kinds kPromise, kAccept, kChosen and kSnapshot hold: the *whole* state of one
// object after the record, with each value either inside or named by the place of an earlier record
// that holds it.
//
// Hence the newest record of an object is all that recovery needs to know of it, in whatever order
// the cleaner has moved records about, and no record's meaning depends on another being replayed.
#ifndef PAXOSSTORE_STORAGE_LOG_ENTRY_CODEC_H_
#define PAXOSSTORE_STORAGE_LOG_ENTRY_CODEC_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "core/paxoslog/entry_store.h"
#include "storage/log/format.h"

namespace paxosstore::storage {

// A value inside a record, in an earlier record, or absent.
struct StoredValue {
  enum class Where : uint8_t { kAbsent, kInside, kElsewhere };
  Where where = Where::kAbsent;
  uint32_t live_keys = 0;
  // kInside: an encoded value (core/paxos/value.h). When encoding, `value` may be given instead.
  std::string_view bytes;
  const Value* value = nullptr;
  Location elsewhere;  // kElsewhere
};

// Invariants: accepted <= promised; an accepted value iff something was accepted; a chosen value
// iff chosen is not 0.
struct StateRecord {
  std::string_view object;
  EntryId chosen;
  StoredValue chosen_value;
  // The acceptor state of chosen+1.
  Ballot promised;
  Ballot accepted;
  StoredValue accepted_value;
  // The entry chosen was pending in the record before, and its accepted value became the chosen
  // one.
  bool previous_is_chosen = false;
};

void EncodeState(const StateRecord& state, std::string& out);
// Views into `payload`. nullopt if it is malformed or breaks an invariant.
std::optional<StateRecord> DecodeState(std::string_view payload);

// The encoded value that the record has inside for `entry`; nullopt if it has none.
std::optional<std::string_view> InsideValue(const StateRecord& state, EntryId entry);

// What whoever wrote a record was told to write. A snapshot, which restates a state, is the kChosen
// (if anything is chosen) and the kAccept or kPromise (if anything is pending) that amount to it.
// False if `payload` is malformed.
bool ForEachEntryRecord(RecordType type, std::string_view payload,
                        absl::FunctionRef<void(const EntryRecord&)> visit);

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_ENTRY_CODEC_H_
