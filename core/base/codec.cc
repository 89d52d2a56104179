#include "core/base/codec.h"

namespace paxosstore {

void PutFixed32(std::string& out, uint32_t value) {
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<char>(value >> (8 * i)));
}

void PutFixed64(std::string& out, uint64_t value) {
  for (int i = 0; i < 8; ++i) out.push_back(static_cast<char>(value >> (8 * i)));
}

void PutVarint(std::string& out, uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

void PutBytes(std::string& out, std::string_view bytes) {
  PutVarint(out, bytes.size());
  out.append(bytes);
}

std::string_view Decoder::Take(size_t n) {
  if (!ok_ || n > rest_.size()) {
    ok_ = false;
    return {};
  }
  std::string_view taken = rest_.substr(0, n);
  rest_.remove_prefix(n);
  return taken;
}

uint32_t Decoder::Fixed32() {
  std::string_view bytes = Take(4);
  uint32_t value = 0;
  for (size_t i = 0; i < bytes.size(); ++i)
    value |= uint32_t{static_cast<uint8_t>(bytes[i])} << (8 * i);
  return value;
}

uint64_t Decoder::Fixed64() {
  std::string_view bytes = Take(8);
  uint64_t value = 0;
  for (size_t i = 0; i < bytes.size(); ++i)
    value |= uint64_t{static_cast<uint8_t>(bytes[i])} << (8 * i);
  return value;
}

uint64_t Decoder::Varint() {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    std::string_view byte = Take(1);
    if (byte.empty()) return 0;
    uint64_t bits = static_cast<uint8_t>(byte[0]) & 0x7f;
    if (shift == 63 && bits > 1) break;    // past 64 bits
    if (shift > 0 && byte[0] == 0) break;  // overlong: each number has one encoding
    value |= bits << shift;
    if ((byte[0] & 0x80) == 0) return value;
  }
  ok_ = false;
  return 0;
}

std::string_view Decoder::Bytes() {
  uint64_t size = Varint();
  if (size > rest_.size()) ok_ = false;
  return ok_ ? Take(size) : std::string_view();
}

}  // namespace paxosstore
