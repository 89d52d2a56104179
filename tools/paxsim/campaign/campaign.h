// Many seeds of many scenarios, over several processes. Task k runs seed first_seed + k of scenario
// k modulo their number: its result does not depend on how many processes there are, nor on which
// of them ran before.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_CAMPAIGN_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_CAMPAIGN_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "core/base/planted_bug.h"
#include "reports/campaign/run_record.h"
#include "sim/run/run_report.h"
#include "tools/paxsim/campaign/canary.h"
#include "tools/paxsim/campaign/named_scenario.h"
#include "tools/paxsim/campaign/shard.h"

namespace paxosstore::paxsim {

// The oracle of a run that took its process down.
inline constexpr char kProcessDied[] = "crash";

struct CampaignPlan {
  std::string program = "paxsim";  // for the commands that repeat a run
  std::vector<NamedScenario> scenarios;
  uint64_t first_seed = 1;
  // Runs over all shards; nothing: no limit.
  std::optional<uint64_t> seeds = 1000;
  // No new run begins when they have lasted so long; nothing: no limit.
  std::optional<std::chrono::milliseconds> budget;
  Shard shard;
  uint32_t jobs = 1;
  PlantedBug bug = PlantedBug::kNone;
  Canaries canaries;
  // Seeds that this number divides run once more, in another process (other_process.h), and both
  // runs must agree; 0: none.
  uint64_t rerun_one_in = 0;
  std::string rerun_with;              // its program; empty: beside this one
  std::vector<std::string> run_flags;  // what `paxsim run` has to be told beside path and seed
  // What an earlier process has done of it: these seeds, in so much time.
  absl::flat_hash_set<uint64_t> done;
  std::chrono::milliseconds elapsed{0};
};

// Told of each run as it ends, in no particular order, and of the passing of time.
struct CampaignEvents {
  std::function<void(const reports::RunRecord&)> ended;
  std::function<void()> tick;
  // Asked before each run; true: no more.
  std::function<bool()> stop;
};

// Which of the plan's scenarios a seed runs, canaries aside.
const NamedScenario& ScenarioOfSeed(const CampaignPlan& plan, uint64_t seed);

// How many of the plan's runs are this shard's. REQUIRES: a number of seeds.
uint64_t RunsOfShard(const CampaignPlan& plan);

// False: cut short, since processes could not be started.
[[nodiscard]] bool RunCampaign(const CampaignPlan& plan, const CampaignEvents& events);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_CAMPAIGN_H_
