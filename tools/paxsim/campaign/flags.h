// What `paxsim campaign` is asked for on its command line, and the plan that this makes.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_FLAGS_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_FLAGS_H_

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "tools/paxsim/campaign/campaign.h"
#include "tools/paxsim/campaign/header.h"

namespace paxosstore::paxsim {

struct CampaignFlags {
  std::vector<std::string> scenarios;
  std::optional<uint64_t> seeds;
  std::string time;
  uint64_t first_seed = 1;
  std::string shard;
  uint64_t canary_one_in = 100;
  uint64_t rerun_one_in = 50;
  std::string rerun_with;
  uint32_t jobs = std::max(1u, std::thread::hardware_concurrency());
  std::string out;
  bool resume = false;
  std::string shrink_time = "60s";
  bool json = false;
  bool plain = false;
  std::string buggify;
  std::string bug;
  bool require_sometimes = false;
};

void AddFlags(CLI::App* campaign, CampaignFlags* flags);

// Fills both. InvalidArgument and the like name the flag.
absl::Status MakePlan(const CampaignFlags& flags, const std::string& program, CampaignPlan* plan,
                      CampaignHeader* header);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_FLAGS_H_
