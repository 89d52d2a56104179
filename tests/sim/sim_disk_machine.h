// A machine with one disk, and what becomes of its files over many seeds: for tests of crashes.
#ifndef PAXOSSTORE_TESTS_SIM_SIM_DISK_MACHINE_H_
#define PAXOSSTORE_TESTS_SIM_SIM_DISK_MACHINE_H_

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "sim/sim_disk.h"

namespace paxosstore::sim {

// Enough for every outcome that a test waits for, each of a probability of a few percent at least.
inline constexpr uint64_t kSeeds = 500;

// A machine with one disk and one process.
class Machine {
 public:
  explicit Machine(uint64_t seed, DiskOptions options = {})
      : decisions_(seed, &hash_),
        model_(&queue_, actor_, &decisions_, options),
        disk_(model_.Mount()) {}

  DiskModel& model() { return model_; }
  SimDisk& disk() { return *disk_; }
  EventQueue& queue() { return queue_; }
  std::unique_ptr<File> Open(std::string_view name) {
    return *disk_->Open(name, OpenMode::kOpenOrCreate);
  }
  // Runs all that is due: every sync called so far completes.
  void Settle() {
    while (queue_.RunOne()) {
    }
  }
  absl::Status Sync(File& file) {
    absl::Status result = absl::UnknownError("never answered");
    file.Sync([&result](absl::Status status) { result = status; });
    Settle();
    return result;
  }
  void SyncDirectory() {
    disk_->SyncDirectory([](absl::Status status) { EXPECT_TRUE(status.ok()); });
    Settle();
  }
  // Makes a file whose name and content are durable.
  std::unique_ptr<File> MakeDurable(std::string_view name, std::string_view content) {
    auto file = Open(name);
    EXPECT_TRUE(file->WriteAt(0, content).ok());
    EXPECT_TRUE(Sync(*file).ok());
    SyncDirectory();
    return file;
  }
  void Crash() {
    queue_.Kill(actor_);
    model_.Crash();
    old_disks_.push_back(std::move(disk_));
    disk_ = model_.Mount();
  }
  void KillProcess() {
    queue_.Kill(actor_);
    model_.ProcessKilled();
    old_disks_.push_back(std::move(disk_));
    disk_ = model_.Mount();
  }
  // The process does not close it before it dies.
  void KeepOpen(std::unique_ptr<File> file) { open_.push_back(std::move(file)); }
  std::string Read(std::string_view name) {
    auto file = disk_->Open(name, OpenMode::kExisting);
    if (!file.ok()) return "(none)";
    std::string bytes;
    EXPECT_TRUE((*file)->ReadAt(0, 1 << 24, &bytes).ok());
    return bytes;
  }

 private:
  DeterminismHash hash_;
  EventQueue queue_{&hash_};
  ActorId actor_ = queue_.AddActor("a");
  Decisions decisions_;
  DiskModel model_;
  std::vector<std::unique_ptr<SimDisk>> old_disks_;  // outlive their files
  std::unique_ptr<SimDisk> disk_;
  std::vector<std::unique_ptr<File>> open_;
};

inline void Write(File& file, uint64_t offset, std::string_view bytes) {
  ASSERT_TRUE(file.WriteAt(offset, bytes).ok());
}

// What `observe` finds after `act` and a crash, over many seeds.
inline std::set<std::string> Outcomes(const std::function<void(Machine&)>& act,
                                      const std::function<std::string(Machine&)>& observe) {
  std::set<std::string> outcomes;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    Machine machine(seed);
    act(machine);
    machine.Crash();
    outcomes.insert(observe(machine));
  }
  return outcomes;
}

using Set = std::set<std::string>;

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_SIM_DISK_MACHINE_H_
