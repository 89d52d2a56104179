// What a power loss, or a failed sync, leaves of the operations that nobody made durable.
//
// Data and size part ways: pages are written back one by one, at any time, in any order, while the
// size and truncations go through a journal, in order. So the size is that of some moment since the
// last sync, and each page is drawn by itself.
#include <algorithm>

#include "core/base/planted_bug.h"
#include "sim/sim_disk_file.h"

namespace paxosstore::sim {
namespace {

// Of a page with `writes` unsynced writes, one of a few shapes:
//   lost    ....    kept    ####    moment  ##..  the first few writes only
//   sectors #.2#    each sector from a moment of its own
//   inside  ##|.    one moment below some byte, another from there on
enum class Shape { kLost, kKept, kMoment, kSectors, kInside };

Shape DrawShape(RandomStream& stream, Ratio torn_inside_sector) {
  const uint64_t draw = PLANTED_BUG(kDiskKeepsEverything) ? 5 : stream.Below(10);
  if (draw < 3) return Shape::kLost;
  if (draw < 6) return Shape::kKept;
  if (draw < 7) return Shape::kMoment;
  return stream.Chance(torn_inside_sector) ? Shape::kInside : Shape::kSectors;
}

}  // namespace

void SimDiskFile::PageFate::Draw(RandomStream& stream, Ratio torn_inside_sector) {
  const auto some = [&] { return static_cast<uint32_t>(stream.Below(writes + 1)); };
  const auto page = static_cast<uint32_t>(kPageBytes);
  switch (DrawShape(stream, torn_inside_sector)) {
    case Shape::kLost:
      spans = {{page, 0}};
      break;
    case Shape::kKept:
      spans = {{page, writes}};
      break;
    case Shape::kMoment:
      spans = {{page, some()}};
      break;
    case Shape::kSectors:
      for (auto end = static_cast<uint32_t>(kSectorBytes); end <= page; end += kSectorBytes) {
        spans.push_back({end, some()});
      }
      break;
    case Shape::kInside: {
      // Somewhere among the bytes written: elsewhere it would not show.
      const uint32_t cut = low + 1 + static_cast<uint32_t>(stream.Below(high - low));
      const uint32_t below = some();
      spans = {{cut, below}, {page, writes - below}};
      break;
    }
  }
}

void SimDiskFile::PageFate::Count(PageFates* fates) const {
  const auto all_have = [this](uint32_t n) {
    return std::all_of(spans.begin(), spans.end(), [n](const Span& s) { return s.writes == n; });
  };
  ++(all_have(0) ? fates->lost : all_have(writes) ? fates->kept : fates->torn);
}

// Zeros over nothing change nothing: of a range of zeros only those pages count that hold
// something.
template <typename Fn>
void SimDiskFile::ForEachPageOf(const Operation& op, Fates* fates, Fn fn) {
  if (op.length == 0) return;
  const uint64_t last = (op.offset + op.length - 1) / kPageBytes;
  for (auto it = fates->lower_bound(op.offset / kPageBytes);
       it != fates->end() && it->first <= last; ++it) {
    const uint64_t page_start = it->first * kPageBytes;
    const uint64_t from = std::max(op.offset, page_start);
    const uint64_t to = std::min(op.offset + op.length, page_start + kPageBytes);
    fn(it->first, it->second, from - page_start, to - page_start, from - op.offset);
  }
}

SimDiskFile::Fates SimDiskFile::TouchedPages(uint64_t count) const {
  Fates fates;
  for (uint64_t i = 0; i < count; ++i) {
    const Operation& op = operations_[i];
    if (op.length == 0) continue;
    const uint64_t last = (op.offset + op.length - 1) / kPageBytes;
    if (op.kind == OpKind::kWrite) {
      for (uint64_t page = op.offset / kPageBytes; page <= last; ++page) fates.try_emplace(page);
    } else {
      platter_.ForEachPresent(op.offset / kPageBytes, last,
                              [&](uint64_t page, const PageBytes&) { fates.try_emplace(page); });
    }
  }
  for (uint64_t i = 0; i < count; ++i) {
    ForEachPageOf(operations_[i], &fates,
                  [](uint64_t, PageFate& fate, uint64_t from, uint64_t to, uint64_t) {
                    ++fate.writes;
                    fate.low = std::min(fate.low, static_cast<uint32_t>(from));
                    fate.high = std::max(fate.high, static_cast<uint32_t>(to));
                  });
  }
  return fates;
}

void SimDiskFile::Replay(const Operation& op, Fates* fates) {
  ForEachPageOf(op, fates,
                [&](uint64_t page, PageFate& fate, uint64_t from, uint64_t to, uint64_t in_op) {
                  const uint32_t ordinal = fate.replayed++;
                  uint64_t begin = 0;
                  for (const PageFate::Span& span : fate.spans) {
                    const uint64_t low = std::max(begin, from);
                    const uint64_t high = std::min<uint64_t>(span.until, to);
                    begin = span.until;
                    if (ordinal >= span.writes || low >= high) continue;
                    const uint64_t at = page * kPageBytes + low;
                    if (op.kind == OpKind::kZero) {
                      platter_.Zero(at, high - low);
                    } else {
                      platter_.Write(at, {BytesAt(op.bytes_at) + in_op + (low - from), high - low});
                    }
                  }
                });
}

void SimDiskFile::ApplyByChance(uint64_t count, RandomStream& stream, Ratio torn_inside_sector,
                                PageFates* fates) {
  Fates pages = TouchedPages(count);
  for (auto& [page, fate] : pages) {
    fate.Draw(stream, torn_inside_sector);
    fate.Count(fates);
  }
  // The journal got this far: all of it in every second case, else anything.
  const uint64_t journal = stream.Chance({1, 2}) ? count : stream.Below(count + 1);
  uint64_t size = platter_size_;
  for (uint64_t i = 0; i < count; ++i) {
    const Operation& op = operations_[i];
    if (op.kind != OpKind::kTruncate) {
      Replay(op, &pages);
      if (i < journal) size = std::max(size, op.offset + op.length);
    } else if (i < journal) {
      if (op.offset < size) platter_.Cut(op.offset);
      size = op.offset;
    }
  }
  platter_.Cut(size);
  platter_size_ = size;
}

void SimDiskFile::FailCommit(uint64_t upto, RandomStream& stream, Ratio torn_inside_sector,
                             PageFates* fates) {
  if (upto <= first_) return;
  const uint64_t count = upto - first_;
  ApplyByChance(count, stream, torn_inside_sector, fates);
  DropOperations(count);
  diverged_ = true;
}

void SimDiskFile::Crash(RandomStream& stream, Ratio torn_inside_sector, PageFates* fates) {
  const uint64_t count = operations_.size();
  const bool truncated =
      std::any_of(operations_.begin(), operations_.end(),
                  [](const Operation& op) { return op.kind == OpKind::kTruncate; });
  const Fates touched = TouchedPages(count);
  if (lied_upto_ > first_) {
    CountLiedAway();  // and all that came later is lost with it
  } else if (count > 0) {
    ApplyByChance(count, stream, torn_inside_sector, fates);
  }
  DropOperations(count);
  if (truncated || diverged_) {
    cache_.CopyAll(platter_);
  } else {
    for (const auto& [page, fate] : touched) cache_.CopyPage(page, platter_);
  }
  size_ = platter_size_;
  diverged_ = false;
}

}  // namespace paxosstore::sim
