// paxsim merge: the results of several shards as one report.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/status_macros.h"
#include "reports/campaign/json.h"
#include "reports/campaign/text.h"
#include "reports/campaign/verdict.h"
#include "reports/text_summary.h"
#include "scenarios/failure_file.h"
#include "tools/paxsim/campaign/outputs.h"
#include "tools/paxsim/campaign/report_builder.h"
#include "tools/paxsim/campaign/results_file.h"
#include "tools/paxsim/commands.h"
#include "tools/paxsim/failure_files.h"
#include "tools/paxsim/scenario_files.h"

namespace paxosstore::paxsim {
namespace {

namespace fs = std::filesystem;

struct Flags {
  std::vector<std::string> folders;
  std::string out;
  bool json = false;
};

// All results files in the folders and below, in ascending order.
absl::StatusOr<std::vector<fs::path>> FindResults(const std::vector<std::string>& folders) {
  std::vector<fs::path> files;
  for (const std::string& folder : folders) {
    const size_t before = files.size();
    if (fs::is_regular_file(folder)) files.push_back(folder);
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
      if (at->path().filename() == kResultsName) files.push_back(at->path());
    }
    if (files.size() == before) {
      return absl::NotFoundError(folder + ": holds no " + kResultsName);
    }
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

class Merger {
 public:
  explicit Merger(const Flags& flags)
      : flags_(flags), folder_(flags.out.empty() ? flags.folders.front() : flags.out) {}

  absl::StatusOr<reports::CampaignReport> Merge();
  const std::string& folder() const { return folder_; }

 private:
  absl::Status Add(const fs::path& file, const CampaignHeader& header);
  absl::Status BringFailures(reports::CampaignReport* report) const;
  absl::StatusOr<std::string> Bring(const fs::path& name) const;

  const Flags& flags_;
  const std::string folder_;
  std::vector<fs::path> files_;
  std::optional<ReportBuilder> builder_;
};

absl::Status Merger::Add(const fs::path& file, const CampaignHeader& header) {
  uint64_t wall_ms = 0;
  absl::Status added;
  const auto add = [&](const reports::RunRecord& run) {
    wall_ms = std::max(wall_ms, run.ended_ms);
    if (added.ok()) added = builder_->Add(run);
  };
  RETURN_IF_ERROR(ReadResults(file.string(), add).status());
  if (!added.ok()) return absl::DataLossError(file.string() + ": " + std::string(added.message()));
  builder_->AddShard(header.shard.index, wall_ms);
  return absl::OkStatus();
}

// A file that some shard has kept, copied beside the report; its name, or nothing if none has it.
absl::StatusOr<std::string> Merger::Bring(const fs::path& name) const {
  for (const fs::path& results : files_) {
    const fs::path from = results.parent_path() / name;
    const fs::path to = fs::path(folder_) / name;
    if (!fs::exists(from)) continue;
    std::error_code error;
    if (!fs::equivalent(from, to, error)) {
      fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
      if (error) return absl::UnavailableError(to.string() + ": " + error.message());
    }
    return name.string();
  }
  return std::string();
}

// The first failure of a kind is the first of its kind in its shard, too.
absl::Status Merger::BringFailures(reports::CampaignReport* report) const {
  for (reports::FailureGroup& group : report->groups) {
    const reports::RunRecord& first = group.runs.front();
    const std::string name =
        fs::path(first.scenario).stem().string() + "-" + std::to_string(first.seed);
    ASSIGN_OR_RETURN(group.stored, Bring(name + scenarios::kFailureEnding));
    ASSIGN_OR_RETURN(group.trace, Bring(name + ".html"));
    if (group.stored.empty()) continue;
    ASSIGN_OR_RETURN(const sim::FailureCase failing,
                     scenarios::LoadFailure((fs::path(folder_) / group.stored).string()));
    group.small_size = SizeOf(failing);
  }
  return absl::OkStatus();
}

absl::StatusOr<reports::CampaignReport> Merger::Merge() {
  ASSIGN_OR_RETURN(files_, FindResults(flags_.folders));
  // The one of the first shard speaks for all; which file is named first decides nothing.
  std::vector<std::pair<CampaignHeader, fs::path>> shards;
  for (const fs::path& file : files_) {
    ASSIGN_OR_RETURN(CampaignHeader header,
                     ReadResults(file.string(), [](const reports::RunRecord&) {}));
    shards.emplace_back(std::move(header), file);
  }
  std::sort(shards.begin(), shards.end(),
            [](const auto& a, const auto& b) { return a.first.shard.index < b.first.shard.index; });
  const auto& [first, first_file] = shards.front();
  builder_.emplace(first);
  for (const auto& [header, file] : shards) {
    if (const auto why = WhyNotTogether(first, header)) {
      return absl::FailedPreconditionError(file.string() + " is of another campaign than " +
                                           first_file.string() + ": " + *why);
    }
    RETURN_IF_ERROR(Add(file, header));
  }
  reports::CampaignReport report = builder_->Finish();
  std::error_code ignored;
  fs::create_directories(folder_, ignored);
  RETURN_IF_ERROR(BringFailures(&report));
  RETURN_IF_ERROR(WriteOutputs(report, folder_));
  return report;
}

// What is not there cannot be judged.
int ExitCode(const reports::CampaignReport& report) {
  for (const reports::Trouble trouble : reports::TroublesOf(report)) {
    switch (trouble) {
      case reports::Trouble::kFailures:
      case reports::Trouble::kCanariesNotFound:
      case reports::Trouble::kNeverReached:
        return kFailureFound;
      case reports::Trouble::kShardsMissing:
      case reports::Trouble::kRunsMissing:
      case reports::Trouble::kNothingRan:
        break;
    }
  }
  return report.green() ? kPassed : kBadUsage;
}

int Execute(const Flags& flags) {
  Merger merger(flags);
  const absl::StatusOr<reports::CampaignReport> report = merger.Merge();
  if (!report.ok()) {
    std::fprintf(stderr, "%s\n", std::string(report.status().message()).c_str());
    return kBadUsage;
  }
  if (flags.json) {
    std::printf("%s", reports::CampaignJson(*report).c_str());
  } else {
    std::printf("%s", reports::CampaignTable(*report).c_str());
    std::printf("%s", reports::CampaignText(*report, FilesIn(merger.folder())).c_str());
  }
  return ExitCode(*report);
}

}  // namespace

RunCommand AddMerge(CLI::App& app) {
  const auto flags = std::make_shared<Flags>();
  CLI::App* merge =
      app.add_subcommand("merge", "Make one report of what the shards of a campaign have found.");
  merge
      ->add_option("DIR", flags->folders,
                   "Folders of shards, or folders that hold them; in any order")
      ->required();
  merge->add_option("--out", flags->out, "Folder for the report; by default the first DIR");
  merge->footer("Exit codes: as of campaign; 2 also if a shard or a run is missing.");
  merge->add_flag("--json", flags->json, "Print the summary for programs");
  return [flags] { return Execute(*flags); };
}

}  // namespace paxosstore::paxsim
