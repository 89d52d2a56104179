// Whether it repeats, and how to do it again.
#include "absl/strings/str_format.h"
#include "reports/campaign/derived.h"
#include "reports/campaign/markup.h"
#include "reports/campaign/sections.h"
#include "reports/units.h"

namespace paxosstore::reports {
namespace {

std::string Reruns(const CampaignReport& report) {
  std::string html = "<p>The hash of all traces is <code>" +
                     absl::StrFormat("%016x", report.trace_hash) + "</code>. ";
  if (report.all.reruns == 0) {
    return html +
           "No run was made a second time, so this campaign does not show that runs repeat.</p>\n";
  }
  return html + Count(report.all.reruns, "run") + (report.all.reruns == 1 ? " was" : " were") +
         " made once more in another process and gave the same trace; a run that differs is a "
         "failure.</p>\n";
}

std::string Unfinished(const CampaignReport& report) {
  std::string html;
  if (report.missing_runs > 0) {
    html += "<p>The " + Count(report.missing_runs, "run") + " still missing, and no other:</p>\n" +
            Command(report.command + " --resume");
  }
  if (!report.missing_shards.empty()) {
    html +=
        "<p>Once the missing shards have ended, <code>paxsim merge</code> with the folders of "
        "all shards writes this page anew.</p>\n";
  }
  return html;
}

}  // namespace

std::string RepeatSection(const CampaignReport& report) {
  std::string html = "<h2 id=\"again\">Once more</h2>\n" + Reruns(report);
  if (!report.command.empty()) {
    html += std::string("<p>") +
            (report.asked_time_ms.has_value()
                 ? "The same again; a machine that is faster gets further in the same time:"
                 : "The same runs again, with the same results on any machine:") +
            "</p>\n" + Command(report.command) + Unfinished(report);
  }
  const std::optional<uint64_t> last = LastSeed(report);
  if (last.has_value()) {
    html += absl::StrFormat(
        "<p>Other runs: <code>--first-seed %d</code> goes on where this "
        "campaign ended.</p>\n",
        *last + 1);
  }
  return html;
}

}  // namespace paxosstore::reports
