// Extensible Data Notation, as far as histories use it.
#ifndef PAXOSSTORE_SIM_CHECK_FORMATS_EDN_H_
#define PAXOSSTORE_SIM_CHECK_FORMATS_EDN_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace paxosstore::sim {

struct Edn {
  enum class Kind { kNil, kAtom, kKeyword, kString, kVector, kMap };

  Kind kind = Kind::kNil;
  std::string text;        // an atom (number, symbol, true) as it stands; a keyword without ':'
  std::vector<Edn> items;  // a map's keys and values in turn; lists and sets count as vectors
  size_t offset = 0;       // where it begins

  // Of a map; nullptr if it has none.
  const Edn* Find(std::string_view keyword) const;
  // For people, and as a value's name: nil, 3, "x", [1 2].
  std::string ToString() const;
};

// Reads one value at `*offset` and moves behind it. Tags are skipped. An error says what was
// expected, and leaves in `*offset` where.
absl::StatusOr<Edn> ReadEdn(std::string_view text, size_t* offset);
// Moves over white space, commas and comments; false at the end.
bool SkipToEdn(std::string_view text, size_t* offset);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_FORMATS_EDN_H_
