// The two disks that the disk conformance suite asks. A fixture gives the disk; Run, which returns
// when work has called Stop; and Reopen, which ends the process's use of the disk in an orderly way
// and opens it anew.
#ifndef PAXOSSTORE_TESTS_CONFORMANCE_DISK_FIXTURES_H_
#define PAXOSSTORE_TESTS_CONFORMANCE_DISK_FIXTURES_H_

#include <filesystem>
#include <memory>
#include <string>

#include "core/runtime/disk.h"
#include "gtest/gtest.h"
#include "net/asio_executor.h"
#include "sim/sim_disk.h"
#include "sim/sim_executor.h"
#include "storage/posix/posix_disk.h"

namespace paxosstore {

// Works on no file of the test's own folder twice.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = testing::TempDir() + "/paxosstore_disk_XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class SimDiskFixture {
 public:
  SimDiskFixture() { Mount(); }

  Disk* disk() { return disk_.get(); }
  Executor* executor() { return executor_.get(); }
  void Run() {
    stopped_ = false;
    while (!stopped_) ASSERT_TRUE(queue_.RunOne()) << "nothing left to run, and nobody called Stop";
  }
  void Stop() { stopped_ = true; }
  void Reopen() {
    disk_.reset();
    executor_.reset();
    model_.ProcessKilled();
    Mount();
  }

 private:
  void Mount() {
    executor_ = std::make_unique<sim::SimExecutor>(&queue_, actor_, nullptr);
    disk_ = model_.Mount();
  }

  sim::DeterminismHash hash_;
  sim::EventQueue queue_{&hash_};
  sim::ActorId actor_ = queue_.AddActor("a");
  sim::Decisions decisions_{1, &hash_};
  sim::DiskModel model_{&queue_, actor_, &decisions_};
  std::unique_ptr<sim::SimExecutor> executor_;
  std::unique_ptr<sim::SimDisk> disk_;
  bool stopped_ = false;
};

class PosixDiskFixture {
 public:
  PosixDiskFixture() { Open(); }

  Disk* disk() { return disk_.get(); }
  Executor* executor() { return &executor_; }
  void Run() { executor_.Run(); }
  void Stop() { executor_.Stop(); }
  void Reopen() {
    disk_.reset();
    Open();
  }

 private:
  void Open() {
    auto disk = storage::PosixDisk::Open(folder_.path(), &executor_);
    ASSERT_TRUE(disk.ok()) << disk.status();
    disk_ = *std::move(disk);
  }

  TemporaryFolder folder_;
  net::AsioExecutor executor_;
  std::unique_ptr<storage::PosixDisk> disk_;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_TESTS_CONFORMANCE_DISK_FIXTURES_H_
