#include "sim/probe/crash_image.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

namespace paxosstore::sim {
namespace {

using Unsynced = SimDiskFile::Unsynced;

// Of each byte of a page: the first so many of the unsynced writes to the page survive.
struct Span {
  uint64_t until;
  uint32_t writes;
};

struct PageFate {
  uint32_t writes = 0;                  // unsynced ones
  uint32_t replayed = 0;                // of these, so far
  uint64_t low = kPageBytes, high = 0;  // they lie in [low, high) of the page
  std::vector<Span> spans;
};

class FileCrash {
 public:
  FileCrash(const SimDiskFile& file, const std::string& name, Choices& choices)
      : file_(file), name_(name), choices_(choices) {
    file.ForEachUnsynced([this](const Unsynced& op) { operations_.push_back(op); });
  }

  ImageFile Build(std::string* story) {
    ImageFile image(&file_.platter(), file_.platter_size());
    if (operations_.empty()) return image;
    FindPages();
    for (auto& [page, fate] : pages_) Choose(page, fate, story);
    Replay(image, ChooseJournal(story));
    return image;
  }

 private:
  template <typename Fn>
  void ForEachPieceOf(const Unsynced& op, Fn fn) {
    if (op.length == 0) return;
    const uint64_t last = (op.offset + op.length - 1) / kPageBytes;
    for (auto it = pages_.lower_bound(op.offset / kPageBytes);
         it != pages_.end() && it->first <= last; ++it) {
      const uint64_t start = it->first * kPageBytes;
      const uint64_t from = std::max(op.offset, start);
      const uint64_t to = std::min(op.offset + op.length, start + kPageBytes);
      fn(it->first, it->second, from - start, to - start, from - op.offset);
    }
  }

  // Zeros over nothing change nothing.
  void FindPages() {
    for (const Unsynced& op : operations_) {
      if (op.length == 0) continue;
      const uint64_t first = op.offset / kPageBytes;
      const uint64_t last = (op.offset + op.length - 1) / kPageBytes;
      if (op.kind == Unsynced::Kind::kWrite) {
        for (uint64_t page = first; page <= last; ++page) pages_.try_emplace(page);
      } else {
        file_.platter().ForEachPresent(
            first, last, [this](uint64_t page, const PageBytes&) { pages_.try_emplace(page); });
      }
    }
    for (const Unsynced& op : operations_) {
      ForEachPieceOf(op, [](uint64_t, PageFate& fate, uint64_t from, uint64_t to, uint64_t) {
        ++fate.writes;
        fate.low = std::min(fate.low, from);
        fate.high = std::max(fate.high, to);
      });
    }
  }

  // Lost, kept, the first few writes only, or torn at a sector inside what was written: the one
  // side or the other survives.
  void Choose(uint64_t page, PageFate& fate, std::string* story) {
    std::vector<uint64_t> cuts;
    for (uint64_t at = (fate.low / kSectorBytes + 1) * kSectorBytes; at < fate.high;
         at += kSectorBytes) {
      cuts.push_back(at);
    }
    const std::string where = " " + name_ + " page " + std::to_string(page);
    const uint32_t parts = (cuts.empty() ? 0 : 1) + (fate.writes > 1 ? 1 : 0);
    const uint32_t choice = choices_.Choose(2 + parts);
    if (choice == 0) {
      fate.spans = {{kPageBytes, 0}};
      *story += where + " lost;";
    } else if (choice == 1) {
      fate.spans = {{kPageBytes, fate.writes}};
    } else if (choice == 2 && !cuts.empty()) {
      const uint64_t cut = cuts[choices_.Choose(static_cast<uint32_t>(cuts.size()))];
      const bool below = choices_.Choose(2) == 0;
      fate.spans = {{cut, below ? fate.writes : 0}, {kPageBytes, below ? 0 : fate.writes}};
      *story += where + (below ? " kept below byte " : " lost below byte ") + std::to_string(cut) +
                " only;";
    } else {
      const uint32_t writes = 1 + choices_.Choose(fate.writes - 1);
      fate.spans = {{kPageBytes, writes}};
      *story += where + " has the first " + std::to_string(writes) + " writes;";
    }
  }

  // The size is that of some moment since the last sync.
  size_t ChooseJournal(std::string* story) {
    uint64_t size = file_.platter_size();
    std::vector<size_t> moments = {operations_.size()};
    for (size_t i = 0; i < operations_.size(); ++i) {
      const uint64_t before = size;
      size = After(operations_[i], size);
      if (size != before) moments.push_back(i);  // up to just before it
    }
    const size_t moment = moments[choices_.Choose(static_cast<uint32_t>(moments.size()))];
    if (moment < operations_.size()) *story += " " + name_ + " has an earlier size;";
    return moment;
  }

  static uint64_t After(const Unsynced& op, uint64_t size) {
    if (op.kind == Unsynced::Kind::kTruncate) return op.offset;
    return std::max(size, op.offset + op.length);
  }

  void Replay(ImageFile& image, size_t journal) {
    uint64_t size = file_.platter_size();
    for (size_t i = 0; i < operations_.size(); ++i) {
      const Unsynced& op = operations_[i];
      if (op.kind != Unsynced::Kind::kTruncate) ReplayOne(image, op);
      if (i >= journal) continue;
      size = After(op, size);
      if (op.kind == Unsynced::Kind::kTruncate) image.SetSize(size);
    }
    image.SetSize(size);
  }

  void ReplayOne(ImageFile& image, const Unsynced& op) {
    ForEachPieceOf(op,
                   [&](uint64_t page, PageFate& fate, uint64_t from, uint64_t to, uint64_t in_op) {
                     const uint32_t ordinal = fate.replayed++;
                     uint64_t begin = 0;
                     for (const Span& span : fate.spans) {
                       const uint64_t low = std::max(begin, from);
                       const uint64_t high = std::min(span.until, to);
                       begin = span.until;
                       if (ordinal >= span.writes || low >= high) continue;
                       const uint64_t at = page * kPageBytes + low;
                       if (op.kind == Unsynced::Kind::kZero) {
                         image.Zero(at, high - low);
                       } else {
                         image.Write(at, op.bytes.substr(in_op + (low - from), high - low));
                       }
                     }
                   });
  }

  const SimDiskFile& file_;
  const std::string& name_;
  Choices& choices_;
  std::vector<Unsynced> operations_;
  std::map<uint64_t, PageFate> pages_;
};

}  // namespace

CrashImage BuildCrashImage(const SimDirectory& directory, Choices& choices) {
  CrashImage image;
  const SimDirectory::Names names = directory.NamesAfterCrash([&](std::string_view name) {
    const bool survives = choices.Choose(2) == 1;
    if (!survives) image.story += " a change of the name " + std::string(name) + " lost;";
    return survives;
  });
  for (const auto& [name, file] : names) {
    image.files[name] =
        std::make_shared<ImageFile>(FileCrash(*file, name, choices).Build(&image.story));
  }
  return image;
}

}  // namespace paxosstore::sim
