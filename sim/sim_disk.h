// One shard's disk: a platter that survives crashes, the page cache over it, and the view of both
// that one incarnation holds. The contract is core/runtime/disk.h; this is an adversary within it.
//
// A write goes to the page cache and to a list of unsynced writes. A sync that completes moves to
// the platter what was written before it was called, and no more. A crash decides for each page of
// each file, and for each name, what the platter got of the rest:
//   - of a page: nothing, everything, what it held at some earlier moment, each sector (512 bytes)
//     from a moment of its own, or one moment below and another above some byte;
//   - of a file's size: what it was at some moment since the last sync;
//   - of the names: any subset of the creations, renames and removals.
// All are choices of the run (sim/decisions.h): the same seed gives the same crash.
//
// Pages never written cost nothing: a preallocated segment of zeros is cheap.
#ifndef PAXOSSTORE_SIM_SIM_DISK_H_
#define PAXOSSTORE_SIM_SIM_DISK_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/runtime/disk.h"
#include "sim/decisions.h"
#include "sim/event_queue.h"
#include "sim/sim_disk_directory.h"
#include "sim/sim_disk_file.h"
#include "sim/sim_disk_syncs.h"

namespace paxosstore::sim {

struct DiskOptions {
  LatencyModel sync_latency{Microseconds(100), Microseconds(100), {}, {}};
  // Of those unsynced pages that a crash neither keeps nor loses as a whole, how many are torn
  // inside a sector; the others are torn between sectors.
  Ratio torn_inside_sector{1, 3};
  // Of the reads: so many fail, so many give the bytes of another place in the file. After such a
  // one the next two are right: who reads again can know.
  Ratio read_errors;
  Ratio misreads;
};

// Counted since the start, for the report.
struct DiskCounters {
  uint64_t writes = 0;
  uint64_t bytes_written = 0;
  uint64_t syncs = 0;
  uint64_t failed_syncs = 0;
  uint64_t crashes = 0;
  uint64_t pages_kept = 0;  // by crashes, of unsynced pages
  uint64_t pages_lost = 0;
  uint64_t pages_torn = 0;  // neither the old page nor the new one
  uint64_t names_kept = 0;  // by crashes, of unsynced creations, renames and removals
  uint64_t names_lost = 0;
  // Faults that came to pass.
  uint64_t failed_reads = 0;
  uint64_t misreads = 0;
  uint64_t refused_writes = 0;  // no space
  uint64_t lost_writes = 0;
  uint64_t late_writes = 0;  // of these, carried out after all: see SettleStrayWrites
  uint64_t misdirected_writes = 0;
  uint64_t lying_syncs = 0;
  uint64_t bytes_lied_away = 0;  // lost by crashes, although a sync had answered for them
  uint64_t flipped_bits = 0;
  uint64_t wipes = 0;
  uint64_t rollbacks = 0;
};

struct DiskPlace {
  std::string file;
  uint64_t offset = 0;
  uint64_t length = 0;
};

class SimDisk;

// The platter and the cache. Belongs to the machine: outlives every incarnation.
class DiskModel {
 public:
  // Bytes of `file` from `offset` have just become durable: once for each contiguous range, when a
  // sync completes, before its completion runs. `file` is the name the file has in the cache.
  // Zeros written in blocks of at least a page may be reported in several pieces. Not called for
  // what a crash happens to keep: read the platter after it.
  using DurableHook =
      absl::AnyInvocable<void(std::string_view file, uint64_t offset, std::string_view bytes)>;

  // Choices are made in the name of `actor`, and completions are events of it. `queue` and
  // `decisions` must outlive the model.
  DiskModel(EventQueue* queue, ActorId actor, Decisions* decisions, DiskOptions options = {});
  DiskModel(const DiskModel&) = delete;
  DiskModel& operator=(const DiskModel&) = delete;

  // The disk as the present life of the actor sees it. Stale, every call an error, once that life
  // has ended or Crash or Wipe was called. The model must outlive the view, and the view its files.
  std::unique_ptr<SimDisk> Mount();

  // The machine loses power: unsynced writes and names survive or not, then the cache is what the
  // platter holds. Call it after EventQueue::Kill(actor).
  void Crash();
  // The process dies and the machine lives: the cache stays, and unsynced writes stay unsynced.
  void ProcessKilled();

  // --- Faults ---

  void set_options(const DiskOptions& options) { options_ = options; }
  const DiskOptions& options() const { return options_; }
  // No sync completes before `until`.
  void StallUntil(Instant until);
  // Disarms what is armed, ends a stall, gives space back. Damage done stays.
  void ClearFaults();
  // The next `count` syncs of files fail. Of what each should have made durable some pages reach
  // the platter; the others never will, though the cache still shows them: a later sync answers OK.
  void FailNextSyncs(uint32_t count) { armed_.failed_syncs += count; }
  // The next `count` reads fail.
  void FailNextReads(uint32_t count) { armed_.failed_reads += count; }
  // The next `count` reads give the bytes of another place in the file.
  void MisdirectNextReads(uint32_t count) { armed_.misreads += count; }
  // Of what each of the next `count` syncs answers for, the last write never reaches the platter;
  // neither does the cache show it any more.
  void LoseNextWrites(uint32_t count) { armed_.lost_writes += count; }
  // The same, and SettleStrayWrites cannot undo it.
  void LoseNextTails(uint32_t count) { armed_.lost_tails += count; }
  // ... it lands elsewhere, in whole sectors, in one of `stray_targets`.
  void MisdirectNextWrites(uint32_t count) { armed_.misdirected_writes += count; }
  // Default: anywhere in any file.
  void set_stray_targets(absl::AnyInvocable<std::vector<DiskPlace>()> targets) {
    stray_targets_ = std::move(targets);
  }
  // Of the writes that were lost or went astray, those for which `attested` is false come to their
  // own place after all: for runs that allow only damage of which the store can know. Call it when
  // the process has ended, before Crash.
  using AttestedFn = absl::FunctionRef<bool(uint64_t offset, std::string_view bytes)>;
  void SettleStrayWrites(AttestedFn attested);
  // The next `count` syncs of files answer OK and do nothing. Unless an honest one comes before it,
  // the next crash takes all that is not durable of that file.
  void LieAboutNextSyncs(uint32_t count) { armed_.lying_syncs += count; }
  // While full, nothing can be created and no file can grow.
  void SetFull(bool full) { armed_.full = full; }
  // The disk is replaced by an empty one. As after RollBack, every view is stale.
  void Wipe();
  void TakeSnapshot();
  // The disk is what it was at TakeSnapshot; false if there was none.
  bool RollBack();
  // Bit rot: inverts bit `bit` (0-7) of the byte at `offset` on the platter, and in the cache
  // unless that page holds unsynced writes. NotFound if no durable name `file` or it is shorter.
  [[nodiscard]] absl::Status FlipBit(std::string_view file, uint64_t offset, uint32_t bit);

  // What will go wrong next, and how often.
  struct Armed {
    uint32_t failed_syncs = 0;
    uint32_t failed_reads = 0;
    uint32_t misreads = 0;
    uint32_t lost_writes = 0;
    uint32_t lost_tails = 0;
    uint32_t misdirected_writes = 0;
    uint32_t lying_syncs = 0;
    bool full = false;
  };
  const Armed& armed() const { return armed_; }
  Instant stalled_until() const { return stalled_until_; }

  // Whether something that was reported durable may not be as it was written.
  bool damaged() const;
  // Errors and wrong bytes given, so far.
  uint64_t errors_given() const {
    return counters_.failed_syncs + counters_.failed_reads + counters_.misreads;
  }

  // --- For oracles and tests ---

  // While it lives, reads meet no faults.
  class QuietReads {
   public:
    explicit QuietReads(DiskModel* disk) : disk_(disk) { ++disk_->quiet_; }
    ~QuietReads() { --disk_->quiet_; }
    QuietReads(const QuietReads&) = delete;
    QuietReads& operator=(const QuietReads&) = delete;

   private:
    DiskModel* const disk_;
  };

  // Names on the platter, in ascending order.
  std::vector<std::string> DurableNames() const;
  [[nodiscard]] absl::StatusOr<uint64_t> DurableSize(std::string_view file) const;
  // Up to `length` bytes of the platter from `offset`, of the file with that name on the platter;
  // fewer only at the end.
  [[nodiscard]] absl::StatusOr<std::string> DurableContents(std::string_view file, uint64_t offset,
                                                            uint64_t length) const;
  // Everything on the platter from there on is zeros.
  uint64_t DurableDataEnd(std::string_view file) const;
  // A digest of all durable names and contents.
  uint64_t DurableDigest() const;
  void set_on_durable(DurableHook hook) { on_durable_ = std::move(hook); }
  // The sync of a file has been asked for: of what it covers nothing is durable yet.
  void set_on_sync_asked(absl::AnyInvocable<void()> hook) { on_sync_asked_ = std::move(hook); }
  // Null, or outlives its use here.
  void set_sync_observer(SyncObserver* observer) { sync_observer_ = observer; }
  // Runs in front of every sync that is about to complete, and behind it: when an oracle may look
  // at what a power loss would leave.
  using BoundaryHook = absl::AnyInvocable<void()>;
  void set_on_boundary(BoundaryHook hook) { on_boundary_ = std::move(hook); }
  const SimDirectory& directory() const { return directory_; }
  const DiskCounters& counters() const { return counters_; }

 private:
  friend class SimDisk;
  using MountId = Id<struct MountTag, uint32_t>;
  // A write that was answered for and is not where it belongs.
  struct StrayWrite {
    SimDirectory::FilePtr file;
    uint64_t offset;
    std::string bytes;
    bool lost_for_good;
  };

  // When a sync called now completes.
  Instant SyncTime();
  SyncNumber BeginSync();
  void EndSync(SyncNumber number, SyncEnd end);
  absl::Status CompleteFileSync(const SimDirectory::FilePtr& file,
                                const PendingSyncs::Asked& asked);
  void Commit(SimDiskFile* file, uint64_t upto);
  bool CommitAstray(const SimDirectory::FilePtr& file, uint64_t upto);
  std::optional<DiskPlace> DrawStrayPlace(uint64_t length);
  void WriteOverStray(const SimDiskFile* file, uint64_t offset, std::string_view bytes);
  absl::Status BeforeRead(const SimDiskFile& file, uint64_t* offset);
  absl::Status CheckNotFull(std::string_view file);
  RandomStream Choose(Purpose purpose);
  void AtBoundary() {
    if (on_boundary_) on_boundary_();
  }
  void Count(const PageFates& fates);
  absl::StatusOr<SimDirectory::FilePtr> FindDurable(std::string_view file) const;

  EventQueue* const queue_;
  const ActorId actor_;
  Decisions* const decisions_;
  Moments moments_;
  DiskOptions options_;
  DiskCounters counters_;
  DurableHook on_durable_;
  absl::AnyInvocable<void()> on_sync_asked_;
  BoundaryHook on_boundary_;
  SyncObserver* sync_observer_ = nullptr;
  SyncNumber syncs_asked_;
  MountId mount_{1};  // of the views that are not stale
  Instant stalled_until_;
  Armed armed_;
  std::vector<StrayWrite> stray_;
  absl::AnyInvocable<std::vector<DiskPlace>()> stray_targets_;
  bool damaged_ = false;
  uint32_t quiet_ = 0;
  uint32_t reads_in_place_ = 0;  // so many more do not go astray
  std::optional<SimDirectory::Names> snapshot_;
  SimDirectory directory_;
};

// Made by DiskModel::Mount.
class SimDisk : public Disk {
 public:
  ~SimDisk() override;
  SimDisk(const SimDisk&) = delete;
  SimDisk& operator=(const SimDisk&) = delete;

  [[nodiscard]] absl::StatusOr<std::unique_ptr<File>> Open(std::string_view name,
                                                           OpenMode mode) override;
  [[nodiscard]] absl::Status Rename(std::string_view from, std::string_view to) override;
  [[nodiscard]] absl::Status Remove(std::string_view name) override;
  [[nodiscard]] absl::StatusOr<std::vector<std::string>> List() const override;
  void SyncDirectory(Done done) override;

 private:
  friend class DiskModel;
  class OpenFile;

  explicit SimDisk(DiskModel* model);
  // Not OK once this view is stale.
  absl::Status Check() const;

  DiskModel* const model_;
  const DiskModel::MountId mount_;
  const Life life_;
  PendingSyncs directory_syncs_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SIM_DISK_H_
