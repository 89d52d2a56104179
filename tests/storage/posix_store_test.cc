// The same store on a real folder: a smoke test beside the simulated disk's many.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "net/asio_executor.h"
#include "storage/log/format.h"
#include "storage/open.h"
#include "storage/posix/posix_disk.h"
#include "tests/storage/machine.h"

namespace paxosstore::storage {
namespace {

class PosixStore : public testing::Test {
 protected:
  PosixStore() {
    std::string name = testing::TempDir() + "/posix_store_XXXXXX";
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  ~PosixStore() override { std::filesystem::remove_all(folder_); }

  absl::Status Open() {
    disk_ = *PosixDisk::Open(folder_, &executor_);
    absl::Status result = absl::UnknownError("not called");
    absl::StatusOr<std::unique_ptr<EntryStore>> store =
        storage::Open(disk_.get(), &executor_, SmallOptions(), [&](const absl::Status& opened) {
          result = opened;
          executor_.Stop();
        });
    if (!store.ok()) {
      Close();
      return store.status();
    }
    store_ = *std::move(store);
    executor_.Run();
    return result;
  }

  void Close() {
    store_.reset();
    disk_.reset();
  }

  absl::Status WriteDurably(const EntryRecord& record) {
    absl::Status result = absl::UnknownError("not called");
    store_->Write(record, [&](const absl::Status& durable) {
      result = durable;
      executor_.Stop();
    });
    executor_.Run();
    return result;
  }

  std::string folder_;
  net::AsioExecutor executor_;
  std::unique_ptr<PosixDisk> disk_;
  std::unique_ptr<EntryStore> store_;
};

TEST_F(PosixStore, HoldsWhatWasWrittenThroughRestartsAndRoundsOfTheLog) {
  for (uint64_t round = 1; round <= 3; ++round) {
    ASSERT_TRUE(Open().ok());
    EXPECT_EQ(store_->incarnation(), Incarnation(round));
    for (uint64_t i = 0; i < 400; ++i) {
      const uint64_t entry = round * 1'000 + i;
      const std::string name = "object-" + std::to_string(i % 10);
      if (i % 10 == 9) {
        ASSERT_TRUE(WriteDurably(Chosen(name, entry, MakeValue(entry, "value"))).ok());
      } else {
        store_->Write(Chosen(name, entry, MakeValue(entry, std::string(100, 'v'))), Done());
      }
    }
    Close();
  }
  ASSERT_TRUE(Open().ok());
  EXPECT_EQ(store_->objects(), 10u);
  EXPECT_EQ(store_->Load("object-9")->chosen, EntryId(3'399));
  EXPECT_EQ(store_->Load("object-0")->chosen, EntryId(3'390));
  Close();
}

TEST_F(PosixStore, DamageIsRefusedByName) {
  ASSERT_TRUE(Open().ok());
  for (uint64_t i = 1; i <= 3; ++i) {
    ASSERT_TRUE(WriteDurably(Chosen("a", i, MakeValue(i, "value"))).ok());
  }
  Close();
  {
    std::fstream file(folder_ + "/log-000001", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(kFirstGroupAt + 70);
    file.put('!');
  }
  const absl::Status opened = Open();
  EXPECT_TRUE(absl::IsDataLoss(opened)) << opened;
  EXPECT_NE(opened.message().find("log-000001: offset 128: "), absl::string_view::npos) << opened;
}

}  // namespace
}  // namespace paxosstore::storage
