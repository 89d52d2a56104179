// What a machine finds on its disk when the power comes back, and a Disk on it, for the recovery
// code to run on. Lives in memory over the pages of the platter that it was taken from, which are
// neither copied nor changed. Every write is durable at once.
#ifndef PAXOSSTORE_SIM_PROBE_IMAGE_DISK_H_
#define PAXOSSTORE_SIM_PROBE_IMAGE_DISK_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/runtime/disk.h"
#include "core/runtime/executor.h"
#include "sim/sim_disk_pages.h"

namespace paxosstore::sim {

// A file: the platter's pages, and over them those that differ.
class ImageFile {
 public:
  ImageFile() = default;
  // `platter` must outlive the file and stay as it is.
  ImageFile(const SparsePages* platter, uint64_t size)
      : platter_(platter), platter_end_(size), size_(size) {}

  uint64_t size() const { return size_; }
  // Grows the file as needed.
  void Write(uint64_t offset, std::string_view bytes);
  void Zero(uint64_t offset, uint64_t length);
  void SetSize(uint64_t size);
  // Replaces *out by up to `length` bytes.
  void Read(uint64_t offset, uint64_t length, std::string* out) const;

 private:
  // The page as it shows; nullptr if it is all zeros.
  const PageBytes* Find(uint64_t page) const;
  PageBytes& Make(uint64_t page);

  const SparsePages* platter_ = nullptr;
  uint64_t platter_end_ = 0;  // from here on the platter does not show
  SparsePages over_;
  uint64_t size_ = 0;
};

using DiskImage = std::map<std::string, std::shared_ptr<ImageFile>, std::less<>>;

class ImageDisk : public Disk {
 public:
  // Completions run on `executor`, which must outlive this.
  ImageDisk(DiskImage image, Executor* executor)
      : image_(std::move(image)), executor_(executor), alive_(std::make_shared<char>()) {}

  [[nodiscard]] absl::StatusOr<std::unique_ptr<File>> Open(std::string_view name,
                                                           OpenMode mode) override;
  [[nodiscard]] absl::Status Rename(std::string_view from, std::string_view to) override;
  [[nodiscard]] absl::Status Remove(std::string_view name) override;
  [[nodiscard]] absl::StatusOr<std::vector<std::string>> List() const override;
  void SyncDirectory(Done done) override;

 private:
  class OpenFile;

  DiskImage image_;
  Executor* const executor_;
  const std::shared_ptr<char> alive_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_PROBE_IMAGE_DISK_H_
