#include "core/replica/resident_objects.h"

#include "core/base/check.h"

namespace paxosstore {
namespace {

// How many objects in use Shrink looks past before it gives up for this time: a bound on its work.
constexpr int kLooksMax = 8;

}  // namespace

Object* ResidentObjects::Find(std::string_view name) {
  auto found = by_name_.find(name);
  if (found == by_name_.end()) return nullptr;
  Object& object = *found->second;
  by_recency_.erase(by_recency_.iterator_to(object));
  by_recency_.push_front(object);
  return &object;
}

const Object* ResidentObjects::Peek(std::string_view name) const {
  auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second.get();
}

Object& ResidentObjects::Add(std::unique_ptr<Object> object) {
  Object& added = *object;
  const bool inserted = by_name_.emplace(std::string_view(added.name), std::move(object)).second;
  CHECK(inserted);
  by_recency_.push_front(added);
  return added;
}

void ResidentObjects::Shrink(size_t keep, absl::FunctionRef<void(Object&)> leaving) {
  int looks = kLooksMax;
  auto at = by_recency_.end();
  while (by_name_.size() > keep && looks > 0 && at != by_recency_.begin()) {
    --at;
    if (!at->Idle()) {
      --looks;
      continue;
    }
    Object& object = *at;
    at = by_recency_.erase(at);
    leaving(object);
    by_name_.erase(by_name_.find(std::string_view(object.name)));
  }
}

void ResidentObjects::ForEach(absl::FunctionRef<void(Object&)> visit) {
  for (Object& object : by_recency_) visit(object);
}

}  // namespace paxosstore
