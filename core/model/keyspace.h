// The keys of one object as one command sees them at the object's time. Whatever is looked at and
// has expired is removed first, and every change is noted: evaluators cannot forget either.
#ifndef PAXOSSTORE_CORE_MODEL_KEYSPACE_H_
#define PAXOSSTORE_CORE_MODEL_KEYSPACE_H_

#include <cstdint>
#include <string_view>

#include "core/model/object_state.h"

namespace paxosstore::model {

class Keyspace {
 public:
  // `state` must outlive this.
  explicit Keyspace(ObjectState& state) : state_(state) {}

  int64_t now_ms() const { return state_.stamp_ms; }
  bool changed() const { return changed_; }

  // For reading; null if there is no such key. Valid until the next call.
  const StringEntry* Find(std::string_view key) { return Live(key); }
  // For changing in place; null if there is no such key. Notes a change if there is one.
  StringEntry* FindForChange(std::string_view key);
  // For writing: the key's entry, a fresh one (empty, never expires) if it had none. Notes a
  // change.
  StringEntry& Put(std::string_view key);
  // False if there was no such key.
  bool Erase(std::string_view key);

 private:
  StringEntry* Live(std::string_view key);

  ObjectState& state_;
  bool changed_ = false;
};

}  // namespace paxosstore::model

#endif  // PAXOSSTORE_CORE_MODEL_KEYSPACE_H_
