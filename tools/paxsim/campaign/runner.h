// One process of a campaign from beginning to end: takes up what an earlier one has left, runs,
// keeps results as they come, writes the report.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_RUNNER_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_RUNNER_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "reports/campaign/campaign_report.h"
#include "tools/paxsim/campaign/campaign.h"
#include "tools/paxsim/campaign/flags.h"
#include "tools/paxsim/campaign/report_builder.h"
#include "tools/paxsim/campaign/results_file.h"
#include "tools/paxsim/progress.h"

namespace paxosstore::paxsim {

class CampaignRunner {
 public:
  CampaignRunner(const CampaignFlags& flags, CampaignPlan plan, CampaignHeader header)
      : flags_(flags),
        plan_(std::move(plan)),
        header_(std::move(header)),
        builder_(header_),
        folder_(Folder()) {}

  // Runs it all; the exit code.
  int Execute(std::chrono::seconds shrink_time);

 private:
  std::string Folder() const;
  absl::Status OpenResults();
  bool RunAll();
  void OnEnded(const reports::RunRecord& run, Progress* progress);
  reports::CampaignReport MakeReport() const;
  absl::Status WriteFiles(std::chrono::seconds shrink_time, reports::CampaignReport* report) const;
  void Print(const reports::CampaignReport& report) const;
  int ExitCode(const reports::CampaignReport& report) const;

  const CampaignFlags& flags_;
  CampaignPlan plan_;
  const CampaignHeader header_;
  ReportBuilder builder_;
  const std::string folder_;  // empty: nothing is kept
  std::unique_ptr<ResultsFile> results_;
  uint64_t elapsed_ms_ = 0;
  absl::Status trouble_;
};

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_RUNNER_H_
