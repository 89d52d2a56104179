#include "core/paxos/value.h"

#include "core/base/codec.h"
#include "core/base/planted_bug.h"

namespace paxosstore {

std::string ToString(ProposalId id) {
  return ToString(id.proposer) + "/" + ToString(id.incarnation) + "/" + std::to_string(id.number);
}

bool SameValue(const ValuePtr& a, const ValuePtr& b) {
  if (a == nullptr || b == nullptr) return a == b;
  return a->id == b->id;
}

void EncodeValue(const Value& value, std::string& out) {
  PutVarint(out, value.id.proposer.value());
  PutVarint(out, value.id.incarnation.value());
  PutVarint(out, PLANTED_BUG(kIdNumberWraps) ? value.id.number % 256 : value.id.number);
  PutVarint(out, value.live_keys);
  PutBytes(out, value.window);
  PutBytes(out, value.payload);
}

absl::StatusOr<ValuePtr> DecodeValue(std::string_view bytes) {
  Decoder in(bytes);
  auto value = std::make_shared<Value>();
  uint64_t proposer = in.Varint();
  value->id.proposer = NodeId(static_cast<uint32_t>(proposer));
  value->id.incarnation = Incarnation(in.Varint());
  value->id.number = in.Varint();
  uint64_t live_keys = in.Varint();
  value->live_keys = static_cast<uint32_t>(live_keys);
  value->window = in.Bytes();
  value->payload = in.Bytes();
  if (!in.Finished() || proposer > UINT32_MAX || live_keys > UINT32_MAX) {
    return absl::InvalidArgumentError("value: malformed encoding");
  }
  return ValuePtr(std::move(value));
}

}  // namespace paxosstore
