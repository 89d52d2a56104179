// The top of the page: the verdict, the key figures, and what they are worth.
#include "absl/strings/str_format.h"
#include "reports/campaign/confidence.h"
#include "reports/campaign/derived.h"
#include "reports/campaign/markup.h"
#include "reports/campaign/sections.h"
#include "reports/campaign/verdict.h"
#include "reports/html.h"
#include "reports/units.h"

namespace paxosstore::reports {
namespace {

struct Look {
  const char* style;
  const char* sign;
};

// Of a campaign that could not say everything, neither yes nor no.
Look LookOf(const std::vector<Trouble>& troubles) {
  if (troubles.empty()) return {"good", "✓"};
  if (troubles.front() >= Trouble::kShardsMissing) return {"unsure", "?"};
  return {"bad", "✗"};
}

std::string Tile(const std::string& value, const std::string& name) {
  return "<div><dt>" + name + "</dt><dd>" + value + "</dd></div>\n";
}

std::string Rounded(double number) {
  if (number < 10) return absl::StrFormat("%.1f", number);
  return Amount(static_cast<uint64_t>(number));
}

std::string Seeds(const CampaignReport& report) {
  const std::optional<uint64_t> last = LastSeed(report);
  if (last.has_value()) return Grouped(report.first_seed) + " – " + Grouped(*last);
  return Grouped(report.first_seed) + " and up";
}

std::string TimeTiles(const CampaignReport& report) {
  std::string html;
  if (report.timing.wall_ms > 0) {
    html += Tile(LongTime(report.timing.wall_ms),
                 report.shards > 1 ? "wall time, all shards" : "wall time");
  }
  if (const auto rate = RunsPerSecond(report)) html += Tile(Rounded(*rate), "runs a second");
  if (const auto rate = EventsPerCpuSecond(report)) {
    html += Tile(Rounded(*rate), "events a CPU second");
  }
  if (const auto rate = TimesRealTime(report)) html += Tile(Rounded(*rate) + " ×", "real time");
  return html;
}

// The scenario that says least by itself.
const ScenarioRow* LeastRun(const CampaignReport& report) {
  const ScenarioRow* least = nullptr;
  for (const ScenarioRow& row : report.scenarios) {
    if (least == nullptr || row.runs < least->runs) least = &row;
  }
  return least;
}

std::string OfOneScenario(const CampaignReport& report) {
  const ScenarioRow* least = LeastRun(report);
  if (report.scenarios.size() < 2) return "";
  const std::string name = "<code>" + Escape(least->name) + "</code>";
  if (least->runs == 0) {
    return " Of a scenario that no seed fell on, such as " + name + ", it says nothing.";
  }
  return " Of one scenario by itself it says less: " + name + " had " + Count(least->runs, "run") +
         ", enough for " + OneIn(ShareBelow(0, least->runs)) + ".";
}

std::string WithoutFailures(const CampaignReport& report) {
  const uint64_t runs = report.all.runs;
  return "<p><strong>" +
         (runs == 1 ? "The one run did not fail" : "No failure in " + Count(runs, "run")) +
         ": with 95 % confidence, runs like these fail less often than " +
         OneIn(ShareBelow(0, runs)) +
         "</strong> (the rule of three). A bug that shows more often would have been seen." +
         OfOneScenario(report) + "</p>\n";
}

std::string WithFailures(const ScenarioRow& all) {
  const ShareBounds bounds = ShareBetween(all.failures, all.runs);
  const double share = static_cast<double>(all.failures) / static_cast<double>(all.runs);
  return "<p><strong>" + Grouped(all.failures) + " of " + Count(all.runs, "run") + " failed, " +
         OneIn(share) + "</strong>; with 95 % confidence, the share of such runs lies " +
         InWords(bounds) + ". After a repair, " +
         Count(static_cast<uint64_t>(3 / bounds.lower) + 1, "run") +
         " without a failure show with 95 % confidence that runs fail less often than "
         "that.</p>\n";
}

std::string AboutCanaries(const CampaignReport& report) {
  if (report.canaries.runs > 0) return "";
  return "<p class=\"muted\">There were no canaries (runs with a planted bug) among these runs, so "
         "nothing here shows that the oracles still see a bug.</p>\n";
}

}  // namespace

std::string VerdictSection(const CampaignReport& report) {
  const std::vector<Trouble> troubles = TroublesOf(report);
  const Look look = LookOf(troubles);
  std::string text;
  for (const Trouble trouble : troubles) {
    text += "<p>" + Escape(InWords(trouble, report)) + "</p>\n";
  }
  if (troubles.empty()) text = "<p>" + Escape(PassedInWords(report)) + "</p>\n";
  return absl::StrFormat(
      "<header class=\"%s\">\n<p class=\"kind\">Campaign <code>%s</code></p>\n"
      "<h1 class=\"%s\"><span class=\"sign\" aria-hidden=\"true\">%s</span>%s</h1>\n%s</header>\n",
      look.style, Escape(report.title), look.style, look.sign, Headline(report), text);
}

std::string FiguresSection(const CampaignReport& report) {
  const ScenarioRow& all = report.all;
  std::string html = "<dl class=\"tiles\">\n" +
                     Tile(Grouped(all.runs), all.runs == 1 ? "run" : "runs") +
                     Tile(Grouped(report.scenarios.size()),
                          report.scenarios.size() == 1 ? "scenario" : "scenarios") +
                     Tile(Seeds(report), "seeds");
  if (report.shards > 1) {
    html += Tile(
        Grouped(report.shards - report.missing_shards.size()) + " of " + Grouped(report.shards),
        "shards");
  }
  html += Tile(LongTime(static_cast<uint64_t>(all.virtual_time.ns) / 1'000'000), "virtual time") +
          Tile(Amount(all.events), "events") +
          Tile(Amount(FaultsInjected(all.faults)), "faults injected") +
          Tile(Amount(all.answered + all.unknown), "operations checked") +
          Tile(Amount(all.entries), "entries chosen");
  if (all.probed_images > 0) {
    html += Tile(Amount(all.probed_images), "power cuts tried");
  }
  return html + TimeTiles(report) + "</dl>\n";
}

std::string ConfidenceSection(const CampaignReport& report) {
  if (report.all.runs == 0) return "";
  return "<section>\n<h2>What this buys</h2>\n" +
         (report.all.failures == 0 ? WithoutFailures(report) : WithFailures(report.all)) +
         AboutCanaries(report) + "</section>\n";
}

}  // namespace paxosstore::reports
