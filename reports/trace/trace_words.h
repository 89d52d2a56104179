// Names for what a trace holds as numbers.
#ifndef PAXOSSTORE_REPORTS_TRACE_TRACE_WORDS_H_
#define PAXOSSTORE_REPORTS_TRACE_TRACE_WORDS_H_

#include <string>
#include <string_view>

#include "sim/trace/trace.h"

namespace paxosstore::reports {

std::string_view EndName(sim::TracedMessage::End end);
std::string_view EndName(sim::TracedSync::End end);
std::string_view EndName(sim::TracedOperation::End end);
std::string_view StateName(sim::TracedNode::State state);
// "" for none.
std::string ObjectName(const sim::Trace& trace, sim::ObjectIndex object);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_TRACE_TRACE_WORDS_H_
