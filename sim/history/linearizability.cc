#include "sim/history/linearizability.h"

#include <algorithm>
#include <utility>

#include "core/base/planted_bug.h"
#include "sim/check/search.h"
#include "sim/history/sequential.h"
#include "sim/history/state_table.h"
#include "sim/history/witness.h"

namespace paxosstore::sim {
namespace {

constexpr std::string_view kByVersions = "versions";
constexpr std::string_view kBySearch = "search";

size_t UnansweredWrites(const std::vector<Operation>& operations) {
  return static_cast<size_t>(
      std::count_if(operations.begin(), operations.end(), [](const Operation& operation) {
        return operation.fate == Fate::kUnknown && MayWrite(operation);
      }));
}

// The culprit and what surrounds it: operations that overlap it, and the last that ended before it.
std::string Explain(const std::vector<Operation>& operations, const SearchResult& result) {
  constexpr size_t kShown = 8;
  const Operation& culprit = operations[result.culprit];
  std::string text = result.verdict == Verdict::kUndecided ? "undecided within the budget, at "
                                                           : "no order explains the answers up to ";
  text += ToString(culprit) + "; near it:";
  std::vector<const Operation*> near;
  for (const Operation& operation : operations) {
    if (&operation != &culprit && operation.start < culprit.end &&
        operation.fate != Fate::kNotDone) {
      near.push_back(&operation);
    }
  }
  std::sort(near.begin(), near.end(), [](const Operation* a, const Operation* b) {
    return a->end != b->end ? a->end < b->end : a->start < b->start;
  });
  const size_t skip = near.size() > kShown ? near.size() - kShown : 0;
  for (size_t i = skip; i < near.size(); ++i) text += "\n    " + ToString(*near[i]);
  return text;
}

}  // namespace

SearchResult SearchHistory(const std::vector<Operation>& operations, uint64_t budget) {
  StateTable table(operations);
  return SearchLinearization(table, budget);
}

HistoryVerdict DecideHistory(const std::vector<Operation>& operations,
                             const CheckOptions& options) {
  if (PLANTED_BUG(kCheckerSkipsReads)) {
    std::vector<Operation> writes = operations;
    const auto reads = [](const Operation& operation) { return !MayWrite(operation); };
    if (std::erase_if(writes, reads) > 0) return DecideHistory(writes, options);
  }
  const HistoryVerdict proven{Verdict::kLinearizable, kByVersions, ""};
  if (options.use_versions && ProvenByWitness(operations)) {
    const bool search = options.always_search &&
                        UnansweredWrites(operations) <= options.always_search_unanswered_max;
    if (!search) return proven;
    // The proof stands; only a definite contradiction would tell of a fault in the checker itself.
    const SearchResult again = SearchHistory(operations, options.search_budget);
    if (again.verdict != Verdict::kViolation) return proven;
    return {Verdict::kViolation, kBySearch,
            "the two layers of the checker disagree: " + Explain(operations, again)};
  }
  const SearchResult result = SearchHistory(operations, options.search_budget);
  const bool explained = result.verdict == Verdict::kLinearizable;
  return {result.verdict, kBySearch, explained ? "" : Explain(operations, result)};
}

std::optional<std::string> FindViolation(const std::vector<Operation>& operations,
                                         const CheckOptions& options) {
  HistoryVerdict decided = DecideHistory(operations, options);
  if (decided.verdict == Verdict::kLinearizable) return std::nullopt;
  return std::move(decided.why);
}

}  // namespace paxosstore::sim
