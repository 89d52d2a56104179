// Failures by what they have in common.
#include <algorithm>

#include "absl/strings/str_format.h"
#include "reports/campaign/confidence.h"
#include "reports/campaign/derived.h"
#include "reports/campaign/markup.h"
#include "reports/campaign/sections.h"
#include "reports/html.h"
#include "reports/units.h"

namespace paxosstore::reports {
namespace {

constexpr size_t kOpenGroups = 3;
// Of one group; the JSON file has them all.
constexpr size_t kListedRuns = 100;
constexpr size_t kListedSeeds = 12;

std::string Scenarios(const CampaignReport& report, const FailureGroup& group) {
  std::string html;
  for (const auto& [name, runs] : ScenariosOf(report, group)) {
    html +=
        (html.empty() ? "<code>" : ", <code>") + Escape(name) + "</code> " + Grouped(runs) + " ×";
  }
  return html;
}

std::string Seeds(const FailureGroup& group) {
  std::string text;
  const size_t listed = std::min(group.runs.size(), kListedSeeds);
  for (size_t i = 0; i < listed; ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(group.runs[i].seed);
  }
  if (group.runs.size() > listed) text += " and " + Grouped(group.runs.size() - listed) + " more";
  return text;
}

std::string Where(const sim::Failure& failure) {
  return "event " + Grouped(failure.moment.event) + ", " + Escape(ToString(failure.moment.time));
}

std::string Facts(const CampaignReport& report, const FailureGroup& group) {
  std::string often = Count(group.runs.size(), "run");
  if (report.all.runs >= group.runs.size()) {
    often +=
        ", " + OneIn(static_cast<double>(group.runs.size()) / static_cast<double>(report.all.runs));
  }
  const RunRecord& first = group.runs.front();
  std::string html = Fact("How often", often);
  if (first.failure.has_value()) {
    html += Fact("Oracle", Escape(first.failure->oracle)) +
            Fact("First seen", Where(*first.failure) + " of seed " + std::to_string(first.seed));
  }
  return "<dl class=\"facts\">\n" + html + Fact("Scenarios", Scenarios(report, group)) +
         Fact(group.runs.size() == 1 ? "Seed" : "Seeds", Seeds(group)) + "</dl>\n";
}

std::string Links(const FailureGroup& group) {
  std::string html;
  if (!group.trace.empty()) {
    html += "<p>" + FileLink(group.trace, "What happened, as a picture") +
            ": the trace of this run.</p>\n";
  }
  if (!group.stored.empty()) {
    html += "<p>" + FileLink(group.stored, "The failure as a file") +
            " for <code>paxsim replay</code>" +
            (group.small_size.empty() ? "" : ": " + Escape(group.small_size)) + ".</p>\n";
  }
  return html;
}

// The first line of what failed: how it came about is told of the first run only.
std::string RunRow(const CampaignReport& report, const RunRecord& run) {
  std::string what;
  if (run.failure.has_value()) what = run.failure->what.substr(0, run.failure->what.find('\n'));
  return absl::StrFormat(
      "<tr><td class=\"number\">%d</td><td><code>%s</code></td><td>%s<br/>"
      "<code class=\"replay\">%s</code></td></tr>\n",
      run.seed, Escape(NameOf(report, run.scenario)), Escape(what), EscapeLines(run.replay));
}

std::string OtherRuns(const CampaignReport& report, const FailureGroup& group) {
  if (group.runs.size() < 2) return "";
  std::string rows;
  const size_t listed = std::min(group.runs.size(), kListedRuns);
  for (size_t i = 1; i < listed; ++i) rows += RunRow(report, group.runs[i]);
  const size_t others = group.runs.size() - 1, left = group.runs.size() - listed;
  std::string html = "<details class=\"others\"><summary>" + Count(others, "more run") +
                     " with this signature</summary>\n" +
                     "<table>\n<thead><tr><th class=\"number\" scope=\"col\">Seed</th>"
                     "<th scope=\"col\">Scenario</th><th scope=\"col\">What, and the command that "
                     "shows it again</th></tr></thead>\n<tbody>\n" +
                     rows + "</tbody>\n</table>\n";
  if (left > 0) {
    html += "<p class=\"muted\">" + Grouped(left) + " more are in the JSON file only.</p>\n";
  }
  return html + "</details>\n";
}

std::string Group(const CampaignReport& report, const FailureGroup& group, size_t number) {
  if (group.runs.empty()) return "";
  const RunRecord& first = group.runs.front();
  std::string html = absl::StrFormat(
      "<details class=\"group\"%s>\n<summary id=\"failure-%d\"><h3><span class=\"times\">%s "
      "×</span> "
      "%s</h3></summary>\n",
      number <= kOpenGroups ? " open=\"open\"" : "", number, Grouped(group.runs.size()),
      Escape(group.signature));
  if (first.failure.has_value())
    html += "<p class=\"what\">" + EscapeLines(first.failure->what) + "</p>\n";
  html += Facts(report, group);
  if (!first.replay.empty())
    html += "<p class=\"label\">Run it again</p>\n" + Command(first.replay);
  return html + Links(group) + OtherRuns(report, group) + "</details>\n";
}

}  // namespace

std::string FailuresSection(const CampaignReport& report) {
  if (report.groups.empty()) return "";
  std::string html = "<h2 id=\"failures\">Failures</h2>\n";
  if (report.groups.size() > 1) {
    html += "<p class=\"muted\">" + Grouped(report.groups.size()) +
            " ways to fail, told apart by their signatures: the words of the oracle without "
            "their numbers.</p>\n";
  }
  for (size_t i = 0; i < report.groups.size(); ++i) html += Group(report, report.groups[i], i + 1);
  return html;
}

}  // namespace paxosstore::reports
