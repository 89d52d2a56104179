// What the device itself does: one write and one fdatasync after the other, in zeroed space, with
// nothing of ours between. The bound for everything above it.
#ifndef PAXOSSTORE_TOOLS_BENCH_DISK_RAW_SYNC_H_
#define PAXOSSTORE_TOOLS_BENCH_DISK_RAW_SYNC_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "tools/bench/load/recorder.h"

namespace paxosstore::bench {

// Writes `bytes` at a time for `length`, in a file of its own in `folder`, which is removed again.
absl::StatusOr<Recorder> MeasureRawSync(const std::string& folder, size_t bytes, Nanos length);

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_DISK_RAW_SYNC_H_
