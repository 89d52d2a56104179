// What one shard's store makes of the device: records written by `depth` writers, each of which
// waits for its last record to be durable before the next. The production disk and loop, without
// consensus, network and clients.
#ifndef PAXOSSTORE_TOOLS_BENCH_DISK_STORE_WRITES_H_
#define PAXOSSTORE_TOOLS_BENCH_DISK_STORE_WRITES_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/paxoslog/entry_store.h"
#include "net/asio_executor.h"
#include "storage/posix/posix_disk.h"
#include "tools/bench/load/recorder.h"

namespace paxosstore::bench {

class StoreWrites {
 public:
  struct Run {
    uint32_t depth = 1;
    Recorder recorder;
  };

  // Opens a store in `folder`, which exists and is empty.
  StoreWrites(const std::string& folder, uint32_t objects, size_t value_bytes);

  // One run for each depth, of `length` each.
  absl::StatusOr<std::vector<Run>> Measure(const std::vector<uint32_t>& depths, Nanos length);

 private:
  void Begin();
  void WriteOne();
  void OnDurable(const absl::Status& status, Nanos start);

  const std::string folder_;
  const uint32_t objects_;
  const size_t value_bytes_;
  absl::Status status_;

  net::AsioExecutor executor_;
  std::unique_ptr<storage::PosixDisk> disk_;
  std::unique_ptr<EntryStore> store_;
  uint64_t written_ = 0;
  uint32_t flying_ = 0;

  std::vector<Run> runs_;
  size_t now_ = 0;  // the run that is going on
  Nanos length_ = 0;
  Nanos end_ = 0;
};

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_DISK_STORE_WRITES_H_
