#include "tools/paxsim/campaign/campaign.h"

#include <utility>

#include "tools/paxsim/campaign/one_run.h"
#include "tools/paxsim/campaign/results_lines.h"
#include "tools/paxsim/worker_pool.h"

namespace paxosstore::paxsim {
namespace {

using Time = std::chrono::steady_clock;

class Campaign {
 public:
  Campaign(const CampaignPlan& plan, const CampaignEvents& events) : plan_(plan), events_(events) {}

  bool Run();

 private:
  uint64_t SeedOf(uint64_t task) const { return plan_.first_seed + task; }
  std::chrono::milliseconds Elapsed() const {
    return plan_.elapsed +
           std::chrono::duration_cast<std::chrono::milliseconds>(Time::now() - began_);
  }
  std::optional<uint64_t> Next();
  void Collect(uint64_t task, const WorkerPool::Outcome& outcome);

  const CampaignPlan& plan_;
  const CampaignEvents& events_;
  const Time::time_point began_ = Time::now();
  uint64_t next_ = 0;
  uint64_t begun_ = 0, ended_ = 0;
};

std::optional<uint64_t> Campaign::Next() {
  if (events_.stop() || (plan_.budget.has_value() && Elapsed() >= *plan_.budget)) {
    return std::nullopt;
  }
  while (!plan_.seeds.has_value() || next_ < *plan_.seeds) {
    const uint64_t task = next_++;
    if (!plan_.shard.Holds(task, plan_.scenarios.size())) continue;
    if (plan_.done.contains(SeedOf(task))) continue;
    ++begun_;
    return task;
  }
  return std::nullopt;
}

void Campaign::Collect(uint64_t task, const WorkerPool::Outcome& outcome) {
  ++ended_;
  absl::StatusOr<ResultsLine> line = absl::DataLossError("");
  if (outcome.result.has_value()) line = ParseLine(*outcome.result);
  reports::RunRecord run;
  if (line.ok()) {
    run = std::get<reports::RunRecord>(*std::move(line));
  } else {
    run = DeadRun(plan_, SeedOf(task), outcome.signal);
  }
  run.ended_ms = static_cast<uint64_t>(Elapsed().count());
  events_.ended(run);
}

bool Campaign::Run() {
  WorkerPool pool(plan_.jobs,
                  [this](uint64_t task) { return RunLine(RunOne(plan_, SeedOf(task))); });
  const bool ran = pool.Run(
      [this] { return Next(); },
      [this](uint64_t task, const WorkerPool::Outcome& outcome) { Collect(task, outcome); },
      [this] { events_.tick(); });
  // A seed that could still be begun was left because nobody was there to run it.
  return ran && ended_ == begun_ && !Next().has_value();
}

}  // namespace

const NamedScenario& ScenarioOfSeed(const CampaignPlan& plan, uint64_t seed) {
  return plan.scenarios[(seed - plan.first_seed) % plan.scenarios.size()];
}

uint64_t RunsOfShard(const CampaignPlan& plan) {
  uint64_t runs = 0;
  for (uint64_t task = 0; task < *plan.seeds; ++task) {
    runs += plan.shard.Holds(task, plan.scenarios.size()) ? 1 : 0;
  }
  return runs;
}

bool RunCampaign(const CampaignPlan& plan, const CampaignEvents& events) {
  return Campaign(plan, events).Run();
}

}  // namespace paxosstore::paxsim
