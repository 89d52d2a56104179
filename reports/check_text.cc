#include "reports/check_text.h"

#include "reports/units.h"
#include "sim/check/drawing.h"
#include "sim/check/shown_text.h"

namespace paxosstore::reports {
namespace {

constexpr size_t kNameMax = 60;
constexpr size_t kSentenceMax = 400;

std::string Layers(const CheckTotals& totals) {
  if (totals.decided_by.empty()) return "";
  std::string text;
  for (const auto& [layer, keys] : totals.decided_by) {
    text += (text.empty() ? ", decided by " : " and ") + layer;
    if (totals.decided_by.size() > 1 || totals.undecided > 0)
      text += " (" + Count(keys, "key") + ")";
  }
  return text;
}

std::string Verdicts(const CheckTotals& totals) {
  std::string text;
  const auto add = [&text](size_t keys, const char* what) {
    if (keys > 0) text += (text.empty() ? "" : ", ") + Grouped(keys) + " " + what;
  };
  add(totals.violated, "NOT linearizable");
  add(totals.undecided, "undecided");
  add(totals.linearizable, "linearizable");
  return text;
}

}  // namespace

std::string CheckedKeyText(const CheckedKey& key, size_t keys) {
  const bool list_fine = keys > 1 && keys <= kListedKeysMax;
  if (key.verdict == sim::Verdict::kLinearizable && !list_fine) return "";
  std::string text = key.name.empty() ? "" : "key " + sim::Shortened(key.name, kNameMax) + ": ";
  text += InWords(key.verdict);
  switch (key.verdict) {
    case sim::Verdict::kLinearizable:
      return text + ": " + Count(key.operations, "operation") + ", " + Elapsed(key.took_us) + "\n";
    case sim::Verdict::kUndecided:
      if (!key.evidence.why.empty()) {
        return text + ": " + sim::Shortened(key.evidence.why, kSentenceMax) + "\n";
      }
      return text + ": " + Count(key.operations, "operation") + ", given up after " +
             Elapsed(key.took_us) + "; a larger --budget may help\n";
    case sim::Verdict::kViolation:
      break;
  }
  return text + ": " + sim::Shortened(Explanation(key.evidence), kSentenceMax) + "\n" +
         sim::DrawTimeLine(key.evidence) + "\n";
}

std::string CheckSummary(const CheckReport& report) {
  const CheckTotals totals = TotalsOf(report);
  std::string text = std::string(InWords(totals.verdict)) + ": " +
                     Count(totals.operations, "operation") + " on " +
                     Count(report.keys.size(), "key");
  if (!report.about.empty()) text += " of " + report.about;
  if (report.keys.size() > 1 && totals.linearizable < report.keys.size()) {
    text += " (" + Verdicts(totals) + ")";
  }
  return text + ", " + Elapsed(report.took_us) + Layers(totals) + "\n";
}

}  // namespace paxosstore::reports
