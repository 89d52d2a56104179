// What each oracle promises, in a sentence for whoever sees it fail.
#ifndef PAXOSSTORE_REPORTS_TRACE_ORACLE_PROMISES_H_
#define PAXOSSTORE_REPORTS_TRACE_ORACLE_PROMISES_H_

#include <string_view>

namespace paxosstore::reports {

// By its name, "one chosen value"; empty if there is no such oracle.
std::string_view PromiseOf(std::string_view oracle);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_TRACE_ORACLE_PROMISES_H_
