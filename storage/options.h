// What a shard's stores may be told. The defaults suit a node; the simulator takes small segments.
#ifndef PAXOSSTORE_STORAGE_OPTIONS_H_
#define PAXOSSTORE_STORAGE_OPTIONS_H_

#include <cstdint>

#include "core/runtime/time.h"

namespace paxosstore::storage {

struct StoreOptions {
  uint64_t segment_bytes = 64 << 20;   // preallocated and zeroed size of a segment
  uint32_t spare_segments = 2;         // recycled or fresh ones kept ready
  uint64_t group_bytes_max = 1 << 20;  // a commit group is cut here
  // Commit groups that may be written but not yet durable at one time. One is right where a sync
  // occupies the device; more make the unsynced tail longer, which the crash rule allows.
  uint32_t syncs_in_flight_max = 1;
  // Zeros written and synced at a time while a segment is made in the background: short enough not
  // to hold up the log's own sync.
  uint64_t zero_chunk_bytes = 256 << 10;
  // The oldest segments are cleaned while more than this part of the closed ones is garbage.
  uint32_t garbage_percent_max = 50;
  // Once nothing has been appended for about so long, a last small group attests the one before it:
  // from then on damage to that one is told from a torn tail. Zero: never.
  Duration seal_after = Milliseconds(50);
  // Mixed into the mark that opens each commit group, so that no client can send a value whose
  // bytes pass for one. Draw it at random; only the first opening of an empty disk uses it.
  uint64_t salt = 0;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_OPTIONS_H_
