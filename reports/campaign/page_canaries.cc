// Runs with a planted bug: whether this campaign would have seen one.
#include <algorithm>
#include <vector>

#include "absl/strings/str_format.h"
#include "reports/campaign/confidence.h"
#include "reports/campaign/markup.h"
#include "reports/campaign/sections.h"
#include "reports/html.h"
#include "reports/units.h"

namespace paxosstore::reports {
namespace {

constexpr size_t kOpenRows = 15;
constexpr double kChanceMax = 0.98;
// Among some eighty bugs.
constexpr double kUnlikely = 1e-5;

double Expected(const CanaryRow& row) {
  return static_cast<double>(row.runs * row.expected_permille) / 1e3;
}

// By far fewer than measured: the oracle of this bug may have gone blind, although others have not.
bool FarTooFew(const CanaryRow& row) {
  // What was found in all of some hundred runs may still be missed by the next.
  const double chance = std::min(static_cast<double>(row.expected_permille) / 1e3, kChanceMax);
  return ChanceOfAtMost(row.found, row.runs, chance) < kUnlikely;
}

std::string Found(const CanaryRow& row) {
  const std::string numbers = Grouped(row.found) + " of " + Grouped(row.runs);
  if (FarTooFew(row)) return Chip("bad", "✗", numbers);
  if (row.found < row.runs) return Chip("unsure", "○", numbers);
  return numbers;
}

std::string Row(const CanaryRow& row) {
  return absl::StrFormat(
      "<tr><th scope=\"row\">%s</th><td>%s</td><td><code>%s</code></td>"
      "<td class=\"number\">%s</td><td class=\"number\">%.1f</td></tr>\n",
      Escape(row.bug), Escape(row.mechanism), Escape(row.scenario), Found(row), Expected(row));
}

std::string Table(const std::vector<const CanaryRow*>& rows) {
  std::string html =
      "<table class=\"canaries\">\n<thead><tr><th scope=\"col\">Planted bug</th><th "
      "scope=\"col\">What it does</th><th scope=\"col\">Scenario</th><th class=\"number\" "
      "scope=\"col\">Found</th><th class=\"number\" scope=\"col\">Expected</th></tr></thead>\n"
      "<tbody>\n";
  for (const CanaryRow* row : rows) html += Row(*row);
  return html + "</tbody>\n</table>\n";
}

// Those missed most first.
std::string Tables(const Canaries& canaries) {
  std::vector<const CanaryRow*> missed, found;
  for (const CanaryRow& row : canaries.rows) {
    if (row.runs > 0) (row.found < row.runs ? missed : found).push_back(&row);
  }
  std::stable_sort(missed.begin(), missed.end(), [](const CanaryRow* a, const CanaryRow* b) {
    return Expected(*a) - static_cast<double>(a->found) >
           Expected(*b) - static_cast<double>(b->found);
  });
  std::string html;
  if (missed.size() + found.size() <= kOpenRows) {
    missed.insert(missed.end(), found.begin(), found.end());
    return missed.empty() ? "" : Table(missed);
  }
  if (!missed.empty()) html += Table(missed);
  if (found.empty()) return html;
  return html + "<details><summary>" + Count(found.size(), "bug") +
         " found in every run</summary>\n" + Table(found) + "</details>\n";
}

std::string Probability(double probability) {
  if (probability < 0.0001) return "less than one in 10,000";
  return absl::StrFormat("%.2g %%", probability * 100);
}

std::string ByChance(const Canaries& canaries) {
  if (static_cast<double>(canaries.found) >= canaries.expected) return "";
  return "So few or fewer come about by chance with a probability of " +
         Probability(canaries.probability) + ".";
}

std::string BlindSpots(const Canaries& canaries) {
  const auto blind = std::count_if(canaries.rows.begin(), canaries.rows.end(), FarTooFew);
  if (blind == 0) return "";
  return "<p>" +
         Chip("bad", "✗", Count(static_cast<uint64_t>(blind), "bug") + " far too seldom found") +
         " Chance does not explain it: what finds these may have gone blind.</p>\n";
}

std::string Verdict(const Canaries& canaries) {
  std::string html =
      "<p>" +
      (canaries.too_few ? Chip("bad", "✗", "not found as they should be")
                        : Chip("good", "✓", "found as expected")) +
      absl::StrFormat(
          " Of %s with a planted bug %s %s found; %.1f were to be expected from <code>"
          "docs/PLANTED_BUGS.md</code>. ",
          Count(canaries.runs, "run"), Grouped(canaries.found),
          canaries.found == 1 ? "was" : "were", canaries.expected);
  if (!canaries.too_few) return html + ByChance(canaries) + "</p>\n" + BlindSpots(canaries);
  return html + "If all were well, so few would be found with a probability of " +
         Probability(canaries.probability) +
         ".</p>\n<p><strong>The campaign would not see a bug.</strong> Something between the nodes "
         "and the verdict is broken: an oracle does not look, faults are not injected, or the "
         "planted bugs are not in the binary. Runs that passed prove nothing until that is "
         "explained.</p>\n";
}

}  // namespace

std::string CanariesSection(const CampaignReport& report) {
  const Canaries& canaries = report.canaries;
  if (canaries.runs == 0) return "";
  std::string html = "<h2 id=\"canaries\">Canaries</h2>\n" + Verdict(canaries);
  if (canaries.one_in > 0) {
    html += "<p class=\"muted\">About one seed in " + Grouped(canaries.one_in) +
            " is run with a bug planted on purpose. These runs count nowhere else on this "
            "page.</p>\n";
  }
  return html + Tables(canaries);
}

}  // namespace paxosstore::reports
