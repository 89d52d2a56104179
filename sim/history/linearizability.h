// Is the history of one object linearizable? The layers in order: the witness, then the search.
#ifndef PAXOSSTORE_SIM_HISTORY_LINEARIZABILITY_H_
#define PAXOSSTORE_SIM_HISTORY_LINEARIZABILITY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
  // False: versions and the log's hints count for nothing; the search alone decides.
  bool use_versions = true;
};

struct HistoryVerdict {
  Verdict verdict = Verdict::kUndecided;
  std::string_view layer;  // which one decided: "versions" (witness.h) or "search"
  std::string why;         // for people; empty iff linearizable
};

// `operations` of one object, in order of their starts.
HistoryVerdict DecideHistory(const std::vector<Operation>& operations, const CheckOptions& options);

// The same for who only wants to know what is wrong: nothing if linearizable. Undecided is wrong
// too.
std::optional<std::string> FindViolation(const std::vector<Operation>& operations,
                                         const CheckOptions& options);

// The search alone.
SearchResult SearchHistory(const std::vector<Operation>& operations, uint64_t budget);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_HISTORY_LINEARIZABILITY_H_
