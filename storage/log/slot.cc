#include "storage/log/slot.h"

namespace paxosstore::storage {

absl::Status DamageError(std::string_view file, uint64_t offset, std::string_view what) {
  return absl::DataLossError(std::string(file) + ": offset " + std::to_string(offset) + ": " +
                             std::string(what));
}

absl::Status WithFile(std::string_view file, const absl::Status& status) {
  return absl::Status(status.code(), std::string(file) + ": " + std::string(status.message()));
}

}  // namespace paxosstore::storage
