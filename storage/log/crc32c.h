// CRC32C (Castagnoli): the checksum of everything in a segment. The processor's instruction where
// there is one, a table otherwise; both give the same numbers.
#ifndef PAXOSSTORE_STORAGE_LOG_CRC32C_H_
#define PAXOSSTORE_STORAGE_LOG_CRC32C_H_

#include <cstdint>
#include <string_view>

namespace paxosstore::storage {

// The standard CRC: 0xe3069283 for "123456789".
uint32_t Crc32c(std::string_view bytes);

namespace internal_crc32c {
// The twins, for tests. REQUIRES for Hardware: HasHardware().
bool HasHardware();
uint32_t Hardware(std::string_view bytes);
uint32_t Table(std::string_view bytes);
}  // namespace internal_crc32c

}  // namespace paxosstore::storage

#endif  // PAXOSSTORE_STORAGE_LOG_CRC32C_H_
