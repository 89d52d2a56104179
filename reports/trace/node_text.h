// What a node is at the moment, as text: its process, clock and links, its disk, and every object
// as its memory has it beside what its platter holds.
#ifndef PAXOSSTORE_REPORTS_TRACE_NODE_TEXT_H_
#define PAXOSSTORE_REPORTS_TRACE_NODE_TEXT_H_

#include <string>

#include "sim/world/world.h"

namespace paxosstore::reports {

// Several lines. Draws nothing and changes nothing. Call it between events.
std::string NodeText(sim::World& world, NodeId node);

}  // namespace paxosstore::reports

#endif  // PAXOSSTORE_REPORTS_TRACE_NODE_TEXT_H_
