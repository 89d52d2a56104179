// Recorded histories of every shape that the file format knows, whether they could happen or not.
#ifndef PAXOSSTORE_TESTS_SIM_HISTORY_RANDOM_HISTORY_H_
#define PAXOSSTORE_TESTS_SIM_HISTORY_RANDOM_HISTORY_H_

#include <rapidcheck.h>

#include "sim/history/recorded_history.h"

namespace paxosstore::sim {

rc::Gen<RecordedHistory> AnyHistory();

// Field by field, since none of these types can be compared as a whole.
bool Same(const RecordedHistory& a, const RecordedHistory& b);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_HISTORY_RANDOM_HISTORY_H_
