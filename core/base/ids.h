// The numbers that name things, each a type of its own: no two of them can be swapped in a call.
#ifndef PAXOSSTORE_CORE_BASE_IDS_H_
#define PAXOSSTORE_CORE_BASE_IDS_H_

#include <compare>
#include <cstdint>
#include <string>

namespace paxosstore {

// A number with a tag. Ordered, hashable by Abseil, printable; no arithmetic but Next() and
// Previous().
template <typename Tag, typename Rep>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(Rep value) : value_(value) {}
  constexpr Rep value() const { return value_; }
  constexpr Id Next() const { return Id(value_ + 1); }
  constexpr Id Previous() const { return Id(value_ - 1); }
  friend constexpr auto operator<=>(Id, Id) = default;
  template <typename H>
  friend H AbslHashValue(H h, Id id) {
    return H::combine(std::move(h), id.value_);
  }
  friend std::string ToString(Id id) { return std::to_string(id.value_); }

 private:
  Rep value_ = 0;
};

// A replica's place in the cluster, from 1; 0 is "nobody". Stable over restarts.
using NodeId = Id<struct NodeTag, uint32_t>;
// A slice of the objects of a node, from 0. Equal on all nodes.
using ShardId = Id<struct ShardTag, uint32_t>;
// A place in an object's PaxosLog, from 1; 0 is "before the first". The largest chosen one is the
// object's version.
using EntryId = Id<struct EntryTag, uint64_t>;
// How many times a shard of a node has started, from 1; durable before anything else is done.
using Incarnation = Id<struct IncarnationTag, uint64_t>;
// Whoever issues requests with sequence numbers of its own; 0 is "anonymous" (no de-duplication
// wanted).
using ClientId = Id<struct ClientTag, uint64_t>;

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_BASE_IDS_H_
