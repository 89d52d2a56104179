// Where in a file something is wrong.
#ifndef PAXOSSTORE_SIM_CHECK_FORMATS_POSITION_H_
#define PAXOSSTORE_SIM_CHECK_FORMATS_POSITION_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace paxosstore::sim {

// "FILE:LINE:COLUMN: what", both from 1.
absl::Status ErrorAt(const std::string& file, std::string_view text, size_t offset,
                     std::string_view what);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_FORMATS_POSITION_H_
