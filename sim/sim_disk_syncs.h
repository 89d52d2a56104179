// The syncs of one open file, or of the directory, that are under way: events of the disk's actor,
// completed in the order of the calls. Destruction drops them without running their completions.
#ifndef PAXOSSTORE_SIM_SIM_DISK_SYNCS_H_
#define PAXOSSTORE_SIM_SIM_DISK_SYNCS_H_

#include <cstdint>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "core/runtime/disk.h"
#include "sim/event_queue.h"
#include "sim/sync_observer.h"

namespace paxosstore::sim {

class PendingSyncs {
 public:
  struct Asked {
    uint64_t upto = 0;  // covers the operations before this one
    bool fails = false;
    SyncNumber number = {};  // of files
  };
  // Carries out the sync, or its failure.
  using CompleteFn = absl::AnyInvocable<absl::Status(const Asked&)>;
  // It will never complete.
  using DropFn = absl::AnyInvocable<void(const Asked&)>;

  PendingSyncs(EventQueue* queue, ActorId actor, CompleteFn complete, DropFn drop = nullptr);
  ~PendingSyncs();
  PendingSyncs(const PendingSyncs&) = delete;
  PendingSyncs& operator=(const PendingSyncs&) = delete;

  // At `at`, or after the sync before if that is later, completes and runs `done`.
  void Add(Instant at, const Asked& asked, Done done);

 private:
  struct Pending {
    TimerId event;
    Asked asked;
    Done done;
  };
  void RunFirst();

  EventQueue* const queue_;
  const ActorId actor_;
  CompleteFn complete_;
  DropFn drop_;
  Instant last_;
  std::vector<Pending> pending_;  // rarely more than one
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SIM_DISK_SYNCS_H_
