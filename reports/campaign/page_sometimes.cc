// Rare branches: which were reached, and above all which were not.
#include <algorithm>
#include <vector>

#include "reports/campaign/derived.h"
#include "reports/campaign/markup.h"
#include "reports/campaign/sections.h"
#include "reports/html.h"
#include "reports/units.h"

namespace paxosstore::reports {
namespace {

std::string NeverTable(const std::vector<const SometimesRow*>& never, bool required) {
  if (never.empty()) return "";
  std::string rows;
  for (const SometimesRow* row : never) {
    rows += "<tr><td><code>" + Escape(row->name) + "</code></td><td>" + Escape(row->what) +
            "</td></tr>\n";
  }
  return "<p>" +
         Chip(required ? "bad" : "unsure", required ? "✗" : "○",
              Grouped(never.size()) + " never reached") +
         (required ? " Reaching all was required." : "") +
         " What no run reaches, no oracle has judged.</p>\n"
         "<table class=\"never\">\n<thead><tr><th scope=\"col\">Branch</th><th scope=\"col\">What "
         "would have happened</th></tr></thead>\n<tbody>\n" +
         rows + "</tbody>\n</table>\n";
}

std::vector<const SometimesRow*> RarestFirst(const CampaignReport& report) {
  std::vector<const SometimesRow*> rows;
  for (const SometimesRow& row : report.sometimes) {
    if (row.count > 0) rows.push_back(&row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const SometimesRow* a, const SometimesRow* b) {
    return a->count < b->count;
  });
  return rows;
}

std::string Counts(const std::vector<const SometimesRow*>& rows) {
  std::string html = "<ul class=\"counts\">\n";
  for (const SometimesRow* row : rows) {
    html += "<li title=\"" + Escape(row->what) + "\"><span class=\"name\">" + Escape(row->name) +
            "</span> <span class=\"number\">" + Amount(row->count) + "</span></li>\n";
  }
  return html + "</ul>\n";
}

std::string Meanings(const std::vector<const SometimesRow*>& rows) {
  std::string html =
      "<details><summary>What each of them means</summary>\n<dl class=\"meanings\">\n";
  for (const SometimesRow* row : rows) {
    html += "<div><dt>" + Escape(row->name) + "</dt><dd>" + Escape(row->what) + "</dd></div>\n";
  }
  return html + "</dl>\n</details>\n";
}

}  // namespace

std::string SometimesSection(const CampaignReport& report) {
  if (!report.sometimes_counted || report.sometimes.empty()) return "";
  const std::vector<const SometimesRow*> never = NeverReached(report);
  const std::vector<const SometimesRow*> reached = RarestFirst(report);
  std::string html =
      "<h2 id=\"sometimes\">Rare branches</h2>\n" + NeverTable(never, report.sometimes_required);
  if (reached.empty()) return html;
  html += "<p>" +
          (never.empty()
               ? Chip("good", "✓", "All " + Grouped(reached.size()) + " reached")
               : Grouped(reached.size()) + " of " + Grouped(report.sometimes.size()) + " reached") +
          ", this often, the rarest first:</p>\n";
  return html + Counts(reached) + Meanings(reached);
}

}  // namespace paxosstore::reports
