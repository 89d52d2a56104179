// A slot: one preallocated file, used for one segment after the other.
#ifndef PAXOSSTORE_STORAGE_LOG_SLOT_H_
#define PAXOSSTORE_STORAGE_LOG_SLOT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "core/runtime/disk.h"
#include "storage/log/format.h"

namespace paxosstore::storage {

struct Slot {
  uint64_t number = 0;
  std::string name;
  std::unique_ptr<File> file;
  uint64_t bytes = 0;  // size of the file
};

// A slot in use.
struct LiveSegment {
  SegmentNumber number;
  Slot slot;
  uint64_t end = kFirstGroupAt;  // where the next group goes; aligned
};

// "log-000003: offset 4711: what"
absl::Status DamageError(std::string_view file, uint64_t offset, std::string_view what);
// The same code, with the file's name in front of the message.
absl::Status WithFile(std::string_view file, const absl::Status& status);

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_SLOT_H_
