// What a campaign is: the first line of its results, by which a later process can tell whether it
// may add to them.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_HEADER_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_HEADER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/paxsim/campaign/shard.h"

namespace paxosstore::paxsim {

struct CampaignHeader {
  struct Scenario {
    std::string path;
    std::string digest;  // of what it says, defaults included
    friend bool operator==(const Scenario&, const Scenario&) = default;
  };
  // These decide what a seed runs.
  std::string build;  // identifies the program
  std::vector<Scenario> scenarios;
  uint64_t first_seed = 1;
  uint64_t rerun_one_in = 0;
  uint64_t canary_one_in = 0;
  std::string buggify;
  std::string bug;  // planted into all runs
  bool plain = false;
  Shard shard;
  // These decide how many seeds are run; a later process may ask for more.
  std::optional<uint64_t> seeds;
  std::optional<uint64_t> time_ms;
  // These concern the report.
  std::string title;
  std::string command;
  bool require_sometimes = false;
};

// Why results of the two cannot stand in one report, in words that name the field; nothing: they
// can. Shards of one campaign may differ in the shard.
std::optional<std::string> WhyNotTogether(const CampaignHeader& a, const CampaignHeader& b);

// Of the program that runs: equal for equal programs, other for others.
std::string BuildOfThisProgram();

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_HEADER_H_
