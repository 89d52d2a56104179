// Texts of histories, which may hold anything, as they are shown to people.
#ifndef PAXOSSTORE_SIM_CHECK_SHOWN_TEXT_H_
#define PAXOSSTORE_SIM_CHECK_SHOWN_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace paxosstore::sim {

// The code points of the text. Instead of a byte that is no well-formed UTF-8, and of a character
// that steers a terminal, turns the direction of what stands beside it or cannot stand in XML,
// there is U+FFFD. The views are of `text`.
std::vector<std::string_view> ShownCharacters(std::string_view text);

// At most so many code points, at least 4: of what is longer, a part of the middle is missing.
std::string Shortened(std::string_view text, size_t max);

// How many code points Shortened() makes of it.
size_t ShownLength(std::string_view text, size_t max);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_SHOWN_TEXT_H_
