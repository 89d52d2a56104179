// One shard's files: a single flat folder. Part of the seam.
//
// Reads and writes go to the page cache and return at once; only durability is asynchronous,
// because what is durable when is the one thing that matters. Contract, checked by
// tests/conformance for every implementation:
//  - a crash keeps all writes to a file that completed before the call of a Sync which answered OK,
//  and any subset, page
//    by page and torn inside a page, of the others;
//  - a created, renamed or removed name survives a crash only after a SyncDirectory, called later,
//  answered OK. (File
//    contents need Sync of their own.)
//  - completions run on the shard's executor, once, never inside the call, and those of one file in
//  the order of the calls;
//  - after a Sync failed, the unsynced writes of that file are in an unknown state for ever: stop,
//  recover from disk.
#ifndef PAXOSSTORE_CORE_RUNTIME_DISK_H_
#define PAXOSSTORE_CORE_RUNTIME_DISK_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace paxosstore {

using Done = absl::AnyInvocable<void(absl::Status) &&>;

class File {
 public:
  // Closes; completions still outstanding are dropped without running.
  virtual ~File() = default;
  // Writes all of `bytes` at `offset` or fails; grows the file as needed (a gap reads as zeros).
  [[nodiscard]] virtual absl::Status WriteAt(uint64_t offset, std::string_view bytes) = 0;
  // Replaces `*out` by up to `length` bytes from `offset`; fewer only at the end of the file.
  [[nodiscard]] virtual absl::Status ReadAt(uint64_t offset, uint64_t length,
                                            std::string* out) const = 0;
  [[nodiscard]] virtual absl::StatusOr<uint64_t> Size() const = 0;
  // Cuts or grows (with zeros) to `size` bytes.
  [[nodiscard]] virtual absl::Status Truncate(uint64_t size) = 0;
  // Makes the file's data and size durable.
  virtual void Sync(Done done) = 0;
};

enum class OpenMode {
  kExisting,  // NotFound if there is none
  kCreate,    // AlreadyExists if there is one
  kOpenOrCreate,
};

class Disk {
 public:
  virtual ~Disk() = default;
  // `name` has no slash. Files are open for reading and writing.
  [[nodiscard]] virtual absl::StatusOr<std::unique_ptr<File>> Open(std::string_view name,
                                                                   OpenMode mode) = 0;
  // Atomic; replaces `to` if it exists.
  [[nodiscard]] virtual absl::Status Rename(std::string_view from, std::string_view to) = 0;
  [[nodiscard]] virtual absl::Status Remove(std::string_view name) = 0;
  // All names, in ascending order.
  [[nodiscard]] virtual absl::StatusOr<std::vector<std::string>> List() const = 0;
  // Makes the names durable.
  virtual void SyncDirectory(Done done) = 0;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_RUNTIME_DISK_H_
