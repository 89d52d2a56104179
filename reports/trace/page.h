// A run as a page: a space-time diagram to look around in, and the words to what it shows. One
// file of HTML that loads nothing; opens from disk.
//
// The page has all of the trace in it, as JSON; the script beside it (script/) draws what is in
// view. The verdict on top is plain markup, and is there without the script as well.
#ifndef PAXOSSTORE_REPORTS_TRACE_PAGE_H_
#define PAXOSSTORE_REPORTS_TRACE_PAGE_H_

#include <string>

#include "sim/trace/trace.h"

namespace paxosstore::reports {

std::string TracePage(const sim::Trace& trace);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_TRACE_PAGE_H_
