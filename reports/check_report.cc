#include "reports/check_report.h"

#include "reports/units.h"

namespace paxosstore::reports {

CheckTotals TotalsOf(const CheckReport& report) {
  CheckTotals totals;
  for (const CheckedKey& key : report.keys) {
    totals.operations += key.operations;
    switch (key.verdict) {
      case sim::Verdict::kLinearizable:
        ++totals.linearizable;
        break;
      case sim::Verdict::kViolation:
        ++totals.violated;
        break;
      case sim::Verdict::kUndecided:
        ++totals.undecided;
        continue;
    }
    ++totals.decided_by[key.layer];
  }
  if (totals.undecided > 0) totals.verdict = sim::Verdict::kUndecided;
  if (totals.violated > 0) totals.verdict = sim::Verdict::kViolation;
  return totals;
}

const char* InWords(sim::Verdict verdict) {
  switch (verdict) {
    case sim::Verdict::kLinearizable:
      return "linearizable";
    case sim::Verdict::kViolation:
      return "NOT linearizable";
    case sim::Verdict::kUndecided:
      break;
  }
  return "undecided";
}

std::string Explanation(const sim::Evidence& evidence) {
  if (!evidence.why.empty()) return evidence.why;
  if (evidence.guilty.empty()) return "which few operations show it was not found within the limit";
  if (evidence.guilty.size() == 1) return "nothing explains this operation";
  return "no order explains these " + Count(evidence.guilty.size(), "operation");
}

}  // namespace paxosstore::reports
