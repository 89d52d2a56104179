// How often each kind of fault was injected.
#include <algorithm>

#include "reports/campaign/derived.h"
#include "reports/campaign/fault_families.h"
#include "reports/campaign/markup.h"
#include "reports/campaign/sections.h"
#include "reports/units.h"

namespace paxosstore::reports {
namespace {

std::string Line(const sim::FaultCounts& faults, sim::FaultKind kind, uint64_t most) {
  const uint64_t count = CountOf(faults, kind);
  return "<tr><th scope=\"row\">" + std::string(sim::ToString(kind)) + "</th><td class=\"bar\">" +
         Bar("plain", count, most) + "</td>" + NumberCell(Grouped(count)) + "</tr>\n";
}

std::string FamilyTable(const FaultFamily& family, const sim::FaultCounts& faults, uint64_t most) {
  std::string rows;
  for (const sim::FaultKind kind : family.kinds) {
    if (CountOf(faults, kind) > 0) rows += Line(faults, kind, most);
  }
  if (rows.empty()) return "";
  return "<table class=\"bars\">\n<caption>" + std::string(family.name) + "</caption>\n<tbody>\n" +
         rows + "</tbody>\n</table>\n";
}

std::string NeverInjected(const sim::FaultCounts& faults) {
  std::string names;
  size_t never = 0;
  for (const sim::FaultKind kind : InjectingKinds()) {
    if (CountOf(faults, kind) > 0) continue;
    names += (never++ == 0 ? "" : ", ") + std::string(sim::ToString(kind));
  }
  if (never == 0) return "<p class=\"muted\">Every kind of fault was injected.</p>\n";
  return "<p>" + Chip("unsure", "○", Count(never, "kind") + " never injected") + " " + names +
         ".</p>\n";
}

}  // namespace

std::string FaultsSection(const CampaignReport& report) {
  const sim::FaultCounts& faults = report.all.faults;
  const std::string head = "<h2 id=\"faults\">Faults injected</h2>\n";
  if (FaultsInjected(faults) == 0) {
    return head + "<p>None: what passed here has been tested in fair weather only.</p>\n";
  }
  const uint64_t most = *std::max_element(faults.begin(), faults.end());
  std::string tables;
  for (const FaultFamily& family : FaultFamilies()) tables += FamilyTable(family, faults, most);
  return head + "<div class=\"columns\">\n" + tables + "</div>\n" + NeverInjected(faults);
}

}  // namespace paxosstore::reports
