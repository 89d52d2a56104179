#include "sim/sim_disk_directory.h"

#include <utility>

#include "core/base/check.h"

namespace paxosstore::sim {

SimDirectory::FilePtr SimDirectory::Find(std::string_view name) const {
  const auto it = cached_.find(name);
  return it == cached_.end() ? nullptr : it->second;
}

SimDirectory::FilePtr SimDirectory::Create(std::string_view name) {
  auto file = std::make_shared<SimDiskFile>(std::string(name));
  const bool inserted = cached_.emplace(name, file).second;
  CHECK(inserted);
  operations_.push_back({OpKind::kCreate, std::string(name), file});
  return file;
}

bool SimDirectory::Rename(std::string_view from, std::string_view to) {
  const FilePtr file = Find(from);
  if (file == nullptr) return false;
  if (from == to) return true;
  operations_.push_back({OpKind::kRename, std::string(to), file});
  Apply(operations_.back(), &cached_);
  file->set_name(to);
  return true;
}

bool SimDirectory::Remove(std::string_view name) {
  const FilePtr file = Find(name);
  if (file == nullptr) return false;
  operations_.push_back({OpKind::kRemove, std::string(name), file});
  Apply(operations_.back(), &cached_);
  return true;
}

// Must make sense when operations before it were lost: it is about the file as much as the name.
void SimDirectory::Apply(const Operation& op, Names* names) {
  if (op.kind == OpKind::kRemove) {
    const auto it = names->find(op.name);
    if (it != names->end() && it->second == op.file) names->erase(it);
    return;
  }
  if (op.kind == OpKind::kRename) {
    std::erase_if(*names, [&op](const auto& entry) { return entry.second == op.file; });
  }
  (*names)[op.name] = op.file;
}

void SimDirectory::Commit(uint64_t upto) {
  if (upto <= first_) return;
  const uint64_t count = upto - first_;
  for (uint64_t i = 0; i < count; ++i) Apply(operations_[i], &durable_);
  operations_.erase(operations_.begin(), operations_.begin() + static_cast<ptrdiff_t>(count));
  first_ = upto;
}

SimDirectory::Names SimDirectory::NamesAfterCrash(
    absl::FunctionRef<bool(std::string_view name)> survives) const {
  Names names = durable_;
  for (const Operation& op : operations_) {
    if (survives(op.name)) Apply(op, &names);
  }
  return names;
}

void SimDirectory::Crash(RandomStream& stream, NameFates* fates) {
  durable_ = NamesAfterCrash([&](std::string_view) {
    const bool survives = stream.Chance({1, 2});
    ++(survives ? fates->kept : fates->lost);
    return survives;
  });
  first_ += operations_.size();
  operations_.clear();
  for (const auto& [name, file] : durable_) file->set_name(name);
  cached_ = durable_;
}

void SimDirectory::Clear() {
  first_ += operations_.size();
  operations_.clear();
  cached_.clear();
  durable_.clear();
}

void SimDirectory::Reset(Names names) {
  Clear();
  cached_ = names;
  durable_ = std::move(names);
}

}  // namespace paxosstore::sim
