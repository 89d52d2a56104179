// A sparse array of bytes in pages of 4096: what a simulated file holds, once in the cache and once
// on the platter. Pages that are absent read as zeros and cost nothing.
#ifndef PAXOSSTORE_SIM_SIM_DISK_PAGES_H_
#define PAXOSSTORE_SIM_SIM_DISK_PAGES_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include "absl/container/btree_map.h"

namespace paxosstore::sim {

inline constexpr uint64_t kPageBytes = 4096;
inline constexpr uint64_t kSectorBytes = 512;

using PageBytes = std::array<char, kPageBytes>;

// Calls `fn(page index, offset in the page, length, offset in the range)` for each page that
// [offset, offset + length) touches, in ascending order.
template <typename Fn>
void ForEachPagePiece(uint64_t offset, uint64_t length, Fn fn) {
  for (uint64_t done = 0; done < length;) {
    const uint64_t page = (offset + done) / kPageBytes;
    const uint64_t in_page = (offset + done) % kPageBytes;
    const uint64_t piece = std::min(length - done, kPageBytes - in_page);
    fn(page, in_page, piece, done);
    done += piece;
  }
}

class SparsePages {
 public:
  void Write(uint64_t offset, std::string_view bytes);
  // Pages that become zero as a whole are dropped.
  void Zero(uint64_t offset, uint64_t length);
  // Fills out[0, length).
  void Read(uint64_t offset, uint64_t length, char* out) const;
  // Zeroes everything from `size` on.
  void Cut(uint64_t size);
  void Clear();

  // nullptr if absent.
  const PageBytes* Find(uint64_t page) const;
  // The page, made (of zeros) if it is absent.
  PageBytes& Make(uint64_t page);
  // Makes the page equal to that of `other`.
  void CopyPage(uint64_t page, const SparsePages& other);
  void CopyAll(const SparsePages& other);

  // The byte after the last page present.
  uint64_t end() const { return pages_.empty() ? 0 : (pages_.rbegin()->first + 1) * kPageBytes; }
  // Calls `fn(index, bytes)` for each page present in [first, last], in ascending order.
  template <typename Fn>
  void ForEachPresent(uint64_t first, uint64_t last, Fn fn) const {
    for (auto it = pages_.lower_bound(first); it != pages_.end() && it->first <= last; ++it) {
      fn(it->first, *it->second);
    }
  }

 private:
  static constexpr uint64_t kNone = ~uint64_t{0};

  void Forget();

  absl::btree_map<uint64_t, std::unique_ptr<PageBytes>> pages_;
  // The page used last: most writes append to it.
  mutable uint64_t last_index_ = kNone;
  mutable PageBytes* last_ = nullptr;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_SIM_DISK_PAGES_H_
