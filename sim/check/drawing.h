// Operations on a time line, as text.
#ifndef PAXOSSTORE_SIM_CHECK_DRAWING_H_
#define PAXOSSTORE_SIM_CHECK_DRAWING_H_

#include <string>
#include <vector>

#include "sim/check/evidence.h"
#include "sim/check/register_history.h"

namespace paxosstore::sim {

// A line for each guilty operation, with who did what; and one for `before`, if it is known. Of
// the bars, only the order of their ends counts. One without an answer is dashed and has an open
// end. Up to 40 operations fit into 120 columns; long texts are shortened.
std::string DrawTimeLine(const Evidence& evidence);

// Operations of a register alone.
std::string DrawTimeLine(const std::vector<RegisterOperation>& operations, const Values& values);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_DRAWING_H_
