// Traces that no run made, for tests of the page: rounds of consensus as they look in a trace, with
// as many entries as wanted, and one that goes wrong at the end.
#ifndef PAXOSSTORE_TESTS_REPORTS_TRACE_MADE_TRACE_H_
#define PAXOSSTORE_TESTS_REPORTS_TRACE_MADE_TRACE_H_

#include <cstdint>

#include "sim/trace/trace.h"

namespace paxosstore::reports {

struct MadeTrace {
  uint32_t nodes = 3;
  uint32_t clients = 4;
  uint64_t entries = 40;  // over all objects; each is some 12 messages, 12 states, 5 syncs
  bool fails = false;     // the last entry is chosen twice, with a crash and a partition before
};

sim::Trace Make(const MadeTrace& wanted);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_TESTS_REPORTS_TRACE_MADE_TRACE_H_
