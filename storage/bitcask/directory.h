// The key directory: for every object ever written, where its state is. In memory, rebuilt from the
// log at start.
//
// Looked up by hash, visited in the order of names by a tree beside it. About 165 bytes an object
// plus its name; objects and names lie in large blocks and are never removed (a deleted
// object keeps its version).
#ifndef PAXOSSTORE_STORAGE_BITCASK_DIRECTORY_H_
#define PAXOSSTORE_STORAGE_BITCASK_DIRECTORY_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "core/base/ids.h"
#include "storage/bitcask/object_state.h"
#include "storage/bitcask/segment_usage.h"

namespace paxosstore::storage {

class Directory {
 public:
  class Object {
   public:
    explicit Object(std::string_view name)
        : name_(name.data()), name_size_(static_cast<uint32_t>(name.size())) {}
    std::string_view name() const { return {name_, name_size_}; }
    const ObjectState& state() const { return state_; }

   private:
    friend class Directory;
    ObjectState state_;
    const char* name_;
    uint32_t name_size_;
  };

  // nullptr if it was never written.
  Object* Find(std::string_view name);
  const Object* Find(std::string_view name) const;
  // The object, made with an empty state if it is new. Stays where it is for ever.
  Object& FindOrAdd(std::string_view name);
  void Update(Object& object, const ObjectState& state);
  // REQUIRES of Visit: called once after the last FindOrAdd of a bulk load.
  void FinishLoading();

  uint64_t size() const { return objects_.size(); }
  // Of the chosen entries.
  uint64_t live_keys() const { return live_keys_; }
  SegmentUsage& usage() { return usage_; }
  const SegmentUsage& usage() const { return usage_; }
  // Up to `limit` objects after `after`, ascending.
  void Visit(std::string_view after, size_t limit,
             absl::FunctionRef<void(const Object&)> visit) const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view name) const;
    size_t operator()(const Object* object) const { return (*this)(object->name()); }
  };
  struct Equal {
    using is_transparent = void;
    static std::string_view Name(std::string_view name) { return name; }
    static std::string_view Name(const Object* object) { return object->name(); }
    template <typename A, typename B>
    bool operator()(const A& a, const B& b) const {
      return Name(a) == Name(b);
    }
  };
  // An object with the first bytes of its name, so that a search of the tree seldom leaves it.
  struct Ordered {
    explicit Ordered(const Object* its_object);
    uint64_t head[2] = {0, 0};  // the name's first 16 bytes, big-endian, padded with zeros
    const Object* object;
    friend bool operator<(const Ordered& a, const Ordered& b) {
      if (a.head[0] != b.head[0]) return a.head[0] < b.head[0];
      if (a.head[1] != b.head[1]) return a.head[1] < b.head[1];
      return a.object->name() < b.object->name();
    }
  };

  std::string_view KeepName(std::string_view name);

  static constexpr size_t kNameBlockBytes = 64 << 10;

  std::deque<Object> objects_;
  std::vector<std::unique_ptr<char[]>> name_blocks_;
  size_t name_block_left_ = 0;
  char* name_block_at_ = nullptr;
  absl::flat_hash_set<Object*, Hash, Equal> by_name_;  // looked up, never iterated
  absl::btree_set<Ordered> in_order_;
  bool loading_ = true;
  SegmentUsage usage_;
  uint64_t live_keys_ = 0;
};

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_BITCASK_DIRECTORY_H_
