#include "sim/check/formats/position.h"

#include <algorithm>

namespace paxosstore::sim {

absl::Status ErrorAt(const std::string& file, std::string_view text, size_t offset,
                     std::string_view what) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  return absl::InvalidArgumentError(file + ":" + std::to_string(lines + 1) + ":" +
                                    std::to_string(before.size() - line_begin + 1) + ": " +
                                    std::string(what));
}

}  // namespace paxosstore::sim
