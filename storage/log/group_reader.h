// What is on the platter, told by the bytes alone: decodes the commit groups in ranges of a segment
// file that became durable. For the simulator's durability oracle, which must not depend on the
// log's own idea of what has completed.
#ifndef PAXOSSTORE_STORAGE_LOG_GROUP_READER_H_
#define PAXOSSTORE_STORAGE_LOG_GROUP_READER_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "core/paxoslog/entry_store.h"
#include "storage/log/format.h"

namespace paxosstore::storage {

class GroupReader {
 public:
  struct Origin {
    Sequence sequence;
    Incarnation incarnation;
    bool copy = false;  // the cleaner's: it restates what was durable before
  };
  using Visit = absl::FunctionRef<void(const EntryRecord&, const Origin&)>;

  // `salt`: that of StoreOptions at the first opening of the disk.
  explicit GroupReader(uint64_t salt = 0) : mark_(MarkFromSalt(salt)) {}

  // `bytes` at `offset` of `file` have become durable; those of one disk must be told in the order
  // of their syncs. Calls `visit` for the records of each sound commit group that lies wholly
  // inside (a group that the range cuts is ignored: offer a range that holds all of it, as a sync
  // of the log always does), in order. A snapshot gives several records with one origin.
  //
  // Groups that were told already, and stale ones that the range happens to include, are not told
  // again: their (incarnation, sequence) is not larger than the last. One that leaves a gap behind
  // the last waits until the gap is closed, since no recovery would find it: the sync before it has
  // failed, its own has not. Such a group is forgotten when a later incarnation begins before it.
  void OnDurable(std::string_view file, uint64_t offset, std::string_view bytes, Visit visit);

  // Goes on as if that group had been told last: the disk is what it was then.
  void Resume(Incarnation incarnation, Sequence last) {
    waiting_.clear();
    incarnation_ = incarnation;
    last_ = last;
  }
  // Of the last group told.
  Sequence last() const { return last_; }
  Incarnation incarnation() const { return incarnation_; }

 private:
  struct Group {
    GroupHeader header;
    std::string payload;
  };

  bool Advances(const GroupHeader& header) const;
  void OnGroup(const GroupHeader& header, std::string_view payload, Visit visit);
  void Tell(const GroupHeader& header, std::string_view payload, Visit visit);

  const LogMark mark_;
  std::map<Sequence, Group> waiting_;  // by their first records; all of incarnation_
  Incarnation incarnation_;
  Sequence last_;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_GROUP_READER_H_
