#include "reports/campaign/text.h"

#include <algorithm>
#include <filesystem>

#include "absl/strings/str_format.h"
#include "reports/campaign/derived.h"
#include "reports/campaign/verdict.h"
#include "reports/units.h"
#include "sim/check/shown_text.h"

namespace paxosstore::reports {
namespace {

constexpr size_t kListedGroups = 8;
constexpr size_t kListedBranches = 12;
constexpr size_t kSignatureMax = 100;

// Nothing in it steers the terminal. Commands are not shortened.
std::string Shown(const std::string& text) {
  std::string shown;
  for (const std::string_view character : sim::ShownCharacters(text)) shown += character;
  return shown;
}

std::string GroupText(const FailureGroup& group, const CampaignFiles& files) {
  if (group.runs.empty()) return "";
  std::string text = absl::StrFormat("  %d x %s\n", group.runs.size(),
                                     sim::Shortened(group.signature, kSignatureMax));
  text += "      replay: " + Shown(group.runs.front().replay) + "\n";
  if (group.stored.empty() || files.folder.empty()) return text;
  text += "      stored: " + Shown((std::filesystem::path(files.folder) / group.stored).string());
  if (!group.small_size.empty()) text += " (" + Shown(group.small_size) + ")";
  return text + "\n";
}

std::string Groups(const CampaignReport& report, const CampaignFiles& files) {
  std::string text;
  const size_t listed = std::min(report.groups.size(), kListedGroups);
  for (size_t i = 0; i < listed; ++i) text += GroupText(report.groups[i], files);
  if (report.groups.size() > listed) {
    text += "  and " + Count(report.groups.size() - listed, "more signature") + "\n";
  }
  return text;
}

std::string CanariesLine(const Canaries& canaries) {
  if (canaries.runs == 0) return "";
  return absl::StrFormat("canaries: %d of %d found, %.1f expected\n", canaries.found, canaries.runs,
                         canaries.expected);
}

// All of them where nothing else lists them, or where they are why the campaign is red.
std::string Branches(const CampaignReport& report, const CampaignFiles& files) {
  if (!report.sometimes_counted) return "";
  const std::vector<const SometimesRow*> never = NeverReached(report);
  std::string text =
      absl::StrFormat("%d of %d rare branches reached\n", report.sometimes.size() - never.size(),
                      report.sometimes.size());
  const bool all = report.sometimes_required || files.page.empty();
  const size_t listed = all ? never.size() : std::min(never.size(), kListedBranches);
  for (size_t i = 0; i < listed; ++i) {
    text += absl::StrFormat("  never: %-24s %s\n", Shown(never[i]->name), Shown(never[i]->what));
  }
  if (never.size() > listed) text += absl::StrFormat("  and %d more\n", never.size() - listed);
  return text;
}

std::string File(const char* name, const std::string& path) {
  return path.empty() ? "" : absl::StrFormat("%-6s %s\n", name, Shown(path));
}

std::string Verdict(const CampaignReport& report) {
  std::string text = Headline(report) + ":";
  const std::vector<Trouble> troubles = TroublesOf(report);
  if (troubles.empty()) return text + " " + PassedInWords(report) + "\n";
  for (const Trouble trouble : troubles) text += " " + InWords(trouble, report);
  return text + "\n";
}

}  // namespace

std::string CampaignText(const CampaignReport& report, const CampaignFiles& files) {
  return Branches(report, files) + CanariesLine(report.canaries) +
         absl::StrFormat("hash of all traces %016x\n", report.trace_hash) + Groups(report, files) +
         Verdict(report) + File("page", files.page) + File("JUnit", files.junit) +
         File("JSON", files.json);
}

}  // namespace paxosstore::reports
