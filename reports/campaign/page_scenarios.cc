// The scenarios' table.
#include <algorithm>
#include <vector>

#include "absl/strings/str_format.h"
#include "reports/campaign/derived.h"
#include "reports/campaign/markup.h"
#include "reports/campaign/sections.h"
#include "reports/html.h"
#include "reports/units.h"
#include "sim/check/shown_text.h"

namespace paxosstore::reports {
namespace {

constexpr size_t kNameMax = 40;

// Rounded down: only what has no failure is 100 %.
std::string PassRate(uint64_t passed, uint64_t runs) {
  if (runs == 0) return "no run";
  if (passed == runs) return "100 %";
  const double percent = 100.0 * static_cast<double>(passed) / static_cast<double>(runs);
  const auto hundredths = static_cast<uint64_t>(percent * 100);
  return absl::StrFormat("%d.%02d %%", hundredths / 100, hundredths % 100);
}

// The failing part has its place at the end of the bar, and is never too thin to be seen.
std::string PassBar(const ScenarioRow& row) {
  if (row.runs == 0) return "<span class=\"track\" aria-hidden=\"true\"></span>";
  std::string html =
      "<span class=\"track pass\" aria-hidden=\"true\"><span class=\"fill good\"></span>";
  if (row.failures > 0) {
    html +=
        absl::StrFormat("<span class=\"fill bad\" style=\"flex:0 0 %.1f%%\"></span>",
                        100.0 * static_cast<double>(row.failures) / static_cast<double>(row.runs));
  }
  return html + "</span>";
}

std::string Failed(const ScenarioRow& row) {
  if (row.failures == 0) return AmountOrDash(0);
  return Chip("bad", "✗", Grouped(row.failures));
}

// Columns that a campaign may have no use for.
struct Columns {
  bool excused = false, images = false;
};

std::string Row(const ScenarioRow& row, const std::string& name, const Columns& columns) {
  const auto virtual_ms = static_cast<uint64_t>(row.virtual_time.ns) / 1'000'000;
  std::string html = "<tr><th scope=\"row\">" + name + "</th>" + NumberCell(Grouped(row.runs)) +
                     "<td class=\"rate\">" + PassBar(row) + "<span class=\"number\">" +
                     PassRate(row.runs - row.failures, row.runs) + "</span></td>" +
                     NumberCell(Failed(row));
  if (columns.excused) html += NumberCell(AmountOrDash(row.excused));
  html += NumberCell(AmountOrDash(row.events)) + NumberCell(LongTime(virtual_ms)) +
          NumberCell(AmountOrDash(row.answered)) + NumberCell(AmountOrDash(row.unknown));
  html +=
      NumberCell(AmountOrDash(row.entries)) + NumberCell(AmountOrDash(FaultsInjected(row.faults)));
  if (columns.images) html += NumberCell(AmountOrDash(row.probed_images));
  return html + "</tr>\n";
}

std::string HeadCell(const char* name) {
  return absl::StrFormat("<th class=\"number\" scope=\"col\">%s</th>", name);
}

std::string HeadRow(const Columns& columns) {
  return "<tr><th scope=\"col\">Scenario</th>" + HeadCell("Runs") +
         "<th class=\"rate\" scope=\"col\">Passed</th>" + HeadCell("Failed") +
         (columns.excused ? HeadCell("Excused") : "") + HeadCell("Events") +
         HeadCell("Virtual time") + HeadCell("Answered") + HeadCell("Unknown") +
         HeadCell("Entries") + HeadCell("Faults") + (columns.images ? HeadCell("Power cuts") : "") +
         "</tr>";
}

std::vector<const ScenarioRow*> FailingFirst(const CampaignReport& report) {
  std::vector<const ScenarioRow*> rows;
  for (const ScenarioRow& row : report.scenarios) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](const ScenarioRow* a, const ScenarioRow* b) {
    return a->failures > b->failures;
  });
  return rows;
}

std::string Legend(const Columns& columns) {
  std::string text =
      "Unknown: operations without an answer, which may or may not have acted; the checker allows "
      "for both.";
  if (columns.excused)
    text +=
        " Excused: failed in a way that the scenario allows, since it does more harm than the "
        "protocol promises to bear.";
  if (columns.images)
    text += " Power cuts: images of disks, as a cut may leave them, from which recovery was tried.";
  return "<p class=\"muted\">" + text + "</p>\n";
}

}  // namespace

std::string ScenariosSection(const CampaignReport& report) {
  if (report.scenarios.empty()) return "";
  const ScenarioRow& all = report.all;
  const Columns columns = {all.excused > 0, all.probed_images > 0};
  std::string html =
      "<h2 id=\"scenarios\">Scenarios</h2>\n<div class=\"wide\" role=\"region\" tabindex=\"0\" "
      "aria-label=\"Scenarios\">\n<table "
      "class=\"scenarios\">\n<thead>" +
      HeadRow(columns) + "</thead>\n<tbody>\n";
  for (const ScenarioRow* row : FailingFirst(report)) {
    html += Row(*row, "<code>" + Escape(sim::Shortened(row->name, kNameMax)) + "</code>", columns);
  }
  html += "</tbody>\n";
  if (report.scenarios.size() > 1) html += "<tfoot>\n" + Row(all, "all", columns) + "</tfoot>\n";
  return html + "</table>\n</div>\n" + Legend(columns);
}

}  // namespace paxosstore::reports
