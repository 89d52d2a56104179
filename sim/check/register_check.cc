#include "sim/check/register_check.h"

#include <algorithm>
#include <utility>

#include "sim/check/chain_monitor.h"
#include "sim/check/register_steps.h"

namespace paxosstore::sim {
namespace {

SearchResult Search(const std::vector<RegisterOperation>& operations, Values* values,
                    uint64_t budget) {
  RegisterSteps steps(operations, values);
  return SearchLinearization(steps, budget);
}

// What had been seen by `end`. Of what was open then, the rest of the history tells which had no
// effect: they may go.
std::vector<RegisterOperation> Prefix(std::vector<RegisterOperation> operations, uint64_t end) {
  std::erase_if(operations, [end](const RegisterOperation& operation) {
    const bool open = operation.span.end > end;
    const bool looks = operation.verb == RegisterVerb::kRead || operation.refused;
    return operation.span.start > end || (open && looks);
  });
  for (RegisterOperation& operation : operations) {
    if (operation.span.end > end) operation.span.end = Span::kNever;
  }
  return operations;
}

bool Sees(const RegisterOperation& operation, ValueId value) {
  if (operation.verb == RegisterVerb::kRead) return operation.seen == value;
  return operation.verb == RegisterVerb::kCas && operation.expected == value;
}

// Whether a true history would stay one without the operation: what looks at the register may
// always go, what changes it only if nobody else would see the difference.
bool MayGo(const std::vector<RegisterOperation>& operations, size_t which) {
  const RegisterOperation& candidate = operations[which];
  if (candidate.verb == RegisterVerb::kRead || candidate.refused) return true;
  if (candidate.verb != RegisterVerb::kWrite) return false;
  return std::none_of(operations.begin(), operations.end(), [&](const RegisterOperation& other) {
    return Sees(other, candidate.argument) || other.refused || other.verb == RegisterVerb::kAppend;
  });
}

}  // namespace

RegisterVerdict CheckRegister(const std::vector<RegisterOperation>& operations, Values* values,
                              uint64_t budget) {
  const Verdict quick = MonitorChains(operations, *values).verdict;
  if (quick != Verdict::kUndecided) return {quick, "values"};
  return {Search(operations, values, budget).verdict, "search"};
}

Evidence FindEvidence(const std::vector<RegisterOperation>& operations, Values* values,
                      uint64_t budget) {
  MonitorVerdict quick = MonitorChains(operations, *values);
  if (quick.verdict == Verdict::kViolation) return {std::move(quick.guilty), std::move(quick.why)};
  const SearchResult result = Search(operations, values, budget);
  if (result.verdict != Verdict::kViolation) return {};
  std::vector<RegisterOperation> guilty = Prefix(operations, operations[result.culprit].span.end);
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (size_t i = guilty.size(); i-- > 0;) {
      if (!MayGo(guilty, i)) continue;
      std::vector<RegisterOperation> rest = guilty;
      rest.erase(rest.begin() + static_cast<ptrdiff_t>(i));
      if (Search(rest, values, budget).verdict != Verdict::kViolation) continue;
      guilty = std::move(rest);
      smaller = true;
    }
  }
  return {std::move(guilty), ""};
}

}  // namespace paxosstore::sim
