#include "core/replica/placement.h"

#include <array>

#include "core/base/check.h"

namespace paxosstore {
namespace {

constexpr uint16_t kSlots = 16384;

// CRC16 with polynomial 0x1021, start 0, no reflection: the XMODEM variant.
constexpr std::array<uint16_t, 256> kCrcTable = [] {
  std::array<uint16_t, 256> table{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t crc = byte << 8;
    for (int bit = 0; bit < 8; ++bit) crc = (crc << 1) ^ ((crc & 0x8000) != 0 ? 0x1021 : 0);
    table[byte] = static_cast<uint16_t>(crc);
  }
  return table;
}();

}  // namespace

std::string_view ObjectOfKey(std::string_view key) {
  const size_t open = key.find('{');
  if (open == std::string_view::npos) return key;
  const size_t close = key.find('}', open + 1);
  if (close == std::string_view::npos || close == open + 1) return key;
  return key.substr(open + 1, close - open - 1);
}

uint16_t SlotOfObject(std::string_view object) {
  uint16_t crc = 0;
  for (char c : object) {
    crc = static_cast<uint16_t>((crc << 8) ^
                                kCrcTable[((crc >> 8) ^ static_cast<uint8_t>(c)) & 0xff]);
  }
  return crc % kSlots;
}

Placement::Placement(std::vector<NodeId> nodes, uint32_t shards)
    : nodes_(std::move(nodes)), shards_(shards) {
  CHECK(!nodes_.empty());
  CHECK(shards_ > 0);
  for (size_t i = 1; i < nodes_.size(); ++i) CHECK(nodes_[i - 1] < nodes_[i]);
}

// Shard and preferred replica take different digits of the slot number, so that each shard's load
// spreads over all nodes.
ShardId Placement::ShardOfObject(std::string_view object) const {
  return ShardId(SlotOfObject(object) % shards_);
}

NodeId Placement::PreferredReplica(std::string_view object) const {
  return nodes_[SlotOfObject(object) / shards_ % nodes_.size()];
}

}  // namespace paxosstore
