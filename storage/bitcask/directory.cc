#include "storage/bitcask/directory.h"

#include <algorithm>
#include <cstring>

#include "absl/hash/hash.h"

namespace paxosstore::storage {

size_t Directory::Hash::operator()(std::string_view name) const {
  return absl::Hash<absl::string_view>()(absl::string_view(name.data(), name.size()));
}

Directory::Object* Directory::Find(std::string_view name) {
  const auto at = by_name_.find(name);
  return at == by_name_.end() ? nullptr : *at;
}

const Directory::Object* Directory::Find(std::string_view name) const {
  const auto at = by_name_.find(name);
  return at == by_name_.end() ? nullptr : *at;
}

Directory::Object& Directory::FindOrAdd(std::string_view name) {
  const auto at = by_name_.find(name);
  if (at != by_name_.end()) return **at;
  Object& object = objects_.emplace_back(KeepName(name));
  by_name_.insert(&object);
  if (!loading_) in_order_.insert(Ordered(&object));
  return object;
}

std::string_view Directory::KeepName(std::string_view name) {
  if (name.size() > name_block_left_) {
    name_block_left_ = std::max(kNameBlockBytes, name.size());
    name_blocks_.emplace_back(new char[name_block_left_]);
    name_block_at_ = name_blocks_.back().get();
  }
  char* kept = name_block_at_;
  if (!name.empty()) std::memcpy(kept, name.data(), name.size());
  name_block_at_ += name.size();
  name_block_left_ -= name.size();
  return {kept, name.size()};
}

Directory::Ordered::Ordered(const Object* its_object) : object(its_object) {
  const std::string_view name = object->name().substr(0, sizeof(head));
  for (size_t i = 0; i < name.size(); ++i) {
    head[i / 8] |= uint64_t{static_cast<uint8_t>(name[i])} << (56 - 8 * (i % 8));
  }
}

// Sorting once is several times faster than a million insertions in the log's order.
void Directory::FinishLoading() {
  std::vector<Ordered> sorted;
  sorted.reserve(objects_.size());
  for (const Object& object : objects_) sorted.emplace_back(&object);
  std::sort(sorted.begin(), sorted.end());
  for (const Ordered& object : sorted) in_order_.insert(in_order_.end(), object);
  loading_ = false;
}

void Directory::Visit(std::string_view after, size_t limit,
                      absl::FunctionRef<void(const Object&)> visit) const {
  const Object bound(after);
  for (auto at = in_order_.upper_bound(Ordered(&bound)); at != in_order_.end() && limit > 0;
       ++at, --limit) {
    visit(*at->object);
  }
}

void Directory::Update(Object& object, const ObjectState& state) {
  usage_.Remove(object.state_);
  live_keys_ += state.chosen_value.live_keys;
  live_keys_ -= object.state_.chosen_value.live_keys;
  object.state_ = state;
  usage_.Add(state);
}

}  // namespace paxosstore::storage
