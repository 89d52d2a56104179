#include "tools/paxsim/mutant_document.h"

#include <algorithm>
#include <array>
#include <bit>

#include "sim/run/planted.h"
#include "tools/paxsim/mutant_budgets.h"

namespace paxosstore::paxsim {
namespace {

constexpr const char* kHead =
    R"(# Planted bugs

Generated: `paxsim mutants --curves 30 --data tools/paxsim/mutant_curves.json` and then `paxsim
mutants --shrink DIR --data tools/paxsim/mutant_curves.json` measure, `paxsim mutants --document
docs/PLANTED_BUGS.md --data tools/paxsim/mutant_curves.json` writes this page. Do not edit it; a test
compares it with the catalogue and the data.

Each bug is one mutation of this code, named in `core/base/planted_bugs.def` and compiled only into
the simulation build. To see one: `paxsim mutants --bug NAME`.

*Runs* is how many seeds of the scenario it takes to find it: the median over disjoint ranges of
seeds, and the quartiles. A range is given up (censored) after the number of runs in the last
column, and no new one begins once `--runs-max` runs are spent, so that a bug that is hard to find has
fewer ranges. *Spread* counts the ranges that took 1, 2-3, 4-7, 8-15, 16-31, 32-63, 64-127, 128-255, and
256 or more runs, and after the bar the censored ones; the taller, the more. *Oracle* is what failed
first, and in how many ranges. *Essence* is what is left of the first failure after shrinking: fault
events and operations of clients. It has been replayed, bit for bit, by a process of its own.

)";

std::string Cell(std::optional<uint64_t> seeds, uint64_t censor) {
  return seeds.has_value() ? std::to_string(*seeds) : ">" + std::to_string(censor);
}

std::string OracleList(const Curve& curve) {
  std::vector<std::pair<std::string, uint64_t>> oracles(curve.oracles.begin(), curve.oracles.end());
  std::stable_sort(oracles.begin(), oracles.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [oracle, count] : oracles) {
    text += (text.empty() ? "" : ", ") + oracle + " " + std::to_string(count);
  }
  return text;
}

std::string EssenceText(const std::optional<Essence>& essence) {
  if (!essence.has_value()) return "";
  return std::to_string(essence->faults) + " + " + std::to_string(essence->operations);
}

// Scenario to essence: the columns that only a measurement fills.
std::string Measured(const MutantBudget& budget, const Curves& curves, const std::string& name) {
  if (budget.scenario.empty()) {
    return "a test: " + std::string(budget.test) + " | | | | | | |";
  }
  const auto at = curves.find(name);
  if (at == curves.end()) return std::string(budget.scenario) + " | not measured | | | | | |";
  const Curve& curve = at->second;
  return curve.scenario + " | **" + Cell(curve.Percentile(50), curve.censor) + "** [" +
         Cell(curve.Percentile(25), curve.censor) + "-" + Cell(curve.Percentile(75), curve.censor) +
         "] | " + std::to_string(curve.found()) + " of " + std::to_string(curve.seeds.size()) +
         " | `" + Histogram(curve) + "` | " + OracleList(curve) + " | " +
         std::to_string(curve.censor) + " | " + EssenceText(curve.essence) + " |";
}

}  // namespace

std::string Histogram(const Curve& curve) {
  constexpr size_t kBuckets = 9;
  static constexpr std::array<const char*, 8> kBars = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::array<size_t, kBuckets + 1> counts{};
  for (const std::optional<uint64_t>& s : curve.seeds) {
    const size_t bucket =
        !s.has_value() ? kBuckets : std::min<size_t>(kBuckets - 1, std::bit_width(*s) - 1);
    ++counts[bucket];
  }
  const size_t most = std::max<size_t>(1, *std::max_element(counts.begin(), counts.end()));
  std::string text;
  for (size_t i = 0; i < counts.size(); ++i) {
    if (i == kBuckets) text += "│";
    text += counts[i] == 0 ? "·" : kBars[(counts[i] * kBars.size() - 1) / most];
  }
  return text;
}

std::string MutantDocument(const Curves& curves) {
  std::string text = kHead;
  text += std::to_string(MutantBudgets().size()) + " bugs.\n\n";
  text +=
      "| bug | what it does | where it happened | scenario | runs | found | spread | oracle | "
      "censored after | essence |\n|---|---|---|---|---|---|---|---|---|---|\n";
  for (const MutantBudget& budget : MutantBudgets()) {
    const sim::PlantedBugInfo& info = sim::InfoOf(budget.bug);
    text += "| " + std::string(info.name) + " | " + std::string(info.mechanism) + " | " +
            std::string(info.anchor) + " | " + Measured(budget, curves, std::string(info.name)) +
            "\n";
  }
  return text;
}

}  // namespace paxosstore::paxsim
