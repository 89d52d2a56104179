// Operations on a time line, as text.
#ifndef PAXOSSTORE_SIM_CHECK_DRAWING_H_
#define PAXOSSTORE_SIM_CHECK_DRAWING_H_

#include <string>
#include <vector>

#include "sim/check/register_history.h"

namespace paxosstore::sim {

// A line for each, with its process and what it did; between the bars, only the order counts. An
// operation without an answer has no right end.
std::string DrawTimeLine(const std::vector<RegisterOperation>& operations, const Values& values);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_DRAWING_H_
