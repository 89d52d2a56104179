// Damage behind everybody's back: what a disk's platter holds, or does not hold, although it has
// answered otherwise.
#include <algorithm>
#include <memory>
#include <utility>

#include "core/base/check.h"
#include "core/base/status_macros.h"
#include "sim/sim_disk.h"

namespace paxosstore::sim {

// --- One file ---

void SimDiskFile::FlipBit(uint64_t offset, uint32_t bit) {
  CHECK_LT(offset, platter_size_);
  CHECK_LT(bit, 8u);
  char byte;
  platter_.Read(offset, 1, &byte);
  byte = static_cast<char>(byte ^ (1u << bit));
  OverwritePlatter(offset, {&byte, 1});
}

void SimDiskFile::OverwritePlatter(uint64_t offset, std::string_view bytes) {
  if (offset >= platter_size_) return;
  bytes = bytes.substr(0, platter_size_ - offset);
  ForEachPagePiece(offset, bytes.size(),
                   [&](uint64_t page, uint64_t, uint64_t length, uint64_t done) {
                     const std::string_view piece = bytes.substr(done, length);
                     platter_.Write(offset + done, piece);
                     if (!HasUnsynced(page)) cache_.Write(offset + done, piece);
                   });
}

void SimDiskFile::Restore(uint64_t offset, std::string_view bytes) {
  platter_.Write(offset, bytes);
  cache_.Write(offset, bytes);
  for (const Operation& op : operations_) {  // they are newer
    if (op.kind == OpKind::kWrite) cache_.Write(op.offset, {BytesAt(op.bytes_at), op.length});
    if (op.kind == OpKind::kZero) cache_.Zero(op.offset, op.length);
    if (op.kind == OpKind::kTruncate) cache_.Cut(op.offset);
  }
}

std::shared_ptr<SimDiskFile> SimDiskFile::ClonePlatter() const {
  auto clone = std::make_shared<SimDiskFile>(name_);
  clone->size_ = clone->platter_size_ = platter_size_;
  clone->platter_.CopyAll(platter_);
  clone->cache_.CopyAll(platter_);
  return clone;
}

SimDiskFile::Extent SimDiskFile::LastWrite(uint64_t upto) const {
  for (uint64_t i = upto - first_; upto > first_ && i > 0; --i) {
    const Operation& op = operations_[i - 1];
    if (op.kind == OpKind::kWrite) return {op.offset, op.length};
  }
  return {};
}

void SimDiskFile::Lie(uint64_t upto, RangeFn durable) {
  for (uint64_t i = std::max(lied_upto_, first_); i < upto; ++i) {
    const Operation& op = operations_[i - first_];
    if (op.kind != OpKind::kWrite) continue;
    durable(op.offset, {BytesAt(op.bytes_at), op.length});
  }
  lied_upto_ = std::max(lied_upto_, upto);
}

void SimDiskFile::CountLiedAway() {
  for (uint64_t i = first_; i < lied_upto_; ++i) lied_away_ += operations_[i - first_].length;
}

// --- The disk ---

namespace {

// Devices write whole sectors.
SimDiskFile::Extent WholeSectors(const SimDiskFile::Extent& written) {
  const uint64_t begin = written.offset / kSectorBytes * kSectorBytes;
  const uint64_t end = written.offset + written.length;
  return {begin, (end + kSectorBytes - 1) / kSectorBytes * kSectorBytes - begin};
}

std::string PlatterBytes(const SimDiskFile& file, const SimDiskFile::Extent& extent) {
  std::string bytes;
  file.ReadPlatter(extent.offset, extent.length, &bytes);
  bytes.resize(extent.length);
  return bytes;
}

}  // namespace

void DiskModel::ClearFaults() {
  armed_ = {};
  stalled_until_ = {};
}

bool DiskModel::damaged() const {
  if (damaged_ || !stray_.empty()) return true;
  if (counters_.lying_syncs == 0) return false;
  const SimDirectory::Names& names = directory_.durable();
  return std::any_of(names.begin(), names.end(),
                     [](const auto& entry) { return entry.second->lied_to(); });
}

absl::Status DiskModel::FlipBit(std::string_view file, uint64_t offset, uint32_t bit) {
  ASSIGN_OR_RETURN(const SimDirectory::FilePtr found, FindDurable(file));
  if (offset >= found->platter_size()) {
    return absl::NotFoundError(std::string(file) + ": shorter than " + std::to_string(offset));
  }
  found->FlipBit(offset, bit);
  ++counters_.flipped_bits;
  damaged_ = true;
  return absl::OkStatus();
}

// Where a write of `length` bytes of whole sectors may land. Draws.
std::optional<DiskPlace> DiskModel::DrawStrayPlace(uint64_t length) {
  std::vector<DiskPlace> places;
  if (stray_targets_) {
    places = stray_targets_();
  } else {
    for (const auto& [name, file] : directory_.durable()) {
      places.push_back({name, 0, file->platter_size()});
    }
  }
  std::erase_if(places, [length](DiskPlace& place) {
    const uint64_t end = place.offset + place.length;
    place.offset = (place.offset + kSectorBytes - 1) / kSectorBytes * kSectorBytes;
    place.length = end > place.offset ? end - place.offset : 0;
    return place.length < length;
  });
  if (places.empty()) return std::nullopt;
  RandomStream stream = Choose(Purpose::kStrayWrite);
  DiskPlace place = places[stream.Below(places.size())];
  place.offset += stream.Below((place.length - length) / kSectorBytes + 1) * kSectorBytes;
  return place;
}

// The last write that this sync covers goes astray. False if nothing of it can.
bool DiskModel::CommitAstray(const SimDirectory::FilePtr& file, uint64_t upto) {
  const SimDiskFile::Extent written = file->LastWrite(upto);
  if (written.length == 0) return false;
  const SimDiskFile::Extent sectors = WholeSectors(written);
  const bool misdirect = armed_.misdirected_writes > 0;
  std::optional<DiskPlace> place;
  if (misdirect) {
    place = DrawStrayPlace(sectors.length);
    if (!place.has_value()) return false;
  }
  const std::string before = PlatterBytes(*file, sectors);
  Commit(file.get(), upto);
  const std::string after = PlatterBytes(*file, sectors);
  file->OverwritePlatter(sectors.offset, before);
  const bool tail = !misdirect && armed_.lost_tails > 0;
  stray_.push_back(
      {file, written.offset, after.substr(written.offset - sectors.offset, written.length), tail});
  if (misdirect) {
    --armed_.misdirected_writes;
    ++counters_.misdirected_writes;
    damaged_ = true;
    (*FindDurable(place->file))->OverwritePlatter(place->offset, after);
  } else {
    --(tail ? armed_.lost_tails : armed_.lost_writes);
    ++counters_.lost_writes;
  }
  return true;
}

// What has since been written over is no longer missing; the rest of that write still is.
void DiskModel::WriteOverStray(const SimDiskFile* file, uint64_t offset, std::string_view bytes) {
  std::erase_if(stray_, [&](StrayWrite& stray) {
    const uint64_t begin = std::max(stray.offset, offset);
    const uint64_t end = std::min(stray.offset + stray.bytes.size(), offset + bytes.size());
    if (stray.file.get() != file || begin >= end) return false;
    stray.bytes.replace(begin - stray.offset, end - begin,
                        bytes.substr(begin - offset, end - begin));
    return PlatterBytes(*file, {stray.offset, stray.bytes.size()}) == stray.bytes;
  });
}

void DiskModel::SettleStrayWrites(AttestedFn attested) {
  for (const StrayWrite& stray : stray_) {
    if (stray.lost_for_good || attested(stray.offset, stray.bytes)) {
      damaged_ = true;
    } else {
      stray.file->Restore(stray.offset, stray.bytes);
      ++counters_.late_writes;
    }
  }
  stray_.clear();
}

void DiskModel::Wipe() {
  mount_ = mount_.Next();
  ++counters_.wipes;
  damaged_ = true;
  stray_.clear();
  directory_.Clear();
}

void DiskModel::TakeSnapshot() {
  snapshot_.emplace();
  for (const auto& [name, file] : directory_.durable()) {
    snapshot_->emplace(name, file->ClonePlatter());
  }
}

bool DiskModel::RollBack() {
  if (!snapshot_.has_value()) return false;
  mount_ = mount_.Next();
  ++counters_.rollbacks;
  damaged_ = true;
  stray_.clear();
  SimDirectory::Names names;
  for (const auto& [name, file] : *snapshot_) names.emplace(name, file->ClonePlatter());
  directory_.Reset(std::move(names));
  return true;
}

uint64_t DiskModel::DurableDataEnd(std::string_view file) const {
  const absl::StatusOr<SimDirectory::FilePtr> found = FindDurable(file);
  return found.ok() ? (*found)->platter_data_end() : 0;
}

// --- Reading ---

// OK to read from `*offset`, which may have become another place.
absl::Status DiskModel::BeforeRead(const SimDiskFile& file, uint64_t* offset) {
  if (quiet_ > 0) return absl::OkStatus();
  const bool by_chance = options_.read_errors.numerator > 0 || options_.misreads.numerator > 0;
  if (armed_.failed_reads == 0 && armed_.misreads == 0 && !by_chance) return absl::OkStatus();
  RandomStream stream = Choose(Purpose::kDiskRead);
  const bool fails = armed_.failed_reads > 0 || stream.Chance(options_.read_errors);
  if (fails) {
    if (armed_.failed_reads > 0) --armed_.failed_reads;
    ++counters_.failed_reads;
    return absl::DataLossError(file.name() + ": read: input/output error");
  }
  if (armed_.misreads > 0) {
    --armed_.misreads;
  } else if (reads_in_place_ > 0) {
    --reads_in_place_;
    return absl::OkStatus();
  } else if (!stream.Chance(options_.misreads)) {
    return absl::OkStatus();
  }
  reads_in_place_ = 2;
  ++counters_.misreads;
  const uint64_t distance = (1 + stream.Below(128)) * kSectorBytes;
  const bool back = *offset >= distance && stream.Below(2) == 0;
  *offset = back ? *offset - distance : *offset + distance;
  return absl::OkStatus();
}

}  // namespace paxosstore::sim
