#include "reports/campaign/verdict.h"

#include "absl/strings/str_format.h"
#include "reports/campaign/derived.h"
#include "reports/units.h"

namespace paxosstore::reports {
namespace {

std::string Failures(const CampaignReport& report) {
  std::string text = Grouped(report.all.failures) + " of " + Count(report.all.runs, "run") +
                     " failed, in " + Count(FailingScenarios(report), "scenario");
  if (report.groups.size() > 1) text += ", in " + Count(report.groups.size(), "way");
  return text + ".";
}

std::string CanariesNotFound(const Canaries& canaries) {
  return absl::StrFormat(
      "Of %s with a planted bug, %s failed as they should; %.1f were to be expected. The campaign "
      "would not see a bug: what passed proves nothing until that is explained.",
      Count(canaries.runs, "run"), canaries.found == 0 ? "none" : "only " + Grouped(canaries.found),
      canaries.expected);
}

std::string NeverReachedInWords(const CampaignReport& report) {
  const uint64_t never = NeverReached(report).size();
  return Grouped(never) + " of " + Count(report.sometimes.size(), "rare branch", "rare branches") +
         (never == 1 ? " was" : " were") +
         " never reached, and reaching all was required: no oracle has judged them.";
}

std::string ShardsMissing(const CampaignReport& report) {
  std::string text =
      Grouped(report.missing_shards.size()) + " of " + Count(report.shards, "shard") + " missing: ";
  for (size_t i = 0; i < report.missing_shards.size(); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(report.missing_shards[i]);
  }
  return text + ".";
}

std::string RunsMissing(const CampaignReport& report) {
  return Count(report.missing_runs, "run") +
         (report.missing_runs == 1 ? " that was" : " that were") +
         " asked for did not take place: the campaign was interrupted. It can be continued.";
}

}  // namespace

std::vector<Trouble> TroublesOf(const CampaignReport& report) {
  std::vector<Trouble> troubles;
  if (report.all.failures > 0 || !report.groups.empty()) troubles.push_back(Trouble::kFailures);
  if (report.canaries.too_few) troubles.push_back(Trouble::kCanariesNotFound);
  if (report.sometimes_required && !NeverReached(report).empty()) {
    troubles.push_back(Trouble::kNeverReached);
  }
  if (!report.missing_shards.empty()) troubles.push_back(Trouble::kShardsMissing);
  if (report.missing_runs > 0) troubles.push_back(Trouble::kRunsMissing);
  if (report.all.runs == 0) troubles.push_back(Trouble::kNothingRan);
  return troubles;
}

std::string Headline(const CampaignReport& report) {
  const std::vector<Trouble> troubles = TroublesOf(report);
  if (troubles.empty()) return "passed";
  switch (troubles.front()) {
    case Trouble::kFailures:
      return "failed";
    case Trouble::kCanariesNotFound:
      return "canaries not found";
    case Trouble::kNeverReached:
      return "rare branches not reached";
    case Trouble::kShardsMissing:
    case Trouble::kRunsMissing:
    case Trouble::kNothingRan:
      break;
  }
  return "incomplete";
}

std::string InWords(Trouble trouble, const CampaignReport& report) {
  switch (trouble) {
    case Trouble::kFailures:
      return Failures(report);
    case Trouble::kCanariesNotFound:
      return CanariesNotFound(report.canaries);
    case Trouble::kNeverReached:
      return NeverReachedInWords(report);
    case Trouble::kShardsMissing:
      return ShardsMissing(report);
    case Trouble::kRunsMissing:
      return RunsMissing(report);
    case Trouble::kNothingRan:
      break;
  }
  return "There is no run to judge by.";
}

std::string PassedInWords(const CampaignReport& report) {
  std::string text = report.all.runs == 1 ? "The one run passed"
                                          : "All " + Count(report.all.runs, "run") + " passed";
  if (report.all.excused > 0) {
    text += ", " + Grouped(report.all.excused) + " of them by an excuse that their scenario allows";
  }
  if (report.canaries.runs > 0) text += ", and the canaries were found";
  return text + ".";
}

}  // namespace paxosstore::reports
