// A commit group on its way to the disk: its bytes, and who waits for them.
#ifndef PAXOSSTORE_STORAGE_LOG_COMMIT_GROUP_H_
#define PAXOSSTORE_STORAGE_LOG_COMMIT_GROUP_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/runtime/disk.h"
#include "storage/log/format.h"

namespace paxosstore::storage {

struct CommitGroup {
  SegmentNumber segment;
  uint32_t offset = 0;  // of the group's header in the segment
  Sequence first;
  uint32_t records = 0;
  SegmentNumber oldest;       // as stated in its header, once written
  std::string bytes;          // kHeaderBytes left free for the header, then the records
  std::vector<Done> waiters;  // in the order of the records

  Sequence last() const { return Sequence(first.value() + records - 1); }
  uint64_t end() const { return offset + bytes.size(); }
  bool Holds(const Location& location) const {
    return location.segment == segment && location.offset >= offset + kHeaderBytes &&
           uint64_t{location.offset} + location.length <= end();
  }
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_COMMIT_GROUP_H_
