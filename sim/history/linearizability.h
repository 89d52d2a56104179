// Is the history of one object linearizable? The layers in order: the witness, then the search.
#ifndef PAXOSSTORE_SIM_HISTORY_LINEARIZABILITY_H_
#define PAXOSSTORE_SIM_HISTORY_LINEARIZABILITY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/check/search.h"
#include "sim/history/history.h"

namespace paxosstore::sim {

struct CheckOptions {
  // Search even what the witness has proven, so that a fault which log and answers share cannot
  // hide, as long as no more writes than this are without an answer.
  bool always_search = false;
  uint32_t always_search_unanswered_max = 8;
  uint64_t search_budget = 2'000'000;
};

// Nothing if linearizable, else what is wrong, for people. `operations` of one object, in order of
// their starts. Undecided is wrong too.
std::optional<std::string> FindViolation(const std::vector<Operation>& operations,
                                         const CheckOptions& options);

// The search alone.
SearchResult SearchHistory(const std::vector<Operation>& operations, uint64_t budget);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_LINEARIZABILITY_H_
