#include "tools/paxsim/campaign/runner.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "core/base/status_macros.h"
#include "reports/campaign/json.h"
#include "reports/campaign/text.h"
#include "reports/text_summary.h"
#include "tools/paxsim/campaign/kept_failures.h"
#include "tools/paxsim/campaign/outputs.h"
#include "tools/paxsim/commands.h"

namespace paxosstore::paxsim {
namespace {

volatile std::sig_atomic_t signalled = 0;

// The first one ends the campaign with a report; the second one ends the process.
void EndCleanly(int signal) {
  signalled = signal;
  std::signal(signal, SIG_DFL);
}

}  // namespace

std::string CampaignRunner::Folder() const {
  namespace fs = std::filesystem;
  if (flags_.out.empty() || header_.shard.count == 1) return flags_.out;
  return (fs::path(flags_.out) / header_.shard.Folder()).string();
}

absl::Status CampaignRunner::OpenResults() {
  const std::string path = (std::filesystem::path(folder_) / kResultsName).string();
  if (!flags_.resume && std::filesystem::exists(path)) {
    return absl::FailedPreconditionError(
        path + " is there already: --resume goes on with that campaign; or name another folder");
  }
  ASSIGN_OR_RETURN(results_, ResultsFile::Open(path));
  absl::Status added;
  const auto add = [&](const reports::RunRecord& run) {
    plan_.done.insert(run.seed);
    elapsed_ms_ = std::max(elapsed_ms_, run.ended_ms);
    if (added.ok()) added = builder_.Add(run);
  };
  ASSIGN_OR_RETURN(const std::optional<CampaignHeader> before, results_->Read(add));
  RETURN_IF_ERROR(added);
  if (before.has_value()) {
    std::optional<std::string> difference = WhyNotTogether(header_, *before);
    if (header_.shard.index != before->shard.index) difference = "--shard: another one";
    if (difference.has_value()) {
      return absl::FailedPreconditionError("--resume: " + path +
                                           " is of another campaign: " + *difference);
    }
  }
  plan_.elapsed = std::chrono::milliseconds(elapsed_ms_);
  return results_->Begin(header_);
}

void CampaignRunner::OnEnded(const reports::RunRecord& run, Progress* progress) {
  elapsed_ms_ = std::max(elapsed_ms_, run.ended_ms);
  if (results_ != nullptr) trouble_.Update(results_->Append(run));
  trouble_.Update(builder_.Add(run));
  const bool failed = run.failure.has_value() && run.canary.empty();
  progress->CountRun(failed, run.events);
  if (failed && !flags_.json) {
    progress->Print(reports::FailureText(*run.failure, run.seed, run.replay));
  }
}

bool CampaignRunner::RunAll() {
  std::optional<uint64_t> runs;
  if (plan_.seeds.has_value()) {
    runs = RunsOfShard(plan_);
    runs = *runs - std::min<uint64_t>(*runs, plan_.done.size());
  }
  std::optional<std::chrono::milliseconds> budget;
  if (plan_.budget.has_value()) budget = std::max(*plan_.budget - plan_.elapsed, {});
  Progress progress(runs, budget);
  CampaignEvents events;
  events.ended = [&](const reports::RunRecord& run) { OnEnded(run, &progress); };
  events.tick = [&] {
    if (results_ != nullptr) trouble_.Update(results_->SyncIfDue());
    progress.Tick();
  };
  events.stop = [this] { return signalled != 0 || !trouble_.ok(); };
  std::signal(SIGINT, EndCleanly);
  std::signal(SIGTERM, EndCleanly);
  const bool whole = RunCampaign(plan_, events);
  // What is still to be done can be done again.
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  progress.Finish();
  if (results_ != nullptr) trouble_.Update(results_->Sync());
  return whole;
}

reports::CampaignReport CampaignRunner::MakeReport() const {
  ReportBuilder builder = builder_;
  builder.AddShard(header_.shard.index, elapsed_ms_);
  reports::CampaignReport report = builder.Finish();
  report.missing_shards.clear();  // are others' to do
  return report;
}

absl::Status CampaignRunner::WriteFiles(std::chrono::seconds shrink_time,
                                        reports::CampaignReport* report) const {
  // First of all, lest somebody ends this before failures are small.
  RETURN_IF_ERROR(WriteOutputs(*report, folder_));
  if (report->groups.empty()) return absl::OkStatus();
  KeepOptions keep;
  keep.folder = folder_;
  keep.jobs = flags_.jobs;
  keep.shrink_time = signalled != 0 ? std::chrono::seconds(0) : shrink_time;
  const bool kept = KeepFailures(plan_, keep, report);
  RETURN_IF_ERROR(WriteOutputs(*report, folder_));
  return kept ? absl::OkStatus() : absl::UnavailableError("not all failures could be kept");
}

void CampaignRunner::Print(const reports::CampaignReport& report) const {
  if (flags_.json) {
    std::printf("%s", reports::CampaignJson(report).c_str());
    return;
  }
  std::printf("%s", reports::CampaignTable(report).c_str());
  std::printf("%s", reports::CampaignText(report, FilesIn(folder_)).c_str());
}

int CampaignRunner::ExitCode(const reports::CampaignReport& report) const {
  if (signalled == 0) return report.green() ? kPassed : kFailureFound;
  std::fprintf(
      stderr, "interrupted by %s; %s\n", signalled == SIGINT ? "Ctrl-C" : "a signal",
      folder_.empty() ? "the same command begins anew" : "the same command with --resume goes on");
  return 128 + signalled;
}

int CampaignRunner::Execute(std::chrono::seconds shrink_time) {
  const auto fail = [](const absl::Status& why) {
    std::fprintf(stderr, "%s\n", std::string(why.message()).c_str());
    return kBadUsage;
  };
  if (!folder_.empty()) {
    if (const absl::Status opened = OpenResults(); !opened.ok()) return fail(opened);
  }
  if (!header_.shard.source.empty()) {
    std::fprintf(stderr, "shard %u of %u, as %s says\n", header_.shard.index, header_.shard.count,
                 header_.shard.source.c_str());
  }
  const bool whole = RunAll();
  if (!trouble_.ok()) return fail(trouble_);
  reports::CampaignReport report = MakeReport();
  if (!folder_.empty()) {
    if (const absl::Status written = WriteFiles(shrink_time, &report); !written.ok()) {
      return fail(written);
    }
  }
  Print(report);
  if (!whole) return fail(absl::UnavailableError("cut short: processes could not be started"));
  return ExitCode(report);
}

}  // namespace paxosstore::paxsim
