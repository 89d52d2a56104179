// The events of a history in one order, under the numbers of processes as Jepsen counts them.
#ifndef PAXOSSTORE_SIM_HISTORY_EXPORT_EVENT_ORDER_H_
#define PAXOSSTORE_SIM_HISTORY_EXPORT_EVENT_ORDER_H_

#include <cstdint>
#include <vector>

#include "sim/history/export/register_call.h"

namespace paxosstore::sim {

struct CallEvent {
  const RegisterCall* call = nullptr;
  bool begins = false;
  uint64_t process = 0;
};

// Two events for each call. Starts and answers in the order of their numbers; an end without an
// answer has none, and stands where its time says, or last: it may stand anywhere after its start.
//
// A process does one thing at a time. One whose operation ended without anybody knowing how does
// not come back: its client goes on under the next free number.
std::vector<CallEvent> InOrder(const std::vector<RegisterCall>& calls);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_EXPORT_EVENT_ORDER_H_
