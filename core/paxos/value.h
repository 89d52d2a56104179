// What consensus agrees on: one entry of one object's PaxosLog. Immutable once proposed, shared by
// pointer within a node.
#ifndef PAXOSSTORE_CORE_PAXOS_VALUE_H_
#define PAXOSSTORE_CORE_PAXOS_VALUE_H_

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "core/base/ids.h"

namespace paxosstore {

// Names one proposed value, for ever and everywhere: no two proposals share it, because the
// incarnation is durable before the first proposal. Two values with equal ids are equal.
struct ProposalId {
  NodeId proposer;  // whose own proposal it is: the owner of the next entry once this one is chosen
  Incarnation incarnation;
  uint64_t number = 0;  // from 1 within the incarnation
  friend constexpr auto operator<=>(ProposalId, ProposalId) = default;
};

// "2/5/17": proposal 17 of node 2's fifth start.
std::string ToString(ProposalId id);

struct Value {
  ProposalId id;
  // How many keys live in the object after this entry; lets a node count its keys without reading
  // values.
  uint32_t live_keys = 0;
  // The recent requests that took effect on the object up to and including this entry
  // (core/paxoslog/request_window.h).
  std::string window;
  // PaxosLog-as-value: the whole state of the object after this entry (core/model/object_state.h).
  // Opaque here.
  std::string payload;
};
using ValuePtr = std::shared_ptr<const Value>;

// Same proposal, or both null.
bool SameValue(const ValuePtr& a, const ValuePtr& b);

// The bytes of a value in records on disk and in frames.
void EncodeValue(const Value& value, std::string& out);
// InvalidArgument if `bytes` is not exactly one encoded value.
absl::StatusOr<ValuePtr> DecodeValue(std::string_view bytes);

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_PAXOS_VALUE_H_
