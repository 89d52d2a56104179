// Operations on a time line, as a picture for pages.
#ifndef PAXOSSTORE_REPORTS_TIME_LINE_SVG_H_
#define PAXOSSTORE_REPORTS_TIME_LINE_SVG_H_

#include <string>
#include <string_view>
#include <vector>

#include "sim/check/evidence.h"

namespace paxosstore::reports {

// A lane for each process (more, if its operations overlap), in order of their first start. Of the
// bars, only the order of their ends counts; they are as long as their words need, or nearly. One
// without an answer ends in an arrow. The whole words are hover titles. For who cannot see it, the
// picture is only its `label`: say the same in text beside it.
std::string TimeLineSvg(const std::vector<sim::Bar>& bars, std::string_view label);

// The rules that it needs (Page::style).
extern const std::string_view kTimeLineStyle;

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_TIME_LINE_SVG_H_
