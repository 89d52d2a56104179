// Files that the build makes a part of the program: cmake/EmbedText.cmake writes them as sources.
#ifndef PAXOSSTORE_REPORTS_EMBEDDED_TEXT_H_
#define PAXOSSTORE_REPORTS_EMBEDDED_TEXT_H_

#include <string_view>

namespace paxosstore::reports {

struct EmbeddedText {
  std::string_view text;
  std::string_view sha256;  // of the text, in hex
};

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_EMBEDDED_TEXT_H_
