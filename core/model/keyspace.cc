#include "core/model/keyspace.h"

#include <string>

namespace paxosstore::model {

StringEntry* Keyspace::Live(std::string_view key) {
  auto it = state_.keys.find(key);
  if (it == state_.keys.end()) return nullptr;
  StringEntry& entry = it->second;
  if (entry.expires_at_ms == 0 || entry.expires_at_ms > state_.stamp_ms) return &entry;
  state_.keys.erase(it);
  changed_ = true;
  return nullptr;
}

StringEntry* Keyspace::FindForChange(std::string_view key) {
  StringEntry* entry = Live(key);
  if (entry != nullptr) changed_ = true;
  return entry;
}

StringEntry& Keyspace::Put(std::string_view key) {
  changed_ = true;
  if (StringEntry* entry = Live(key)) return *entry;
  return state_.keys.emplace(std::string(key), StringEntry{}).first->second;
}

bool Keyspace::Erase(std::string_view key) {
  // An expired key was not there any more: its removal is a change, but not the caller's.
  if (Live(key) == nullptr) return false;
  state_.keys.erase(state_.keys.find(key));
  changed_ = true;
  return true;
}

}  // namespace paxosstore::model
