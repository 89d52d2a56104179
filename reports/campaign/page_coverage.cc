// Which fault struck in which scenario, as a matrix of orders of magnitude.
#include <algorithm>
#include <span>
#include <vector>

#include "absl/strings/str_format.h"
#include "reports/campaign/derived.h"
#include "reports/campaign/fault_families.h"
#include "reports/campaign/markup.h"
#include "reports/campaign/sections.h"
#include "reports/html.h"
#include "reports/units.h"
#include "sim/check/shown_text.h"

namespace paxosstore::reports {
namespace {

// So many columns fit on a screen of 1280 pixels.
constexpr size_t kColumnsMax = 56;
constexpr size_t kShades = 7;
constexpr size_t kNameMax = 30;

using Rows = std::span<const ScenarioRow>;

size_t DigitsOf(uint64_t number) { return std::to_string(number).size(); }

std::string Cell(const ScenarioRow& row, sim::FaultKind kind) {
  const uint64_t count = CountOf(row.faults, kind);
  if (count == 0) return "<td class=\"zero\">·</td>";
  const size_t digits = DigitsOf(count);
  return absl::StrFormat("<td class=\"m%d\" title=\"%s: %s × %s\">%d</td>",
                         std::min(digits, kShades), Escape(row.name), Grouped(count),
                         std::string(sim::ToString(kind)), digits);
}

std::string KindRow(Rows rows, const sim::FaultCounts& all, sim::FaultKind kind) {
  const uint64_t total = CountOf(all, kind);
  std::string html =
      absl::StrFormat("<tr%s><th scope=\"row\">%s</th><td class=\"total\">%s</td>",
                      total == 0 ? " class=\"never\"" : "", std::string(sim::ToString(kind)),
                      total == 0 ? "○ never" : Amount(total));
  for (const ScenarioRow& row : rows) html += Cell(row, kind);
  return html + "</tr>\n";
}

std::string HeadCell(const ScenarioRow& row) {
  const bool none = FaultsInjected(row.faults) == 0;
  return std::string("<th scope=\"col\"") + (none ? " class=\"none\"" : "") + "><span>" +
         (none ? "○ " : "") + Escape(sim::Shortened(row.name, kNameMax)) + "</span></th>";
}

std::string Matrix(Rows rows, const sim::FaultCounts& all) {
  std::string html =
      "<div class=\"matrix-frame\" role=\"region\" tabindex=\"0\" aria-label=\"Faults by "
      "scenario\">\n"
      "<table class=\"matrix\">\n<thead><tr><td></td><th class=\"total\" scope=\"col\">in all</th>";
  for (const ScenarioRow& row : rows) html += HeadCell(row);
  html += "</tr></thead>\n";
  for (const FaultFamily& family : FaultFamilies()) {
    html += absl::StrFormat(
        "<tbody>\n<tr class=\"family\"><th scope=\"rowgroup\" colspan=\"%d\">%s</th></tr>\n",
        rows.size() + 2, std::string(family.name));
    for (const sim::FaultKind kind : family.kinds) html += KindRow(rows, all, kind);
    html += "</tbody>\n";
  }
  return html + "</table>\n</div>\n";
}

std::string Legend() {
  std::string html = "<p class=\"legend muted\">How often, as its number of digits:";
  for (size_t digits = 1; digits <= 5; ++digits) {
    html += absl::StrFormat(" <span class=\"cell m%d\">%d</span> %s", digits, digits,
                            digits == 1   ? "1 to 9,"
                            : digits == 2 ? "10 to 99,"
                            : digits == 3 ? "hundreds,"
                            : digits == 4 ? "thousands,"
                                          : "ten thousands and so on");
  }
  return html + "; · not at all.</p>\n";
}

std::string WithoutFaults(const CampaignReport& report) {
  std::string names;
  size_t count = 0;
  for (const ScenarioRow& row : report.scenarios) {
    if (FaultsInjected(row.faults) > 0) continue;
    names += (count++ == 0 ? "<code>" : ", <code>") + Escape(row.name) + "</code>";
  }
  if (count == 0) return "";
  return "<p>" + Chip("unsure", "○", Count(count, "scenario") + " without any fault") + " " +
         names + "</p>\n";
}

}  // namespace

std::string CoverageSection(const CampaignReport& report) {
  // For one scenario the bars above say it all.
  if (report.scenarios.size() < 2 || FaultsInjected(report.all.faults) == 0) return "";
  std::string html = "<h2 id=\"coverage\">Which fault struck in which scenario</h2>\n" + Legend() +
                     WithoutFaults(report);
  const size_t tables = (report.scenarios.size() + kColumnsMax - 1) / kColumnsMax;
  const size_t columns = (report.scenarios.size() + tables - 1) / tables;
  for (size_t at = 0; at < report.scenarios.size(); at += columns) {
    const Rows rows(report.scenarios);
    html += Matrix(rows.subspan(at, std::min(columns, rows.size() - at)), report.all.faults);
  }
  return html;
}

}  // namespace paxosstore::reports
