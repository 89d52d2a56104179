#include "reports/campaign/junit.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/str_format.h"
#include "reports/campaign/derived.h"
#include "reports/campaign/markup.h"
#include "reports/campaign/verdict.h"
#include "reports/html.h"
#include "reports/units.h"

namespace paxosstore::reports {
namespace {

constexpr size_t kListedSeeds = 10;

struct Case {
  enum class Outcome : uint8_t { kPassed, kFailed, kSkipped };
  std::string name;
  Outcome outcome = Outcome::kPassed;
  std::string type;     // of the failure
  std::string message;  // one line
  std::string text;     // lines
  std::optional<uint64_t> cpu_us;
};

std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

std::string Seconds(uint64_t us) {
  return absl::StrFormat("%d.%06d", us / 1'000'000, us % 1'000'000);
}

// The runs of a group that are of one scenario.
std::vector<const RunRecord*> Of(const FailureGroup& group, const std::string& path) {
  std::vector<const RunRecord*> runs;
  for (const RunRecord& run : group.runs) {
    if (run.scenario == path) runs.push_back(&run);
  }
  return runs;
}

std::string GroupText(const FailureGroup& group, const std::vector<const RunRecord*>& runs) {
  const RunRecord& first = *runs.front();
  std::string text = group.signature + "\n";
  if (first.failure.has_value()) text += "  what:   " + first.failure->what + "\n";
  text += "  seeds:  ";
  for (size_t i = 0; i < std::min(runs.size(), kListedSeeds); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(runs[i]->seed);
  }
  if (runs.size() > kListedSeeds) text += " and " + Grouped(runs.size() - kListedSeeds) + " more";
  text += "\n  replay: " + first.replay + "\n";
  if (!group.stored.empty()) text += "  stored: " + group.stored + "\n";
  if (!group.trace.empty()) text += "  trace:  " + group.trace + "\n";
  return text;
}

void AddGroups(const CampaignReport& report, const std::string& path, Case* result) {
  for (const FailureGroup& group : report.groups) {
    const std::vector<const RunRecord*> runs = Of(group, path);
    if (runs.empty()) continue;
    if (result->message.empty()) {
      result->type = FirstLine(group.signature);
      result->message =
          runs.front()->failure.has_value()
              ? FirstLine(runs.front()->failure->oracle + ": " + runs.front()->failure->what)
              : result->type;
      result->message += ", seed " + std::to_string(runs.front()->seed);
    }
    result->text += GroupText(group, runs);
  }
}

Case ScenarioCase(const CampaignReport& report, size_t index) {
  const ScenarioRow& row = report.scenarios[index];
  Case result;
  result.name = row.name;
  if (index < report.timing.scenario_cpu_us.size()) {
    result.cpu_us = report.timing.scenario_cpu_us[index];
  }
  AddGroups(report, row.path, &result);
  if (row.failures > 0 || !result.text.empty()) {
    result.outcome = Case::Outcome::kFailed;
    result.text =
        Grouped(row.failures) + " of " + Count(row.runs, "run") + " failed\n" + result.text;
    if (result.type.empty()) result.type = result.message = FirstLine(result.text);
  } else if (row.runs == 0) {
    result.outcome = Case::Outcome::kSkipped;
    result.message = "no seed fell on it";
  }
  return result;
}

// A demand on the campaign as a whole, which `trouble` tells to be missed.
Case DemandCase(const CampaignReport& report, const std::string& name, Trouble trouble) {
  Case result;
  result.name = name;
  const std::vector<Trouble> troubles = TroublesOf(report);
  if (std::find(troubles.begin(), troubles.end(), trouble) == troubles.end()) return result;
  result.outcome = Case::Outcome::kFailed;
  result.type = name;
  result.message = result.text = InWords(trouble, report);
  if (trouble != Trouble::kNeverReached) return result;
  for (const SometimesRow* row : NeverReached(report)) {
    result.text += "\n" + row->name + ": " + row->what;
  }
  return result;
}

std::vector<Case> Cases(const CampaignReport& report) {
  std::vector<Case> cases;
  for (size_t i = 0; i < report.scenarios.size(); ++i) cases.push_back(ScenarioCase(report, i));
  const bool none = report.all.runs == 0;
  cases.push_back(
      DemandCase(report, "all runs are there",
                 none && report.missing_runs == 0 ? Trouble::kNothingRan : Trouble::kRunsMissing));
  if (report.shards > 1 || !report.missing_shards.empty()) {
    cases.push_back(DemandCase(report, "all shards are there", Trouble::kShardsMissing));
  }
  if (report.canaries.runs > 0 || report.canaries.too_few) {
    cases.push_back(DemandCase(report, "canaries are found", Trouble::kCanariesNotFound));
  }
  if (report.sometimes_required) {
    cases.push_back(DemandCase(report, "every rare branch is reached", Trouble::kNeverReached));
  }
  return cases;
}

std::string CaseXml(const Case& result) {
  std::string xml = "    <testcase classname=\"paxsim\" name=\"" + Escape(result.name) + "\"";
  if (result.cpu_us.has_value()) xml += " time=\"" + Seconds(*result.cpu_us) + "\"";
  switch (result.outcome) {
    case Case::Outcome::kPassed:
      return xml + "/>\n";
    case Case::Outcome::kSkipped:
      return xml + ">\n      <skipped message=\"" + Escape(result.message) +
             "\"/>\n    </testcase>\n";
    case Case::Outcome::kFailed:
      break;
  }
  return xml + ">\n      <failure type=\"" + Escape(result.type) + "\" message=\"" +
         Escape(result.message) + "\">" + EscapeLines(result.text) +
         "</failure>\n    </testcase>\n";
}

size_t CountOf(const std::vector<Case>& cases, Case::Outcome outcome) {
  return static_cast<size_t>(
      std::count_if(cases.begin(), cases.end(),
                    [outcome](const Case& result) { return result.outcome == outcome; }));
}

}  // namespace

std::string JUnitXml(const CampaignReport& report) {
  const std::vector<Case> cases = Cases(report);
  std::string counts = absl::StrFormat("tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\"",
                                       cases.size(), CountOf(cases, Case::Outcome::kFailed),
                                       CountOf(cases, Case::Outcome::kSkipped));
  if (report.timing.cpu_us > 0) counts += " time=\"" + Seconds(report.timing.cpu_us) + "\"";
  const std::string name = Escape("paxsim campaign " + FirstLine(report.title));
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"" + name +
                    "\" " + counts + ">\n  <testsuite name=\"" + name + "\" " + counts + ">\n";
  for (const Case& result : cases) xml += CaseXml(result);
  return xml + "  </testsuite>\n</testsuites>\n";
}

}  // namespace paxosstore::reports
