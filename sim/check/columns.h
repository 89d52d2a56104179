// Where bars begin and end in a drawing in which only the order of events counts.
#ifndef PAXOSSTORE_SIM_CHECK_COLUMNS_H_
#define PAXOSSTORE_SIM_CHECK_COLUMNS_H_

#include <cstddef>
#include <vector>

#include "sim/check/evidence.h"

namespace paxosstore::sim {

struct Columns {
  std::vector<Span> of;  // of each bar, in columns from 0; without an answer it has no end here too
  size_t count = 0;
};

// A column for each start and each end.
Columns ColumnsOf(const std::vector<Bar>& bars);

// Starts with no end among them share a column, and so do ends with no start among them: which bar
// ended before which other began stays, and nothing else matters to linearizability.
Columns TightColumnsOf(const std::vector<Bar>& bars);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_CHECK_COLUMNS_H_
