#include "sim/sim_disk_file.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/check.h"

namespace paxosstore::sim {
namespace {

constexpr uint64_t kReportBytes = 64 << 10;
// All zeros: what a range written with zeros is reported as.
constexpr std::array<char, kReportBytes> kZeroBlock{};

// Zeros are worth finding only where they save whole pages.
bool IsZeroBlock(std::string_view bytes) {
  return bytes.size() >= kPageBytes && bytes.front() == 0 &&
         std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0;
}

void ReadUpTo(const SparsePages& pages, uint64_t size, uint64_t offset, uint64_t length,
              std::string* out) {
  out->resize(offset >= size ? 0 : std::min(length, size - offset));
  pages.Read(offset, out->size(), out->data());
}

}  // namespace

void SimDiskFile::Log(OpKind kind, uint64_t offset, uint64_t length, std::string_view bytes) {
  operations_.push_back({kind, offset, length, bytes_base_ + bytes_.size()});
  bytes_.append(bytes);
}

void SimDiskFile::Write(uint64_t offset, std::string_view bytes) {
  if (bytes.empty()) return;
  if (IsZeroBlock(bytes)) {
    Log(OpKind::kZero, offset, bytes.size(), {});
    cache_.Zero(offset, bytes.size());
  } else {
    Log(OpKind::kWrite, offset, bytes.size(), bytes);
    cache_.Write(offset, bytes);
  }
  size_ = std::max(size_, offset + bytes.size());
}

void SimDiskFile::Truncate(uint64_t size) {
  if (size == size_) return;
  Log(OpKind::kTruncate, size, 0, {});
  if (size < size_) cache_.Cut(size);
  size_ = size;
}

void SimDiskFile::Read(uint64_t offset, uint64_t length, std::string* out) const {
  ReadUpTo(cache_, size_, offset, length, out);
}

void SimDiskFile::ReadPlatter(uint64_t offset, uint64_t length, std::string* out) const {
  ReadUpTo(platter_, platter_size_, offset, length, out);
}

void SimDiskFile::ApplyToPlatter(const Operation& op) {
  switch (op.kind) {
    case OpKind::kWrite:
      platter_.Write(op.offset, {BytesAt(op.bytes_at), op.length});
      break;
    case OpKind::kZero:
      platter_.Zero(op.offset, op.length);
      break;
    case OpKind::kTruncate:
      if (op.offset < platter_size_) platter_.Cut(op.offset);
      platter_size_ = op.offset;
      return;
  }
  platter_size_ = std::max(platter_size_, op.offset + op.length);
}

void SimDiskFile::Commit(uint64_t upto, RangeFn durable) {
  if (upto <= first_) return;
  const uint64_t count = upto - first_;
  CHECK_LE(count, operations_.size());
  Ranges ranges;
  bool truncated = false;
  for (uint64_t i = 0; i < count; ++i) {
    const Operation& op = operations_[i];
    ApplyToPlatter(op);
    if (op.kind == OpKind::kTruncate) {
      truncated = true;
    } else if (op.kind == OpKind::kZero) {
      ranges.push_back({op.offset, op.length, kZeros});
    } else if (!ranges.empty() && ranges.back().bytes_at + ranges.back().length == op.bytes_at &&
               ranges.back().offset + ranges.back().length == op.offset) {
      ranges.back().length += op.length;  // an append to the one before
    } else {
      ranges.push_back({op.offset, op.length, op.bytes_at});
    }
  }
  if (truncated || ranges.size() > 1) {
    ReportFromPlatter(std::move(ranges), durable);
  } else {
    Report(ranges, durable);
  }
  DropOperations(count);
}

void SimDiskFile::DropOperations(uint64_t count) {
  const bool all = count == operations_.size();
  const uint64_t keep_from =
      all ? bytes_base_ + bytes_.size() : operations_[static_cast<size_t>(count)].bytes_at;
  bytes_.erase(0, keep_from - bytes_base_);
  bytes_base_ = keep_from;
  operations_.erase(operations_.begin(), operations_.begin() + static_cast<ptrdiff_t>(count));
  first_ += count;
}

void SimDiskFile::Report(const Ranges& ranges, RangeFn durable) const {
  for (const Range& range : ranges) {
    if (range.bytes_at != kZeros) {
      durable(range.offset, {BytesAt(range.bytes_at), range.length});
      continue;
    }
    for (uint64_t done = 0; done < range.length; done += kReportBytes) {
      durable(range.offset + done,
              {kZeroBlock.data(), std::min(kReportBytes, range.length - done)});
    }
  }
}

void SimDiskFile::ReportFromPlatter(Ranges ranges, RangeFn durable) const {
  std::sort(ranges.begin(), ranges.end(),
            [](const Range& a, const Range& b) { return a.offset < b.offset; });
  std::string bytes;
  for (size_t i = 0; i < ranges.size();) {
    const uint64_t start = ranges[i].offset;
    uint64_t end = start;
    for (; i < ranges.size() && ranges[i].offset <= end; ++i) {
      end = std::max(end, ranges[i].offset + ranges[i].length);
    }
    end = std::min(end, platter_size_);
    if (start >= end) continue;
    ReadPlatter(start, end - start, &bytes);
    durable(start, bytes);
  }
}

void SimDiskFile::ForEachUnsynced(absl::FunctionRef<void(const Unsynced&)> fn) const {
  for (const Operation& op : operations_) {
    switch (op.kind) {
      case OpKind::kWrite:
        fn({Unsynced::Kind::kWrite, op.offset, op.length, {BytesAt(op.bytes_at), op.length}});
        break;
      case OpKind::kZero:
        fn({Unsynced::Kind::kZero, op.offset, op.length, {}});
        break;
      case OpKind::kTruncate:
        fn({Unsynced::Kind::kTruncate, op.offset, 0, {}});
        break;
    }
  }
}

bool SimDiskFile::HasUnsynced(uint64_t page) const {
  return std::any_of(operations_.begin(), operations_.end(), [page](const Operation& op) {
    if (op.kind == OpKind::kTruncate) return true;
    return op.offset / kPageBytes <= page && page <= (op.offset + op.length - 1) / kPageBytes;
  });
}

uint64_t SimDiskFile::PlatterDigest() const {
  uint64_t digest = platter_size_ * 0x9E3779B97F4A7C15ull;
  const auto mix = [&digest](uint64_t word) {
    digest = (digest ^ word) * 0xD6E8FEB86659FD93ull;
    digest ^= digest >> 32;
  };
  platter_.ForEachPresent(0, ~uint64_t{0}, [&](uint64_t page, const PageBytes& bytes) {
    // A page of zeros may be present or absent: both must count alike.
    if (IsZeroBlock({bytes.data(), bytes.size()})) return;
    mix(page);
    for (size_t i = 0; i < bytes.size(); i += sizeof(uint64_t)) {
      uint64_t word;
      std::memcpy(&word, bytes.data() + i, sizeof(word));
      mix(word);
    }
  });
  return digest;
}

}  // namespace paxosstore::sim
