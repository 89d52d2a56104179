#include "tools/paxsim/campaign.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <utility>

#include "sim/run/planted.h"
#include "sim/run/run.h"
#include "sim/run/sometimes.h"
#include "tools/paxsim/other_process.h"
#include "tools/paxsim/worker_pool.h"

namespace paxosstore::paxsim {
namespace {

using Time = std::chrono::steady_clock;

uint64_t CpuMicroseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000 + static_cast<uint64_t>(now.tv_nsec) / 1000;
}

class Campaign {
 public:
  Campaign(const CampaignPlan& plan, const CampaignEvents& events) : plan_(plan), events_(events) {
    for (const NamedScenario& scenario : plan.scenarios) {
      result_.totals.push_back({.path = scenario.path});
    }
  }

  CampaignResult Run();

 private:
  const NamedScenario& ScenarioOf(uint64_t task) const {
    return plan_.scenarios[task % plan_.scenarios.size()];
  }
  uint64_t SeedOf(uint64_t task) const { return plan_.first_seed + task; }
  std::optional<uint64_t> Next();
  std::string RunTask(uint64_t task) const;
  void CheckRerun(uint64_t task, sim::RunReport* first) const;
  void Collect(uint64_t task, const WorkerPool::Outcome& outcome);

  const CampaignPlan& plan_;
  const CampaignEvents& events_;
  const Time::time_point began_ = Time::now();
  uint64_t next_ = 0;
  uint64_t done_ = 0;
  CampaignResult result_;
};

std::optional<uint64_t> Campaign::Next() {
  const bool enough =
      plan_.budget.has_value() ? Time::now() - began_ >= *plan_.budget : next_ >= plan_.seeds;
  if (enough || events_.stop()) return std::nullopt;
  return next_++;
}

std::string Campaign::RunTask(uint64_t task) const {
  sim::ActivatePlantedBug(plan_.bug);
  const uint64_t before = CpuMicroseconds();
  MeasuredReport measured;
  measured.report = sim::RunScenario(ScenarioOf(task).scenario, SeedOf(task));
  measured.cpu_us = CpuMicroseconds() - before;
  const bool rerun = plan_.rerun_one_in > 0 && SeedOf(task) % plan_.rerun_one_in == 0;
  if (rerun && !measured.report.failure.has_value()) CheckRerun(task, &measured.report);
  return EncodeReport(measured);
}

void Campaign::CheckRerun(uint64_t task, sim::RunReport* first) const {
  SeedRun run;
  run.path = ScenarioOf(task).path;
  run.scenario = &ScenarioOf(task).scenario;
  run.seed = SeedOf(task);
  run.flags = plan_.rerun_flags;
  run.trace_hash = first->trace_hash;
  const std::optional<std::string> difference = DifferenceInOtherProcess(run, plan_.rerun_with);
  if (!difference.has_value()) return;
  first->failure = sim::Failure{"determinism", *difference, {first->ended_at, first->events}};
}

void Campaign::Collect(uint64_t task, const WorkerPool::Outcome& outcome) {
  std::optional<MeasuredReport> measured;
  if (outcome.result.has_value()) measured = DecodeReport(*outcome.result);
  if (!measured.has_value()) {
    measured.emplace();
    measured->report.scenario = ScenarioOf(task).scenario.name;
    measured->report.seed = SeedOf(task);
    measured->report.failure = sim::Failure{
        kProcessDied, std::string("the process died: ") + ::strsignal(outcome.signal), {}};
  }
  ++done_;
  result_.totals[task % plan_.scenarios.size()].Add(measured->report, measured->cpu_us);
  result_.trace_hash += measured->report.trace_hash * (2 * SeedOf(task) + 1);
  sim::AddSometimes(measured->report.sometimes, &result_.sometimes);
  events_.ended(*measured);
  if (measured->report.failure.has_value()) result_.failures.push_back(measured->report);
}

CampaignResult Campaign::Run() {
  WorkerPool pool(plan_.jobs, [this](uint64_t task) { return RunTask(task); });
  const bool ran = pool.Run(
      [this] { return Next(); },
      [this](uint64_t task, const WorkerPool::Outcome& outcome) { Collect(task, outcome); },
      [this] { events_.tick(done_); });
  // A seed that could still be begun was left because nobody was there to run it.
  result_.cut_short = !ran || done_ < next_ || Next().has_value();
  std::sort(result_.failures.begin(), result_.failures.end(),
            [](const sim::RunReport& a, const sim::RunReport& b) { return a.seed < b.seed; });
  return std::move(result_);
}

}  // namespace

const NamedScenario& ScenarioOfSeed(const CampaignPlan& plan, uint64_t seed) {
  return plan.scenarios[(seed - plan.first_seed) % plan.scenarios.size()];
}

CampaignResult RunCampaign(const CampaignPlan& plan, const CampaignEvents& events) {
  return Campaign(plan, events).Run();
}

}  // namespace paxosstore::paxsim
