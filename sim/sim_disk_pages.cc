#include "sim/sim_disk_pages.h"

#include <cstring>

namespace paxosstore::sim {

const PageBytes* SparsePages::Find(uint64_t page) const {
  if (page == last_index_) return last_;
  const auto it = pages_.find(page);
  if (it == pages_.end()) return nullptr;
  last_index_ = page;
  last_ = it->second.get();
  return last_;
}

PageBytes& SparsePages::Make(uint64_t page) {
  if (page == last_index_) return *last_;
  std::unique_ptr<PageBytes>& bytes = pages_[page];
  if (bytes == nullptr) bytes = std::make_unique<PageBytes>();
  last_index_ = page;
  last_ = bytes.get();
  return *last_;
}

void SparsePages::Forget() {
  last_index_ = kNone;
  last_ = nullptr;
}

void SparsePages::Write(uint64_t offset, std::string_view bytes) {
  ForEachPagePiece(offset, bytes.size(),
                   [&](uint64_t page, uint64_t in_page, uint64_t length, uint64_t done) {
                     std::memcpy(Make(page).data() + in_page, bytes.data() + done, length);
                   });
}

void SparsePages::Zero(uint64_t offset, uint64_t length) {
  if (length == 0) return;
  Forget();
  const uint64_t end = offset + length;
  auto it = pages_.lower_bound(offset / kPageBytes);
  while (it != pages_.end() && it->first * kPageBytes < end) {
    const uint64_t page_start = it->first * kPageBytes;
    const uint64_t from = std::max(offset, page_start) - page_start;
    const uint64_t to = std::min(end - page_start, kPageBytes);
    if (from == 0 && to == kPageBytes) {
      it = pages_.erase(it);
      continue;
    }
    std::memset(it->second->data() + from, 0, to - from);
    ++it;
  }
}

void SparsePages::Cut(uint64_t size) {
  // No file reaches the end of the number range.
  Zero(size, ~uint64_t{0} - size);
}

void SparsePages::Clear() {
  Forget();
  pages_.clear();
}

void SparsePages::Read(uint64_t offset, uint64_t length, char* out) const {
  ForEachPagePiece(offset, length,
                   [&](uint64_t page, uint64_t in_page, uint64_t piece, uint64_t done) {
                     const PageBytes* bytes = Find(page);
                     if (bytes == nullptr) {
                       std::memset(out + done, 0, piece);
                     } else {
                       std::memcpy(out + done, bytes->data() + in_page, piece);
                     }
                   });
}

void SparsePages::CopyPage(uint64_t page, const SparsePages& other) {
  const PageBytes* bytes = other.Find(page);
  if (bytes == nullptr) {
    Zero(page * kPageBytes, kPageBytes);
  } else {
    Make(page) = *bytes;
  }
}

void SparsePages::CopyAll(const SparsePages& other) {
  Clear();
  for (const auto& [page, bytes] : other.pages_) {
    pages_.emplace_hint(pages_.end(), page, std::make_unique<PageBytes>(*bytes));
  }
}

}  // namespace paxosstore::sim
