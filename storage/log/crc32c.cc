#include "storage/log/crc32c.h"

#include <boost/crc.hpp>
#include <cstring>

namespace paxosstore::storage {
namespace internal_crc32c {

uint32_t Table(std::string_view bytes) {
  boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

#if defined(__x86_64__)

bool HasHardware() { return __builtin_cpu_supports("sse4.2") != 0; }

__attribute__((target("sse4.2"))) uint32_t Hardware(std::string_view bytes) {
  const char* at = bytes.data();
  size_t left = bytes.size();
  uint64_t crc = 0xFFFFFFFF;
  for (; left >= 8; left -= 8, at += 8) {
    uint64_t word;
    std::memcpy(&word, at, 8);
    crc = __builtin_ia32_crc32di(crc, word);
  }
  uint32_t narrow = static_cast<uint32_t>(crc);
  for (; left > 0; --left, ++at) {
    narrow = __builtin_ia32_crc32qi(narrow, static_cast<unsigned char>(*at));
  }
  return ~narrow;
}

#else

bool HasHardware() { return false; }
uint32_t Hardware(std::string_view bytes) { return Table(bytes); }

#endif

}  // namespace internal_crc32c

uint32_t Crc32c(std::string_view bytes) {
  static const bool hardware = internal_crc32c::HasHardware();
  return hardware ? internal_crc32c::Hardware(bytes) : internal_crc32c::Table(bytes);
}

}  // namespace paxosstore::storage
