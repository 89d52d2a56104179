#include "tools/paxsim/failure_files.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "scenarios/failure_file.h"
#include "sim/run/buggify.h"
#include "sim/run/planted.h"
#include "sim/shrink/story.h"

namespace paxosstore::paxsim {
namespace {

void AddLines(const std::string& text, std::vector<std::string>* lines) {
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines->push_back(line);
}

std::vector<std::string> Remarks(const sim::FailureCase& failing, bool shrunk,
                                 const std::string& path, const std::string& program) {
  std::vector<std::string> remarks;
  AddLines(failing.failure.oracle + ": " + failing.failure.what, &remarks);
  remarks.push_back("");
  remarks.push_back("  " + program + " replay " + path);
  remarks.push_back("");
  remarks.push_back("It takes " + SizeOf(failing) + ".");
  if (shrunk) remarks.push_back("Each event and operation is necessary: without it, no failure.");
  remarks.push_back("");
  remarks.push_back("What happened:");
  for (const std::string& line : sim::TellStory(failing)) remarks.push_back("  " + line);
  remarks.push_back("");
  return remarks;
}

}  // namespace

std::string SizeOf(const sim::FailureCase& failing) {
  size_t kept = 0;
  for (const sim::Restriction& only : failing.scenario.only) kept += only.kept.size();
  std::string chance = std::to_string(kept) + " choices by chance";
  std::string free;
  for (const sim::Purpose purpose : sim::ByChance()) {
    const auto& all = failing.scenario.only;
    const bool bound = std::any_of(all.begin(), all.end(),
                                   [purpose](const auto& r) { return r.purpose == purpose; });
    if (!bound) free += (free.empty() ? "" : ", ") + std::string(ToString(purpose));
  }
  if (!free.empty()) chance += " and all of: " + free;
  return absl::StrFormat("%d fault events, %d operations of clients, %d nodes, %s",
                         failing.scenario.events.size(), failing.scenario.workload.script.size(),
                         failing.scenario.world.nodes, chance);
}

bool WriteFailureFile(const sim::FailureCase& failing, bool shrunk, const std::string& path,
                      const std::string& program) {
  std::ofstream out(path, std::ios::binary);
  out << scenarios::WriteFailure(failing, Remarks(failing, shrunk, path, program));
  out.close();
  if (out.good()) return true;
  std::fprintf(stderr, "%s: cannot be written\n", path.c_str());
  return false;
}

sim::ShrinkResult ShrinkShowing(sim::FailureCase failing, uint64_t runs_max) {
  const bool terminal = ::isatty(STDERR_FILENO) != 0;
  sim::ShrinkOptions options;
  options.runs_max = runs_max;
  options.progress = [terminal](const std::string& step, uint64_t runs,
                                const sim::FailureCase& best) {
    if (terminal) {
      std::fprintf(stderr, "\r\033[K%llu runs, %zu faults, %zu operations; now: %s",
                   static_cast<unsigned long long>(runs), best.scenario.events.size(),
                   best.scenario.workload.script.size(), step.c_str());
    } else if (runs % 500 == 0) {
      std::fprintf(stderr, "%llu runs, %zu faults, %zu operations\n",
                   static_cast<unsigned long long>(runs), best.scenario.events.size(),
                   best.scenario.workload.script.size());
    }
    return true;
  };
  sim::ShrinkResult result = sim::Shrink(std::move(failing), std::move(options));
  if (terminal) std::fprintf(stderr, "\r\033[K");
  return result;
}

std::optional<int> SwitchBugOn(const std::string& bug, const std::string& source,
                               const Invocation& invocation) {
  if (bug.empty()) return std::nullopt;
  if (!sim::PlantedBugsAreCompiledIn()) return HandOverToPlanted(invocation);
  const auto info = sim::FindPlantedBug(bug);
  if (!info.has_value()) {
    std::fprintf(stderr, "%s: no planted bug is called %s; see `mutants --list`\n", source.c_str(),
                 bug.c_str());
    return kBadUsage;
  }
  sim::ActivatePlantedBug(info->bug);
  return std::nullopt;
}

std::optional<int> Prepare(const sim::FailureCase& failing, const std::string& source,
                           const Invocation& invocation) {
  const bool buggify = failing.scenario.buggify.value_or(sim::Ratio{}).numerator > 0;
  if (buggify && !sim::BuggifyIsCompiledIn()) return HandOverToPlanted(invocation);
  return SwitchBugOn(failing.bug, source + ": bug", invocation);
}

}  // namespace paxosstore::paxsim
