// One simulated file (an inode, not a name): its platter, its cache, and the list of operations
// that lie between the two.
//
// Invariant: cache = platter + unsynced operations in their order, except for what a failed sync
// has dropped (then `diverged_`).
#ifndef PAXOSSTORE_SIM_SIM_DISK_FILE_H_
#define PAXOSSTORE_SIM_SIM_DISK_FILE_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/functional/function_ref.h"
#include "sim/sim_disk_pages.h"
#include "sim/sim_random.h"

namespace paxosstore::sim {

// What crashes have done to unsynced pages.
struct PageFates {
  uint64_t kept = 0;
  uint64_t lost = 0;
  uint64_t torn = 0;
};

class SimDiskFile {
 public:
  explicit SimDiskFile(std::string name) : name_(std::move(name)) {}

  // The newest name in the cache's directory, for hooks and messages.
  const std::string& name() const { return name_; }
  void set_name(std::string_view name) { name_ = name; }

  // --- The cache ---

  void Write(uint64_t offset, std::string_view bytes);
  void Truncate(uint64_t size);
  uint64_t size() const { return size_; }
  // Replaces *out by up to `length` bytes.
  void Read(uint64_t offset, uint64_t length, std::string* out) const;

  // --- Durability ---

  // The number of the next operation. A sync called now covers all before it.
  uint64_t next_operation() const { return first_ + operations_.size(); }
  // Moves the operations before `upto` to the platter. Calls `durable` for each contiguous range of
  // bytes they wrote.
  using RangeFn = absl::FunctionRef<void(uint64_t offset, std::string_view bytes)>;
  void Commit(uint64_t upto, RangeFn durable);
  // A sync of the operations before `upto` failed: some pages reach the platter, the others never
  // will, though the cache shows them.
  void FailCommit(uint64_t upto, RandomStream& stream, Ratio torn_inside_sector, PageFates* fates);
  // A sync of the operations before `upto` was a lie: calls `durable` as Commit does, but they stay
  // unsynced, and a power loss before the next honest sync takes them all.
  void Lie(uint64_t upto, RangeFn durable);
  // Power loss: some of the unsynced operations reach the platter, then the cache is the platter.
  void Crash(RandomStream& stream, Ratio torn_inside_sector, PageFates* fates);

  // --- The platter ---

  uint64_t platter_size() const { return platter_size_; }
  const SparsePages& platter() const { return platter_; }
  // What lies between the platter and the cache, in its order. Views: valid until the next change.
  struct Unsynced {
    enum class Kind : uint8_t { kWrite, kZero, kTruncate };
    Kind kind;
    uint64_t offset;         // kTruncate: the new size
    uint64_t length;         // kTruncate: 0
    std::string_view bytes;  // iff kWrite
  };
  void ForEachUnsynced(absl::FunctionRef<void(const Unsynced&)> fn) const;
  void ReadPlatter(uint64_t offset, uint64_t length, std::string* out) const;
  // One past the last byte of the platter that may be other than zero.
  uint64_t platter_data_end() const { return std::min(platter_.end(), platter_size_); }
  // Replaces what the platter holds there, behind everybody's back; the cache then shows it, too,
  // but for pages with unsynced writes. Never grows the file.
  void OverwritePlatter(uint64_t offset, std::string_view bytes);
  // Puts a write that had been lost where it belongs, below what has been written since.
  void Restore(uint64_t offset, std::string_view bytes);
  // A file of the same name and platter, and nothing unsynced.
  std::shared_ptr<SimDiskFile> ClonePlatter() const;
  // The bytes of the last write among the operations before `upto`; a length of 0 if there is none.
  struct Extent {
    uint64_t offset = 0;
    uint64_t length = 0;
  };
  Extent LastWrite(uint64_t upto) const;
  // Something is not durable although a sync has answered for it.
  bool lied_to() const { return lied_upto_ > first_; }
  // What power losses took although a sync had answered for it, in bytes.
  uint64_t lied_away() const { return lied_away_; }
  // Inverts a bit on the platter, and in the cache unless that page holds unsynced writes.
  // REQUIRES: offset < platter_size().
  void FlipBit(uint64_t offset, uint32_t bit);
  uint64_t PlatterDigest() const;

 private:
  enum class OpKind : uint8_t { kWrite, kZero, kTruncate };
  struct Operation {
    OpKind kind;
    uint64_t offset;    // kTruncate: the new size
    uint64_t length;    // kTruncate: 0
    uint64_t bytes_at;  // kWrite: place in bytes_, counted from the first byte ever put there
  };
  // Of each byte of a page: how many of the unsynced writes to this page (in their order) reached
  // the platter. A list of (first byte after, that number), ascending.
  struct PageFate {
    struct Span {
      uint32_t until;
      uint32_t writes;
    };
    std::vector<Span> spans;
    uint32_t writes = 0;                               // all there are
    uint32_t replayed = 0;                             // of these, so far
    uint32_t low = static_cast<uint32_t>(kPageBytes);  // they lie in [low, high) of the page
    uint32_t high = 0;

    void Draw(RandomStream& stream, Ratio torn_inside_sector);
    void Count(PageFates* fates) const;
  };
  using Fates = std::map<uint64_t, PageFate>;
  struct Range {
    uint64_t offset;
    uint64_t length;
    uint64_t bytes_at;
  };

  using Ranges = absl::InlinedVector<Range, 4>;
  // bytes_at of a range of zeros.
  static constexpr uint64_t kZeros = ~uint64_t{0};

  void Log(OpKind kind, uint64_t offset, uint64_t length, std::string_view bytes);
  const char* BytesAt(uint64_t bytes_at) const { return bytes_.data() + (bytes_at - bytes_base_); }
  void ApplyToPlatter(const Operation& op);
  void DropOperations(uint64_t count);
  bool HasUnsynced(uint64_t page) const;
  void CountLiedAway();
  void Report(const Ranges& ranges, RangeFn durable) const;
  void ReportFromPlatter(Ranges ranges, RangeFn durable) const;

  // sim_disk_crash.cc: what the first `count` operations leave on the platter when nobody synced
  // them.
  void ApplyByChance(uint64_t count, RandomStream& stream, Ratio torn_inside_sector,
                     PageFates* fates);
  // Each page that the first `count` operations may change, with its fate still undrawn.
  Fates TouchedPages(uint64_t count) const;
  template <typename Fn>
  static void ForEachPageOf(const Operation& op, Fates* fates, Fn fn);
  void Replay(const Operation& op, Fates* fates);

  std::string name_;
  uint64_t size_ = 0;
  uint64_t platter_size_ = 0;
  SparsePages cache_;
  SparsePages platter_;
  bool diverged_ = false;

  uint64_t lied_upto_ = 0;  // operations before this one were answered for by a lie
  uint64_t lied_away_ = 0;

  uint64_t first_ = 0;  // number of operations_[0]
  std::vector<Operation> operations_;
  std::string bytes_;        // of the kWrite operations, one after the other
  uint64_t bytes_base_ = 0;  // what bytes_[0] is counted as
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SIM_DISK_FILE_H_
