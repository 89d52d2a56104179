#include "core/model/object_state.h"

#include <algorithm>
#include <utility>

#include "core/base/codec.h"

// The bytes:
//   varint  format, 1
//   varint  stamp in ms
//   varint  number of keys, then for each, in ascending byte order of the keys:
//     varint + bytes  key
//     varint          kind: 0 a string that never expires, 1 a string with an expiry time
//     varint          expiry time in ms, kind 1 only, never 0
//     varint + bytes  value
// Example: {stamp 5, "k" = "v" until 9} is 01 05 01 | 01 6b 01 09 01 76.
// A later type gets kinds of its own, so that bytes written today stay readable.

namespace paxosstore::model {
namespace {

constexpr uint64_t kFormat = 1;
constexpr uint64_t kString = 0;
constexpr uint64_t kStringWithExpiry = 1;
constexpr uint64_t kKeysReservedMax = 64;

absl::Status Malformed(const char* what) {
  return absl::InvalidArgumentError(absl::string_view(what));
}

// False: the bytes are not those of a key.
bool DecodeKey(Decoder& in, std::pair<std::string, StringEntry>& out) {
  out.first = in.Bytes();
  uint64_t kind = in.Varint();
  if (kind > kStringWithExpiry) return false;
  if (kind == kStringWithExpiry) {
    out.second.expires_at_ms = static_cast<int64_t>(in.Varint());
    if (out.second.expires_at_ms == 0) return false;
  }
  out.second.value = in.Bytes();
  return in.ok();
}

size_t VarintBytes(uint64_t value) {
  size_t bytes = 1;
  for (; value >= 0x80; value >>= 7) ++bytes;
  return bytes;
}

size_t EncodedBytes(const ObjectState& state) {
  size_t bytes = VarintBytes(kFormat) + VarintBytes(static_cast<uint64_t>(state.stamp_ms)) +
                 VarintBytes(state.keys.size());
  for (const auto& [key, entry] : state.keys) {
    bytes += VarintBytes(key.size()) + key.size() + 1;
    if (entry.expires_at_ms != 0) bytes += VarintBytes(static_cast<uint64_t>(entry.expires_at_ms));
    bytes += VarintBytes(entry.value.size()) + entry.value.size();
  }
  return bytes;
}

}  // namespace

std::string Encode(const ObjectState& state) {
  std::string out;
  if (state == ObjectState{}) return out;
  out.reserve(EncodedBytes(state));
  PutVarint(out, kFormat);
  PutVarint(out, static_cast<uint64_t>(state.stamp_ms));
  PutVarint(out, state.keys.size());
  for (const auto& [key, entry] : state.keys) {
    PutBytes(out, key);
    PutVarint(out, entry.expires_at_ms == 0 ? kString : kStringWithExpiry);
    if (entry.expires_at_ms != 0) PutVarint(out, static_cast<uint64_t>(entry.expires_at_ms));
    PutBytes(out, entry.value);
  }
  return out;
}

absl::StatusOr<ObjectState> DecodeObjectState(std::string_view bytes) {
  ObjectState state;
  if (bytes.empty()) return state;
  Decoder in(bytes);
  if (in.Varint() != kFormat) return Malformed("object state: unknown format");
  state.stamp_ms = static_cast<int64_t>(in.Varint());
  uint64_t count = in.Varint();
  // The count is only a claim: room for more is made as the keys prove to be there.
  state.keys.reserve(std::min<uint64_t>(count, kKeysReservedMax));
  for (uint64_t i = 0; i < count; ++i) {
    std::pair<std::string, StringEntry> key;
    if (!DecodeKey(in, key)) return Malformed("object state: malformed key");
    if (!state.keys.empty() && key.first <= state.keys.rbegin()->first) {
      return Malformed("object state: keys out of order");
    }
    state.keys.insert(state.keys.end(), std::move(key));
  }
  if (!in.Finished()) return Malformed("object state: bytes after its end");
  // Varints have longer spellings of the same number, and the empty state has a shorter one. Equal
  // states must have equal bytes: digests are compared.
  if (EncodedBytes(state) != bytes.size() || state == ObjectState{}) {
    return Malformed("object state: not the canonical bytes");
  }
  return state;
}

}  // namespace paxosstore::model
