#include "reports/check_page.h"

#include <cctype>
#include <string_view>
#include <vector>

#include "absl/strings/str_format.h"
#include "reports/html.h"
#include "reports/time_line_svg.h"
#include "reports/units.h"
#include "sim/check/columns.h"
#include "sim/check/shown_text.h"

namespace paxosstore::reports {
namespace {

constexpr size_t kTitleMax = 60;

constexpr std::string_view kStyle = R"css(
header { border-left: 5px solid; padding: 0.25rem 0 0.25rem 1.25rem; }
header p { color: var(--text); }
header.good { border-color: var(--good); }
header.bad { border-color: var(--bad); }
header.unsure { border-color: var(--unsure); }
.sign { display: inline-block; margin-right: 0.5rem; }
.facts { display: flex; flex-wrap: wrap; gap: 0.75rem 2.5rem; margin: 1.5rem 0 0; }
.facts div { min-width: 0; }
.facts dt { font-size: 0.8125rem; color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.keys { table-layout: fixed; }
.keys .name { width: 38%; }
.keys .verdict { width: 22%; }
.chip { padding: 0.1rem 0.5rem; border-radius: 4px; font-size: 0.875rem; font-weight: 600; white-space: nowrap; }
.chip.good { background: var(--good-pale); }
.chip.bad { background: var(--bad-pale); }
.chip.unsure { background: var(--unsure-pale); }
details.rest > summary { padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
section { margin: 0 0 2rem; }
details.same { font-size: 0.9375rem; }
details.same summary { color: var(--muted); }
details.same .long { max-height: 12rem; overflow-y: auto; }
.before { color: var(--muted); }
@media screen and (max-width: 48rem) {
  .keys { table-layout: auto; }
  .keys .name, .keys .verdict { width: auto; }
  .keys .layer { display: none; }
}
)css";

constexpr std::string_view kLegend =
    "<p class=\"muted\">A bar is an operation, from its call to its answer. An open, dashed one "
    "has "
    "no answer: it may take effect at any later moment, or never.</p>\n";

struct Look {
  const char* style;
  const char* sign;
};

Look LookOf(sim::Verdict verdict) {
  switch (verdict) {
    case sim::Verdict::kLinearizable:
      return {"good", "✓"};
    case sim::Verdict::kViolation:
      return {"bad", "✗"};
    case sim::Verdict::kUndecided:
      break;
  }
  return {"unsure", "?"};
}

std::string Sign(sim::Verdict verdict) {
  return absl::StrFormat("<span class=\"sign\" aria-hidden=\"true\">%s</span>",
                         LookOf(verdict).sign);
}

std::string Sentence(std::string text) {
  if (text.empty()) return text;
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return Escape(text) + (text.back() == '.' ? "" : ".");
}

std::string NameOf(const CheckedKey& key) {
  if (key.name.empty()) return "<span class=\"muted\">the only one</span>";
  return "<code>" + Escape(key.name) + "</code>";
}

std::string InShort(const CheckReport& report, const CheckTotals& totals) {
  if (report.keys.empty()) return "There are no operations in this file.";
  const std::string all = "of " + Count(report.keys.size(), "key");
  std::string text;
  if (totals.violated > 0) {
    text = report.keys.size() == 1
               ? "No order of all operations explains every answer and respects real time."
               : "On " + Grouped(totals.violated) + " " + all +
                     ", no order of all operations explains every answer and respects real time.";
  } else if (totals.undecided == 0) {
    text = report.keys.size() == 1
               ? "One order of all operations explains every answer and respects real time."
               : "On each key, one order of all operations explains every answer and respects real "
                 "time.";
  }
  if (totals.undecided > 0) {
    text += (text.empty() ? "" : " ") + Grouped(totals.undecided) + " " + all +
            (totals.undecided == 1 ? " was" : " were") +
            " not decided: that is no pass. A larger --budget may help.";
  }
  return text;
}

std::string Fact(std::string_view name, const std::string& markup) {
  return absl::StrFormat("<div><dt>%s</dt><dd>%s</dd></div>\n", name, markup);
}

std::string DecidedBy(const CheckTotals& totals) {
  std::string text;
  for (const auto& [layer, keys] : totals.decided_by) {
    text += (text.empty() ? "" : ", ") + Escape(layer);
    if (totals.decided_by.size() > 1 || totals.undecided > 0) text += ": " + Count(keys, "key");
  }
  return text.empty() ? "nothing" : text;
}

std::string Head(const CheckReport& report, const CheckTotals& totals) {
  return absl::StrFormat(
             "<header class=\"%s\">\n<h1 class=\"%s\">%s%s</h1>\n<p>%s</p>\n</header>\n",
             LookOf(totals.verdict).style, LookOf(totals.verdict).style, Sign(totals.verdict),
             InWords(totals.verdict), InShort(report, totals)) +
         "<dl class=\"facts\">\n" + Fact("File", "<code>" + Escape(report.file) + "</code>") +
         Fact("Format", Escape(report.format)) + Fact("Operations", Grouped(totals.operations)) +
         Fact("Keys", Grouped(report.keys.size())) + Fact("Time", Elapsed(report.took_us)) +
         Fact("Decided by", DecidedBy(totals)) +
         Fact("Limit for each key", Count(report.budget, "step")) + "</dl>\n";
}

std::string KeyRow(const CheckedKey& key, size_t violation) {
  std::string name = NameOf(key);
  if (violation > 0) name = absl::StrFormat("<a href=\"#violation-%d\">%s</a>", violation, name);
  const bool undecided = key.verdict == sim::Verdict::kUndecided;
  return absl::StrFormat(
      "<tr><td class=\"name\">%s</td><td class=\"verdict\"><span class=\"chip %s\">%s%s</span></td>"
      "<td class=\"number\">%s</td><td class=\"layer\">%s</td><td class=\"number\">%s</td></tr>\n",
      name, LookOf(key.verdict).style, Sign(key.verdict), InWords(key.verdict),
      Grouped(key.operations), undecided ? "" : Escape(key.layer), Elapsed(key.took_us));
}

std::string KeyTable(const std::string& rows) {
  return "<table class=\"keys\">\n<thead><tr><th class=\"name\" scope=\"col\">Key</th>"
         "<th class=\"verdict\" scope=\"col\">Verdict</th>"
         "<th class=\"number\" scope=\"col\">Operations</th><th class=\"layer\" "
         "scope=\"col\">Decided by</th>"
         "<th class=\"number\" scope=\"col\">Time</th></tr></thead>\n<tbody>\n" +
         rows + "</tbody>\n</table>\n";
}

std::string Keys(const CheckReport& report) {
  std::string violated, undecided, fine;
  size_t violation = 0, fine_keys = 0, fine_operations = 0;
  for (const CheckedKey& key : report.keys) {
    switch (key.verdict) {
      case sim::Verdict::kViolation:
        violated += KeyRow(key, ++violation);
        break;
      case sim::Verdict::kUndecided:
        undecided += KeyRow(key, 0);
        break;
      case sim::Verdict::kLinearizable:
        fine += KeyRow(key, 0);
        ++fine_keys;
        fine_operations += key.operations;
    }
  }
  const std::string head = "<h2>Keys</h2>\n";
  if (report.keys.size() <= kListedKeysMax) return head + KeyTable(violated + undecided + fine);
  const std::string others = violated + undecided;
  std::string html = head + (others.empty() ? "" : KeyTable(others));
  if (fine.empty()) return html;
  return html + absl::StrFormat(
                    "<details class=\"rest\"><summary><span class=\"chip good\">%s%s</span> "
                    "%s with %s</summary>\n%s</details>\n",
                    Sign(sim::Verdict::kLinearizable), InWords(sim::Verdict::kLinearizable),
                    Count(fine_keys, "key"), Count(fine_operations, "operation"), KeyTable(fine));
}

// The picture in words.
std::string GuiltyTable(const std::vector<sim::Bar>& bars) {
  std::string rows;
  const sim::Columns columns = sim::ColumnsOf(bars);
  for (size_t i = 0; i < bars.size(); ++i) {
    const std::string end =
        bars[i].span.answered() ? Grouped(columns.of[i].end + 1) : "has no answer";
    rows += absl::StrFormat(
        "<tr><td><code>%s</code></td><td><div class=\"long\"><code>%s</code></div></td>"
        "<td class=\"number\">%s</td><td class=\"number\">%s</td></tr>\n",
        Escape(bars[i].who), Escape(bars[i].what), Grouped(columns.of[i].start + 1), end);
  }
  return "<table>\n<thead><tr><th scope=\"col\">Process</th><th scope=\"col\">Operation</th>"
         "<th class=\"number\" scope=\"col\">Begins as event</th>"
         "<th class=\"number\" scope=\"col\">Ends as event</th></tr></thead>\n<tbody>\n" +
         rows + "</tbody>\n</table>\n";
}

std::string Violation(const CheckedKey& key, size_t number) {
  const std::vector<sim::Bar>& guilty = key.evidence.guilty;
  std::string html = absl::StrFormat("<section id=\"violation-%d\">\n", number);
  if (!key.name.empty()) html += "<h3>Key " + NameOf(key) + "</h3>\n";
  html += "<p>" + Sentence(Explanation(key.evidence)) + "</p>\n";
  if (!key.evidence.before.empty()) {
    html += "<p class=\"before\">Before these operations: <code>" + Escape(key.evidence.before) +
            "</code></p>\n";
  }
  if (guilty.empty()) return html + "</section>\n";
  const std::string label =
      "Time line of " + Count(guilty.size(), "operation") + "; the table below says the same";
  return html +
         "<div class=\"timeline\" role=\"group\" tabindex=\"0\" aria-label=\"Time line\">\n" +
         TimeLineSvg(guilty, label) +
         "</div>\n<details class=\"same\"><summary>The same as a table</summary>\n" +
         GuiltyTable(guilty) + "</details>\n</section>\n";
}

std::string Violations(const CheckReport& report) {
  std::string html;
  size_t number = 0;
  for (const CheckedKey& key : report.keys) {
    if (key.verdict == sim::Verdict::kViolation) html += Violation(key, ++number);
  }
  if (html.empty()) return html;
  return (number == 1 ? "<h2>What shows it</h2>\n" : "<h2>What shows it, key by key</h2>\n") +
         std::string(kLegend) + html;
}

}  // namespace

std::string CheckPage(const CheckReport& report) {
  const CheckTotals totals = TotalsOf(report);
  const std::string title =
      std::string(InWords(totals.verdict)) + ": " + sim::Shortened(report.file, kTitleMax);
  const std::string style = std::string(kStyle) + std::string(kTimeLineStyle);
  const std::string body =
      "<main>\n" + Head(report, totals) + Keys(report) + Violations(report) + "</main>\n";
  return ToHtml({title, style, body});
}

}  // namespace paxosstore::reports
