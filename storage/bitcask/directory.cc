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
  if (!loading_) in_order_.insert(&object);
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

// Sorting once is several times faster than a million insertions in the log's order.
void Directory::FinishLoading() {
  std::vector<Object*> sorted;
  sorted.reserve(objects_.size());
  for (Object& object : objects_) sorted.push_back(&object);
  std::sort(sorted.begin(), sorted.end(), Less());
  for (Object* object : sorted) in_order_.insert(in_order_.end(), object);
  loading_ = false;
}

void Directory::Visit(std::string_view after, size_t limit,
                      absl::FunctionRef<void(const Object&)> visit) const {
  for (auto at = in_order_.upper_bound(after); at != in_order_.end() && limit > 0; ++at, --limit) {
    visit(**at);
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
