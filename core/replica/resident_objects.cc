#include "core/replica/resident_objects.h"

#include "core/base/check.h"
#include "core/base/sometimes.h"

namespace paxosstore {
namespace {

// How many objects one call of Shrink looks at: a bound on its work.
constexpr int kLooksMax = 8;

}  // namespace

Object* ResidentObjects::Find(std::string_view name) {
  auto found = by_name_.find(name);
  if (found == by_name_.end()) return nullptr;
  found->second->used = true;
  return found->second.get();
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
  for (int looks = kLooksMax; by_name_.size() > keep && looks > 0; --looks) {
    Object& object = by_recency_.back();
    by_recency_.pop_back();
    if (object.used || !object.Idle()) {
      SOMETIMES(kSecondChance);
      object.used = false;
      by_recency_.push_front(object);
      continue;
    }
    SOMETIMES(kLeftMemory);
    leaving(object);
    by_name_.erase(by_name_.find(std::string_view(object.name)));
  }
}

void ResidentObjects::ForEach(absl::FunctionRef<void(Object&)> visit) {
  for (Object& object : by_recency_) visit(object);
}

}  // namespace paxosstore
