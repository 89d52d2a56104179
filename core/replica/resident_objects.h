// The objects held in memory: found by name; those not used for long are given up first, by second
// chance: a lookup only sets a bit, and whoever is about to be given up with the bit set goes to
// the other end of the line instead.
#ifndef PAXOSSTORE_CORE_REPLICA_RESIDENT_OBJECTS_H_
#define PAXOSSTORE_CORE_REPLICA_RESIDENT_OBJECTS_H_

#include <memory>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/hash/hash.h"
#include "core/replica/object.h"

namespace paxosstore {

class ResidentObjects {
 public:
  // Null if it is not in memory. Counts as a use.
  Object* Find(std::string_view name);
  // Does not count as a use.
  const Object* Peek(std::string_view name) const;
  Object& Add(std::unique_ptr<Object> object);
  // Gives up idle objects until at most `keep` are left, or none of the next few is both idle and
  // unused. `leaving` sees each before it goes.
  void Shrink(size_t keep, absl::FunctionRef<void(Object&)> leaving);
  // All of them, the newest first.
  void ForEach(absl::FunctionRef<void(Object&)> visit);
  size_t size() const { return by_name_.size(); }

 private:
  // absl::string_view is a type of its own in Debian's build, hence the adapters for
  // std::string_view.
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const {
      return absl::HashOf(absl::string_view(s.data(), s.size()));
    }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const { return a == b; }
  };

  // Looked up in, never iterated: its order differs from process to process. The keys are views of
  // the objects' names.
  absl::flat_hash_map<std::string_view, std::unique_ptr<Object>, Hash, Equal> by_name_;
  ObjectList<RecencyTag> by_recency_;  // newest, or last given a second chance, first
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_REPLICA_RESIDENT_OBJECTS_H_
