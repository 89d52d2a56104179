// What all pages share: they are one file each, load nothing, and look the same in light, in dark
// and on paper. Markup is kept well-formed as XML, so that tests can parse it.
//
// A page runs nothing, unless it has a script; then it runs that one and nothing else. The page
// names the script's hash to the browser, and the hash is one of the build: no byte of a run can
// change it, so whatever a hostile text should manage to become, it is not run.
#ifndef PAXOSSTORE_REPORTS_HTML_H_
#define PAXOSSTORE_REPORTS_HTML_H_

#include <string>
#include <string_view>

#include "reports/embedded_text.h"

namespace paxosstore::reports {

// Any bytes as text of a page, or of an attribute in either kind of quotes. What cannot be shown
// becomes U+FFFD.
std::string Escape(std::string_view text);

struct Page {
  std::string_view title;                // not escaped yet
  std::string_view style;                // rules of this kind of page, added to the common ones
  std::string_view body;                 // markup
  const EmbeddedText* script = nullptr;  // embedded as SCRIPT; runs once the body is there
  std::string_view data = {};            // JSON, which the script finds in the element #data
};

// The whole document. The common style sheet has these colours, for light and dark: --ground,
// --raised, --text, --muted, --line; --good, --bad, --unsure, each with a pale one beside it,
// --good-pale and so on; --bar, --bar-edge, --bar-pale for drawings; and the font --mono. Colours
// are never the only sign.
std::string ToHtml(const Page& page);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_HTML_H_
