// A trace as JSON for the page's script: small, since a page holds 100,000 events, and quick to
// read.
//
// Each list is an object of columns, one array for each field. A text is its place in "texts";
// place 0 is the empty one. An object is its index, or -1. Times are nanoseconds, and every time
// and event number of a list is told as the difference to the row before; ends as the difference
// to the beginning, or -1 where there is none. Ends and states are the numbers of their enums, in
// the order of sim/trace/trace.h; script/data.js reads all this.
#ifndef PAXOSSTORE_REPORTS_TRACE_TRACE_JSON_H_
#define PAXOSSTORE_REPORTS_TRACE_TRACE_JSON_H_

#include <string>

#include "sim/trace/trace.h"

namespace paxosstore::reports {

// Any bytes in texts: what is no UTF-8, and what steers a terminal or the direction of writing,
// becomes U+FFFD.
std::string TraceJson(const sim::Trace& trace);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_TRACE_TRACE_JSON_H_
