// A machine for storage tests: a simulated disk that survives, and a process on it that opens the
// store, crashes and comes back. Virtual time; equal seeds give equal runs.
#ifndef PAXOSSTORE_TESTS_STORAGE_MACHINE_H_
#define PAXOSSTORE_TESTS_STORAGE_MACHINE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "core/paxoslog/entry_store.h"
#include "sim/sim_disk.h"
#include "sim/sim_executor.h"
#include "storage/options.h"

namespace paxosstore::storage {

// Small enough that a few hundred writes go round the log.
StoreOptions SmallOptions();

class Machine {
 public:
  explicit Machine(uint64_t seed, const StoreOptions& options = SmallOptions());
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  // Begins to open the store. The error if Open refuses.
  absl::Status BeginOpen();
  // Opens the store and waits until it may be written to.
  absl::Status Open();
  bool opened() const { return opened_.has_value() && opened_->ok(); }

  // Power loss: any subset of what is unsynced is lost.
  void Crash();
  // The process dies, the page cache stays.
  void KillProcess();

  // Runs everything that is going to happen, or at most so many events.
  void RunAll();
  void RunSome(uint64_t events);

  // Writes and waits until it is durable.
  absl::Status WriteDurably(const EntryRecord& record);

  EntryStore& store() { return *store_; }
  bool running() const { return store_ != nullptr; }
  sim::DiskModel& disk() { return model_; }
  sim::EventQueue& queue() { return queue_; }
  StoreOptions& options() { return options_; }

  // With no process running: puts a durable file on the disk, or removes one.
  void StoreFile(const std::string& name, const std::string& bytes);
  void RemoveFile(const std::string& name);

  // Sum of the sizes of all files on the platter.
  uint64_t DiskBytes() const;

 private:
  void EndProcess();

  StoreOptions options_;
  sim::DeterminismHash hash_;
  sim::EventQueue queue_;
  sim::ActorId actor_;
  sim::Decisions decisions_;
  sim::DiskModel model_;
  std::unique_ptr<sim::SimExecutor> executor_;
  std::unique_ptr<sim::SimDisk> disk_;
  std::unique_ptr<EntryStore> store_;
  std::optional<absl::Status> opened_;
};

// --- Records ---

ValuePtr MakeValue(uint64_t number, std::string payload, uint32_t live_keys = 1);
EntryRecord Promise(std::string object, uint64_t entry, Ballot promised, bool previous = false);
EntryRecord Accept(std::string object, uint64_t entry, Ballot ballot, ValuePtr value,
                   bool previous = false);
EntryRecord Chosen(std::string object, uint64_t entry, ValuePtr value);

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_TESTS_STORAGE_MACHINE_H_
