// A run in the trace event format, which ui.perfetto.dev and chrome://tracing open.
//
// The first process is the cluster: faults, blocked links, chosen entries, the failure. Each node
// is a process, with threads for what its process is, for its syncs, for what its replicas hold in
// memory and on the platter, and for what it sends and gets. The last process is the clients, a
// thread each. Messages, requests and answers are arrows. Times are in microseconds of virtual
// time.
#ifndef PAXOSSTORE_REPORTS_TRACE_PERFETTO_H_
#define PAXOSSTORE_REPORTS_TRACE_PERFETTO_H_

#include <string>

#include "sim/trace/trace.h"

namespace paxosstore::reports {

// A document of JSON, one line an event.
std::string PerfettoTrace(const sim::Trace& trace);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_TRACE_PERFETTO_H_
