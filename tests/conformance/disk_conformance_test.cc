// What core/runtime/disk.h promises, asked of the simulated and the real disk alike. What a crash
// does is asked of the simulated one in tests/sim/sim_disk_test.cc.
#include <map>
#include <string>
#include <vector>

#include "rapidcheck/gtest.h"
#include "tests/conformance/disk_fixtures.h"

namespace paxosstore {
namespace {

template <typename Fixture>
class DiskConformance : public testing::Test {
 protected:
  Fixture f_;

  std::unique_ptr<File> Open(std::string_view name, OpenMode mode = OpenMode::kOpenOrCreate) {
    auto file = f_.disk()->Open(name, mode);
    EXPECT_TRUE(file.ok()) << file.status();
    return *std::move(file);
  }
  static std::string Read(const File& file, uint64_t offset = 0, uint64_t length = 1 << 20) {
    std::string bytes = "what was there before";
    EXPECT_TRUE(file.ReadAt(offset, length, &bytes).ok());
    return bytes;
  }
  static void Write(File& file, uint64_t offset, std::string_view bytes) {
    EXPECT_TRUE(file.WriteAt(offset, bytes).ok());
  }
  std::vector<std::string> List() { return *f_.disk()->List(); }
  absl::Status Sync(File& file) {
    absl::Status result = absl::UnknownError("never answered");
    file.Sync([&](absl::Status status) {
      result = status;
      f_.Stop();
    });
    f_.Run();
    return result;
  }
  absl::Status SyncDirectory() {
    absl::Status result = absl::UnknownError("never answered");
    f_.disk()->SyncDirectory([&](absl::Status status) {
      result = status;
      f_.Stop();
    });
    f_.Run();
    return result;
  }
};

using Fixtures = testing::Types<SimDiskFixture, PosixDiskFixture>;
TYPED_TEST_SUITE(DiskConformance, Fixtures);

TYPED_TEST(DiskConformance, ANewDiskIsEmpty) { EXPECT_TRUE(this->List().empty()); }

TYPED_TEST(DiskConformance, OpenModesSayWhatMustExist) {
  Disk* disk = this->f_.disk();
  EXPECT_TRUE(absl::IsNotFound(disk->Open("a", OpenMode::kExisting).status()));
  EXPECT_TRUE(disk->Open("a", OpenMode::kCreate).ok());
  EXPECT_TRUE(absl::IsAlreadyExists(disk->Open("a", OpenMode::kCreate).status()));
  EXPECT_TRUE(disk->Open("a", OpenMode::kExisting).ok());
  EXPECT_TRUE(disk->Open("a", OpenMode::kOpenOrCreate).ok());
  EXPECT_TRUE(disk->Open("b", OpenMode::kOpenOrCreate).ok());
  EXPECT_EQ(this->List(), (std::vector<std::string>{"a", "b"}));
}

TYPED_TEST(DiskConformance, ErrorsNameTheFile) {
  const absl::Status status = this->f_.disk()->Open("missing", OpenMode::kExisting).status();
  EXPECT_NE(status.message().find("missing"), absl::string_view::npos) << status;
}

TYPED_TEST(DiskConformance, NamesOutsideTheFolderAreRefused) {
  for (const char* name : {"", ".", "..", "a/b", "/a", "../a"}) {
    EXPECT_FALSE(this->f_.disk()->Open(name, OpenMode::kOpenOrCreate).ok()) << name;
  }
  EXPECT_TRUE(this->List().empty());
}

TYPED_TEST(DiskConformance, WhatIsWrittenIsReadAtOnceByEveryHandle) {
  auto a = this->Open("f");
  auto b = this->Open("f");
  this->Write(*a, 0, "hello world");
  this->Write(*b, 6, "there");
  EXPECT_EQ(this->Read(*a), "hello there");
  EXPECT_EQ(this->Read(*b), "hello there");
}

TYPED_TEST(DiskConformance, AReadIsShortOnlyAtTheEndOfTheFile) {
  auto file = this->Open("f");
  this->Write(*file, 0, "0123456789");
  EXPECT_EQ(this->Read(*file, 2, 3), "234");
  EXPECT_EQ(this->Read(*file, 8, 100), "89");
  EXPECT_EQ(this->Read(*file, 10, 1), "");
  EXPECT_EQ(this->Read(*file, 1000, 1), "");
  EXPECT_EQ(this->Read(*file, 3, 0), "");
}

TYPED_TEST(DiskConformance, AGapReadsAsZeros) {
  auto file = this->Open("f");
  this->Write(*file, 10'000, "x");
  EXPECT_EQ(*file->Size(), 10'001u);
  EXPECT_EQ(this->Read(*file), std::string(10'000, '\0') + "x");
}

TYPED_TEST(DiskConformance, WrittenZerosReplaceWhatWasThere) {
  auto file = this->Open("f");
  const std::string old(20'000, 'o');
  this->Write(*file, 0, old);
  this->Write(*file, 3000, std::string(10'000, '\0'));
  EXPECT_EQ(this->Read(*file),
            old.substr(0, 3000) + std::string(10'000, '\0') + old.substr(13'000));
}

TYPED_TEST(DiskConformance, AnEmptyWriteDoesNotGrowTheFile) {
  auto file = this->Open("f");
  this->Write(*file, 100, "");
  EXPECT_EQ(*file->Size(), 0u);
}

TYPED_TEST(DiskConformance, LargeWritesArriveWhole) {
  auto file = this->Open("f");
  std::string bytes;
  for (int i = 0; i < 300'000; ++i) bytes += static_cast<char>(i * 7 + i / 256);
  this->Write(*file, 1234, bytes);
  EXPECT_EQ(this->Read(*file, 1234, bytes.size()), bytes);
}

TYPED_TEST(DiskConformance, TruncateCutsAndGrowsWithZeros) {
  auto file = this->Open("f");
  this->Write(*file, 0, std::string(9000, 'x'));
  ASSERT_TRUE(file->Truncate(5000).ok());
  EXPECT_EQ(*file->Size(), 5000u);
  ASSERT_TRUE(file->Truncate(8000).ok());
  EXPECT_EQ(this->Read(*file), std::string(5000, 'x') + std::string(3000, '\0'));
  ASSERT_TRUE(file->Truncate(0).ok());
  EXPECT_EQ(this->Read(*file), "");
}

TYPED_TEST(DiskConformance, RenameReplacesItsTarget) {
  this->Write(*this->Open("a"), 0, "from a");
  this->Write(*this->Open("b"), 0, "from b");
  ASSERT_TRUE(this->f_.disk()->Rename("a", "b").ok());
  EXPECT_EQ(this->List(), (std::vector<std::string>{"b"}));
  EXPECT_EQ(this->Read(*this->Open("b")), "from a");
  EXPECT_TRUE(absl::IsNotFound(this->f_.disk()->Rename("a", "c")));
}

TYPED_TEST(DiskConformance, RenamingToTheSameNameChangesNothing) {
  this->Write(*this->Open("a"), 0, "x");
  ASSERT_TRUE(this->f_.disk()->Rename("a", "a").ok());
  EXPECT_EQ(this->Read(*this->Open("a")), "x");
}

TYPED_TEST(DiskConformance, ARemovedFileIsGoneAndItsNameFree) {
  this->Write(*this->Open("a"), 0, "old");
  ASSERT_TRUE(this->f_.disk()->Remove("a").ok());
  EXPECT_TRUE(this->List().empty());
  EXPECT_TRUE(absl::IsNotFound(this->f_.disk()->Remove("a")));
  EXPECT_EQ(this->Read(*this->Open("a", OpenMode::kCreate)), "");
}

TYPED_TEST(DiskConformance, AnOpenFileOutlivesItsName) {
  auto file = this->Open("a");
  this->Write(*file, 0, "x");
  ASSERT_TRUE(this->f_.disk()->Remove("a").ok());
  this->Write(*file, 1, "y");
  EXPECT_EQ(this->Read(*file), "xy");
  EXPECT_TRUE(this->Sync(*file).ok());
}

TYPED_TEST(DiskConformance, NamesAreListedInAscendingOrder) {
  for (const char* name : {"b", "a2", "c", "a10", "A"}) this->Open(name);
  EXPECT_EQ(this->List(), (std::vector<std::string>{"A", "a10", "a2", "b", "c"}));
}

TYPED_TEST(DiskConformance, SyncsOfOneFileAnswerInOrderOnceAndNeverInsideTheCall) {
  constexpr int kSyncs = 50;
  auto file = this->Open("f");
  std::vector<int> answered;
  for (int i = 0; i < kSyncs; ++i) {
    this->Write(*file, static_cast<uint64_t>(i) * 100, "record");
    file->Sync([&, i](absl::Status status) {
      EXPECT_TRUE(status.ok()) << status;
      answered.push_back(i);
      if (i == kSyncs - 1) this->f_.Stop();
    });
    EXPECT_TRUE(answered.empty());
  }
  this->f_.Run();
  std::vector<int> expected;
  for (int i = 0; i < kSyncs; ++i) expected.push_back(i);
  EXPECT_EQ(answered, expected);
}

TYPED_TEST(DiskConformance, ASyncMayBeAskedForByACompletion) {
  auto file = this->Open("f");
  int rounds = 0;
  std::function<void()> again = [&] {
    this->Write(*file, 0, "x");
    file->Sync([&](absl::Status status) {
      EXPECT_TRUE(status.ok());
      if (++rounds == 20) {
        this->f_.Stop();
      } else {
        again();
      }
    });
  };
  again();
  this->f_.Run();
  EXPECT_EQ(rounds, 20);
}

TYPED_TEST(DiskConformance, ClosingAFileDropsItsCompletions) {
  auto closed = this->Open("a");
  auto held = std::make_shared<int>();
  for (int i = 0; i < 3; ++i) {
    closed->Sync([held](absl::Status) { ADD_FAILURE() << "completion of a closed file"; });
  }
  closed.reset();
  EXPECT_EQ(held.use_count(), 1);
  auto other = this->Open("b");
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(this->Sync(*other).ok());
}

TYPED_TEST(DiskConformance, ACompletionMayCloseItsFile) {
  auto file = this->Open("a");
  int answered = 0;
  for (int i = 0; i < 3; ++i) {
    file->Sync([&](absl::Status) {
      ++answered;
      file.reset();
      this->f_.executor()->After(Milliseconds(3), [&] { this->f_.Stop(); });
    });
  }
  this->f_.Run();
  EXPECT_EQ(answered, 1);
}

TYPED_TEST(DiskConformance, WhatWasSyncedIsThereAfterReopening) {
  auto file = this->Open("a");
  this->Write(*file, 0, "durable");
  EXPECT_TRUE(this->Sync(*file).ok());
  file.reset();
  ASSERT_TRUE(this->f_.disk()->Rename("a", "b").ok());
  EXPECT_TRUE(this->SyncDirectory().ok());
  this->f_.Reopen();
  EXPECT_EQ(this->List(), (std::vector<std::string>{"b"}));
  EXPECT_EQ(this->Read(*this->Open("b", OpenMode::kExisting)), "durable");
}

// Random operations against the obvious model: names and strings.
template <typename Fixture>
class ModelCheck {
 public:
  void Run() {
    const auto steps = *rc::gen::inRange(1, 60);
    for (int i = 0; i < steps; ++i) Step();
    Compare();
    f_.Reopen();
    Compare();
  }

 private:
  static std::string AnyName() { return std::string(1, *rc::gen::inRange('a', 'e')); }

  void Step() {
    const std::string name = AnyName();
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
      case 1:
        return Write(name);
      case 2:
        return Truncate(name);
      case 3:
        return Rename(name, AnyName());
      case 4:
        RC_ASSERT(f_.disk()->Remove(name).ok() == (model_.erase(name) > 0));
        return;
      default:
        return Compare();
    }
  }

  void Write(const std::string& name) {
    const auto offset = *rc::gen::inRange<size_t>(0, 9000);
    const auto length = *rc::gen::inRange<size_t>(0, 9000);
    const std::string bytes(length, *rc::gen::element('\0', 'x', 'y'));
    std::string& content = model_[name];
    if (length > 0) content.resize(std::max(content.size(), offset + length));
    if (length > 0) content.replace(offset, length, bytes);
    auto file = f_.disk()->Open(name, OpenMode::kOpenOrCreate);
    RC_ASSERT((*file)->WriteAt(offset, bytes).ok());
  }

  void Truncate(const std::string& name) {
    auto file = f_.disk()->Open(name, OpenMode::kExisting);
    RC_ASSERT(file.ok() == model_.contains(name));
    if (!file.ok()) return;
    const auto size = *rc::gen::inRange<size_t>(0, 15'000);
    model_[name].resize(size);
    RC_ASSERT((*file)->Truncate(size).ok());
  }

  void Rename(const std::string& from, const std::string& to) {
    const bool exists = model_.contains(from);
    RC_ASSERT(f_.disk()->Rename(from, to).ok() == exists);
    if (!exists || from == to) return;
    model_[to] = model_[from];
    model_.erase(from);
  }

  void Compare() {
    std::vector<std::string> names;
    for (const auto& [name, content] : model_) {
      names.push_back(name);
      auto file = f_.disk()->Open(name, OpenMode::kExisting);
      RC_ASSERT(file.ok());
      RC_ASSERT(*(*file)->Size() == content.size());
      std::string read;
      RC_ASSERT((*file)->ReadAt(0, content.size() + 1, &read).ok());
      RC_ASSERT(read == content);
    }
    RC_ASSERT(*f_.disk()->List() == names);
  }

  Fixture f_;
  std::map<std::string, std::string> model_;
};

RC_GTEST_PROP(DiskModelProperty, TheSimulatedDiskBehavesAsNamedStrings, ()) {
  ModelCheck<SimDiskFixture>().Run();
}

RC_GTEST_PROP(DiskModelProperty, TheRealDiskBehavesAsNamedStrings, ()) {
  ModelCheck<PosixDiskFixture>().Run();
}

TEST(PosixDiskTest, AFolderIsUsedByOneDiskAtATime) {
  TemporaryFolder folder;
  net::AsioExecutor executor;
  {
    auto first = storage::PosixDisk::Open(folder.path(), &executor);
    ASSERT_TRUE(first.ok()) << first.status();
    const absl::Status second = storage::PosixDisk::Open(folder.path(), &executor).status();
    EXPECT_TRUE(absl::IsFailedPrecondition(second)) << second;
    EXPECT_NE(second.message().find(folder.path() + ": in use by process"), absl::string_view::npos)
        << second;
  }
  EXPECT_TRUE(storage::PosixDisk::Open(folder.path(), &executor).ok());
}

TEST(PosixDiskTest, AMissingFolderIsMadeButNotItsParents) {
  TemporaryFolder folder;
  net::AsioExecutor executor;
  EXPECT_TRUE(storage::PosixDisk::Open(folder.path() + "/new", &executor).ok());
  const absl::Status status =
      storage::PosixDisk::Open(folder.path() + "/no/such", &executor).status();
  EXPECT_TRUE(absl::IsNotFound(status)) << status;
}

TEST(PosixDiskTest, AFileIsNoFolder) {
  TemporaryFolder folder;
  net::AsioExecutor executor;
  {
    auto disk = storage::PosixDisk::Open(folder.path(), &executor);
    ASSERT_TRUE(disk.ok() && (*disk)->Open("file", OpenMode::kCreate).ok());
  }
  EXPECT_FALSE(storage::PosixDisk::Open(folder.path() + "/file", &executor).ok());
}

TEST(PosixDiskTest, TheLockFileIsNeitherListedNorAccessible) {
  TemporaryFolder folder;
  net::AsioExecutor executor;
  auto disk = storage::PosixDisk::Open(folder.path(), &executor);
  ASSERT_TRUE(disk.ok()) << disk.status();
  EXPECT_TRUE((*disk)->List()->empty());
  EXPECT_FALSE((*disk)->Remove("LOCK").ok());
  EXPECT_FALSE((*disk)->Rename("LOCK", "x").ok());
  EXPECT_FALSE((*disk)->Open("LOCK", OpenMode::kOpenOrCreate).ok());
}

TEST(PosixDiskTest, ASyncUnderWayEndsBeforeTheDiskDoes) {
  TemporaryFolder folder;
  net::AsioExecutor executor;
  {
    auto disk = storage::PosixDisk::Open(folder.path(), &executor);
    ASSERT_TRUE(disk.ok()) << disk.status();
    auto file = (*disk)->Open("f", OpenMode::kCreate);
    ASSERT_TRUE((*file)->WriteAt(0, std::string(1 << 20, 'x')).ok());
    (*file)->Sync([](absl::Status) { ADD_FAILURE() << "the file is closed"; });
    (*disk)->SyncDirectory([](absl::Status) { ADD_FAILURE() << "the disk is closed"; });
  }
  executor.Post([&] { executor.Stop(); });
  executor.Run();
}

}  // namespace
}  // namespace paxosstore
