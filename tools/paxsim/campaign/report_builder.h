// Makes the report of a campaign from its runs, told in any order; also of several shards. Keeps of
// each run only what the report needs: failures whole, all others as sums.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_REPORT_BUILDER_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_REPORT_BUILDER_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "reports/campaign/campaign_report.h"
#include "tools/paxsim/campaign/header.h"

namespace paxosstore::paxsim {

class ReportBuilder {
 public:
  // `header`: of any shard; what Add is told may come from all of them.
  explicit ReportBuilder(CampaignHeader header);

  // A run that is told twice counts once. An error if it was another one then: a seed has only one
  // result.
  [[nodiscard]] absl::Status Add(const reports::RunRecord& run);
  // The shard's results are all told; they took so long.
  void AddShard(uint32_t index, uint64_t wall_ms);

  reports::CampaignReport Finish() const;

 private:
  void AddHonest(const reports::RunRecord& run);
  reports::Canaries FinishCanaries() const;
  uint64_t MissingRuns() const;

  const CampaignHeader header_;
  reports::CampaignReport report_;
  std::map<std::string, size_t> rows_;  // path -> row
  std::map<std::string, reports::FailureGroup> groups_;
  std::map<std::string, reports::CanaryRow> canaries_;
  SometimesCounts sometimes_{};
  std::map<uint32_t, uint64_t> shards_;              // index -> time
  absl::flat_hash_map<uint64_t, uint64_t> results_;  // seed -> what came of it; never walked
};

// Of drawing at most `found` hits in runs that each hit with their own chance, in thousandths.
double ChanceOfAtMost(uint64_t found, const std::vector<uint64_t>& permille);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_REPORT_BUILDER_H_
