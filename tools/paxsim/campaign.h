// Many seeds of many scenarios, over several processes. Task k runs seed first_seed + k of scenario
// k modulo their number: its result does not depend on how many processes there are.
#ifndef PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_H_
#define PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/planted_bug.h"
#include "reports/campaign_totals.h"
#include "sim/run/scenario.h"
#include "tools/paxsim/report_codec.h"

namespace paxosstore::paxsim {

struct NamedScenario {
  std::string path;  // as a user would type it
  sim::Scenario scenario;
};

// The oracle of a run that took its process down.
inline constexpr char kProcessDied[] = "crash";

struct CampaignPlan {
  std::vector<NamedScenario> scenarios;
  uint64_t first_seed = 1;
  uint64_t seeds = 1000;  // runs in total
  std::optional<std::chrono::milliseconds>
      budget;  // then no new run begins; `seeds` does not count
  uint32_t jobs = 1;
  PlantedBug bug = PlantedBug::kNone;
  // Seeds that this number divides run once more, in another process (other_process.h), and both
  // runs must agree; 0: none.
  uint64_t rerun_one_in = 0;
  std::string rerun_with;                // its program; empty: beside this one
  std::vector<std::string> rerun_flags;  // what `paxsim run` has to be told beside path and seed
};

// Told of each run as it ends, in no particular order, and of the passing of time.
struct CampaignEvents {
  std::function<void(const MeasuredReport&)> ended;
  std::function<void(uint64_t done)> tick;
  // Asked before each run; true: no more.
  std::function<bool()> stop;
};

struct CampaignResult {
  // By scenario, in the plan's order.
  std::vector<reports::ScenarioTotals> totals;
  // In order of seeds.
  std::vector<sim::RunReport> failures;
  // Of the traces of all runs, in whatever order they ended.
  uint64_t trace_hash = 0;
  // Not all runs that were begun have ended: processes could not be started.
  bool cut_short = false;
  // Of all runs; all 0 unless sim::SometimesAreCounted().
  SometimesCounts sometimes{};
};

// Which of the plan's scenarios a seed runs.
const NamedScenario& ScenarioOfSeed(const CampaignPlan& plan, uint64_t seed);

CampaignResult RunCampaign(const CampaignPlan& plan, const CampaignEvents& events);

}  // namespace paxosstore::paxsim

#endif  // PAXOSSTORE_TOOLS_PAXSIM_CAMPAIGN_H_
