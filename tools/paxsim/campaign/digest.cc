#include "tools/paxsim/campaign/digest.h"

#include <boost/crc.hpp>

#include "absl/strings/str_format.h"

namespace paxosstore::paxsim {

std::string DigestOf(std::string_view text) {
  boost::crc_optimal<64, 0x42F0E1EBA9EA3693, ~0ull, ~0ull, true, true> crc;  // CRC-64/XZ
  crc.process_bytes(text.data(), text.size());
  return absl::StrFormat("%016x", crc.checksum());
}

}  // namespace paxosstore::paxsim
