#include "sim/probe/image_disk.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace paxosstore::sim {
namespace {

absl::Status NotFound(std::string_view name) {
  return absl::NotFoundError(std::string(name) + ": no such file");
}

bool AllZeros(std::string_view bytes) {
  return bytes.empty() ||
         (bytes.front() == 0 && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

// Runs `done` later, unless its owner is gone by then.
void Complete(Executor* executor, const std::shared_ptr<char>& owner, Done done) {
  executor->Post([watch = std::weak_ptr<char>(owner), done = std::move(done)]() mutable {
    if (!watch.expired()) std::move(done)(absl::OkStatus());
  });
}

}  // namespace

const PageBytes* ImageFile::Find(uint64_t page) const {
  if (const PageBytes* over = over_.Find(page); over != nullptr) return over;
  if (platter_ == nullptr || page * kPageBytes >= platter_end_) return nullptr;
  return platter_->Find(page);
}

PageBytes& ImageFile::Make(uint64_t page) {
  if (over_.Find(page) == nullptr) {
    if (const PageBytes* below = Find(page); below != nullptr) {
      PageBytes& made = over_.Make(page);
      made = *below;
      return made;
    }
  }
  return over_.Make(page);
}

void ImageFile::Write(uint64_t offset, std::string_view bytes) {
  ForEachPagePiece(offset, bytes.size(),
                   [&](uint64_t page, uint64_t in_page, uint64_t length, uint64_t done) {
                     const std::string_view piece = bytes.substr(done, length);
                     if (Find(page) == nullptr && AllZeros(piece)) return;
                     std::memcpy(Make(page).data() + in_page, piece.data(), length);
                   });
  size_ = std::max(size_, offset + bytes.size());
}

void ImageFile::Zero(uint64_t offset, uint64_t length) {
  ForEachPagePiece(offset, length, [&](uint64_t page, uint64_t in_page, uint64_t piece, uint64_t) {
    if (Find(page) == nullptr) return;
    std::memset(Make(page).data() + in_page, 0, piece);
  });
  size_ = std::max(size_, offset + length);
}

void ImageFile::SetSize(uint64_t size) {
  if (size < size_) {
    const uint64_t page_end = (size + kPageBytes - 1) / kPageBytes * kPageBytes;
    Zero(size, std::min(page_end, size_) - size);
    over_.Cut(page_end);
    platter_end_ = std::min(platter_end_, page_end);
  }
  size_ = size;
}

void ImageFile::Read(uint64_t offset, uint64_t length, std::string* out) const {
  out->assign(offset >= size_ ? 0 : std::min(length, size_ - offset), '\0');
  ForEachPagePiece(offset, out->size(),
                   [&](uint64_t page, uint64_t in_page, uint64_t piece, uint64_t done) {
                     const PageBytes* bytes = Find(page);
                     if (bytes == nullptr) return;
                     std::memcpy(out->data() + done, bytes->data() + in_page, piece);
                   });
}

class ImageDisk::OpenFile : public File {
 public:
  OpenFile(std::shared_ptr<ImageFile> file, Executor* executor)
      : file_(std::move(file)), executor_(executor), alive_(std::make_shared<char>()) {}

  absl::Status WriteAt(uint64_t offset, std::string_view bytes) override {
    file_->Write(offset, bytes);
    return absl::OkStatus();
  }
  absl::Status ReadAt(uint64_t offset, uint64_t length, std::string* out) const override {
    file_->Read(offset, length, out);
    return absl::OkStatus();
  }
  absl::StatusOr<uint64_t> Size() const override { return file_->size(); }
  absl::Status Truncate(uint64_t size) override {
    file_->SetSize(size);
    return absl::OkStatus();
  }
  void Sync(Done done) override { Complete(executor_, alive_, std::move(done)); }

 private:
  const std::shared_ptr<ImageFile> file_;
  Executor* const executor_;
  const std::shared_ptr<char> alive_;
};

absl::StatusOr<std::unique_ptr<File>> ImageDisk::Open(std::string_view name, OpenMode mode) {
  auto it = image_.find(name);
  if (it == image_.end()) {
    if (mode == OpenMode::kExisting) return NotFound(name);
    it = image_.emplace(std::string(name), std::make_shared<ImageFile>()).first;
  } else if (mode == OpenMode::kCreate) {
    return absl::AlreadyExistsError(std::string(name) + ": file exists");
  }
  return std::make_unique<OpenFile>(it->second, executor_);
}

absl::Status ImageDisk::Rename(std::string_view from, std::string_view to) {
  const auto it = image_.find(from);
  if (it == image_.end()) return NotFound(from);
  const std::shared_ptr<ImageFile> file = it->second;
  image_.erase(it);
  image_[std::string(to)] = file;
  return absl::OkStatus();
}

absl::Status ImageDisk::Remove(std::string_view name) {
  const auto it = image_.find(name);
  if (it == image_.end()) return NotFound(name);
  image_.erase(it);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> ImageDisk::List() const {
  std::vector<std::string> names;
  for (const auto& [name, file] : image_) names.push_back(name);
  return names;
}

void ImageDisk::SyncDirectory(Done done) { Complete(executor_, alive_, std::move(done)); }

}  // namespace paxosstore::sim
