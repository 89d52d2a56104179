// CRC32C (Castagnoli), as in iSCSI: by the processor's instruction where there is one.
#ifndef PAXOSSTORE_NET_WIRE_CRC32C_H_
#define PAXOSSTORE_NET_WIRE_CRC32C_H_

#include <cstdint>
#include <string_view>

namespace paxosstore::net {

// Crc32c("123456789") == 0xE3069283.
uint32_t Crc32c(std::string_view bytes);

namespace internal_crc32c {
// The twin that needs no instruction; slower, for other processors and for tests.
uint32_t Portable(std::string_view bytes);
}  // namespace internal_crc32c

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_WIRE_CRC32C_H_
