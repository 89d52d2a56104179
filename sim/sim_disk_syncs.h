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

namespace paxosstore::sim {

class PendingSyncs {
 public:
  // Carries out the sync of the operations before `upto`, or its failure.
  using CompleteFn = absl::AnyInvocable<absl::Status(uint64_t upto, bool fails)>;

  PendingSyncs(EventQueue* queue, ActorId actor, CompleteFn complete);
  ~PendingSyncs();
  PendingSyncs(const PendingSyncs&) = delete;
  PendingSyncs& operator=(const PendingSyncs&) = delete;

  // At `at`, or after the sync before if that is later, completes and runs `done`.
  void Add(Instant at, uint64_t upto, bool fails, Done done);

 private:
  struct Pending {
    TimerId event;
    uint64_t upto;
    bool fails;
    Done done;
  };
  void RunFirst();

  EventQueue* const queue_;
  const ActorId actor_;
  CompleteFn complete_;
  Instant last_;
  std::vector<Pending> pending_;  // rarely more than one
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SIM_DISK_SYNCS_H_
