#include "net/wire/crc32c.h"

#include <cstddef>
#include <cstring>

#include "boost/crc.hpp"

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace paxosstore::net {

namespace internal_crc32c {

uint32_t Portable(std::string_view bytes) {
  boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

}  // namespace internal_crc32c

#if defined(__x86_64__)

namespace {

__attribute__((target("sse4.2"))) uint32_t Hardware(std::string_view bytes) {
  uint64_t crc = 0xFFFFFFFF;
  const char* at = bytes.data();
  size_t left = bytes.size();
  for (; left >= sizeof(uint64_t); left -= sizeof(uint64_t), at += sizeof(uint64_t)) {
    uint64_t word;
    std::memcpy(&word, at, sizeof(word));
    crc = _mm_crc32_u64(crc, word);
  }
  auto crc32 = static_cast<uint32_t>(crc);
  for (; left > 0; --left, ++at) crc32 = _mm_crc32_u8(crc32, static_cast<uint8_t>(*at));
  return ~crc32;
}

}  // namespace

uint32_t Crc32c(std::string_view bytes) {
  static const bool has_instruction = __builtin_cpu_supports("sse4.2") != 0;
  return has_instruction ? Hardware(bytes) : internal_crc32c::Portable(bytes);
}

#else

uint32_t Crc32c(std::string_view bytes) { return internal_crc32c::Portable(bytes); }

#endif

}  // namespace paxosstore::net
