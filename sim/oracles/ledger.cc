#include "sim/oracles/ledger.h"

namespace paxosstore::sim {
namespace {

constexpr uint64_t kPrime = 0x100000001b3;

uint64_t Mix(uint64_t hash, std::string_view bytes) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  return (hash ^ bytes.size()) * kPrime;
}

}  // namespace

ValueStamp StampOf(const Value& value) {
  uint64_t digest = 0xcbf29ce484222325 ^ value.live_keys;
  digest = Mix(digest, value.window);
  digest = Mix(digest, value.payload);
  return {value.id, digest};
}

AcceptTrack* EntryTrack::Find(Ballot ballot) {
  for (AcceptTrack& accept : accepts) {
    if (accept.ballot == ballot) return &accept;
  }
  return nullptr;
}

EntryTrack& ObjectTrack::At(EntryId entry) {
  if (entries.size() < entry.value()) entries.resize(entry.value());
  return entries[entry.value() - 1];
}

uint64_t Ledger::EntriesChosen() const {
  uint64_t count = 0;
  for (const ObjectTrack& object : objects_) {
    for (const EntryTrack& entry : object.entries) count += entry.chosen ? 1 : 0;
  }
  return count;
}

ObjectTrack& Ledger::Of(std::string_view object) {
  const absl::string_view key(object.data(), object.size());
  const auto it = index_.find(key);
  if (it != index_.end()) return objects_[it->second];
  index_.emplace(std::string(object), objects_.size());
  objects_.emplace_back().name = std::string(object);
  return objects_.back();
}

}  // namespace paxosstore::sim
