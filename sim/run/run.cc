#include "sim/run/run.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "sim/faults/planner.h"
#include "sim/history/linearizability.h"
#include "sim/oracles/convergence.h"
#include "sim/probe/power_cut_probe.h"
#include "sim/run/buggify.h"
#include "sim/run/check_guard.h"
#include "sim/run/sometimes.h"
#include "sim/trace/recorder.h"
#include "sim/workload/client_pool.h"

namespace paxosstore::sim {
namespace {

constexpr Instant kFaultsBegin{Milliseconds(200).ns};
constexpr Duration kConvergenceStep = Milliseconds(250);
constexpr size_t kSearchOperationsMax = 300;

WorldOptions MakeWorldOptions(const Scenario& scenario, const RunOptions& options) {
  WorldOptions world = scenario.world;
  world.objects = ObjectNames(scenario.workload);
  world.record = options.record;
  return world;
}

FaultPlan MakePlan(const Scenario& scenario, uint64_t seed) {
  FaultPlan plan = DrawPlan(
      seed, scenario.faults,
      {kFaultsBegin, Instant{} + scenario.fault_time, scenario.world.nodes, scenario.world.link});
  plan.insert(plan.end(), scenario.events.begin(), scenario.events.end());
  SortPlan(plan);
  return plan;
}

class Run {
 public:
  Run(const Scenario& scenario, uint64_t seed, const RunOptions& options)
      : scenario_(scenario),
        options_(options),
        world_(seed, MakeWorldOptions(scenario, options)),
        recorder_(options.recording == nullptr
                      ? nullptr
                      : std::make_unique<Recorder>(&world_, options.recording)),
        probe_(&world_, scenario.probe),
        injector_(&world_, MakePlan(scenario, seed)),
        clients_(&world_, scenario.workload, options.tape ? &operations_ : nullptr,
                 recorder_ == nullptr ? nullptr : recorder_->clients()) {
    if (options_.trace) world_.set_trace(options_.trace);
    if (options_.tape) world_.decisions().Record();
    if (recorder_ != nullptr) injector_.set_observer(recorder_->faults());
    if (options_.hear || recorder_ != nullptr || injector_.listens()) {
      world_.watch().set_tap([this](const sim::Report& heard) {
        if (recorder_ != nullptr) recorder_->Hear(heard);
        injector_.Hear(heard);
        if (options_.hear) options_.hear(world_.now(), heard);
      });
    }
    for (const Restriction& only : scenario.only) world_.decisions().Restrict(only);
    const Ratio active = scenario.buggify.value_or(Ratio{});
    if (active.numerator > 0) buggify_.emplace(seed, active, &world_.decisions(), &world_.queue());
  }

  void Execute();
  RunReport Report();
  void Finish();
  Judge& judge() { return world_.judge(); }
  std::string NameOf(ActorId actor) { return world_.queue().NameOf(actor); }

 private:
  // False: the run is over, for it failed or `until` is reached.
  bool Pass(Duration length);
  bool FaultPhase();
  bool CalmPhase();
  bool Converge();
  void CheckHistory();
  // The failure is one of which the scenario says that it may happen.
  bool Excused();
  Tape MakeTape();

  const Scenario& scenario_;
  const RunOptions& options_;
  World world_;
  const std::unique_ptr<Recorder> recorder_;  // if the run is recorded
  PowerCutProbe probe_;
  Injector injector_;
  std::vector<ScriptedOperation> operations_;  // if there is to be a tape
  ClientPool clients_;
  std::optional<Buggify> buggify_;
};

bool Run::Pass(Duration length) {
  const Instant end = world_.now() + length;
  if (!options_.until.has_value() || *options_.until >= end) return world_.RunTo(end);
  world_.RunTo(*options_.until);
  return false;
}

bool Run::FaultPhase() {
  world_.StartAll();
  clients_.Begin();
  return Pass(scenario_.fault_time);
}

bool Run::CalmPhase() {
  injector_.Heal();
  if (buggify_.has_value()) buggify_->Stop();
  if (!Pass(scenario_.grace)) return false;
  // With fewer whole disks nothing is promised but to be right.
  if (!world_.majority_undamaged()) return Pass(scenario_.calm_time);
  clients_.ExpectAnswers();
  const ClientCounters before = clients_.counters();
  if (!Pass(scenario_.calm_time)) return false;
  const ClientCounters& after = clients_.counters();
  if (after.not_done > before.not_done && after.ok == before.ok) {
    judge().Fail("progress after healing",
                 "every operation is refused, although " + WhoCouldVote(world_.Abilities()));
  }
  return !judge().failed();
}

bool Run::Converge() {
  clients_.Stop();
  std::optional<std::string> difference;
  const char* oracle = kConvergenceName;
  for (Duration waited; waited <= scenario_.convergence_max; waited = waited + kConvergenceStep) {
    if (!Pass(kConvergenceStep)) return false;
    if (!clients_.idle()) {
      difference = "an operation has not ended";
      continue;
    }
    oracle = kConvergenceName;
    difference = world_.FindDivergence();
    if (!difference.has_value()) {
      oracle = RequestsEnd::kName;
      difference = world_.FindOpenRequest();
    }
    if (!difference.has_value()) return true;
  }
  judge().Fail(oracle, *difference);
  return false;
}

void Run::CheckHistory() {
  world_.watch().exactly_once().CheckAll();
  CheckOptions options;
  options.always_search =
      scenario_.search_one_seed_in > 0 && world_.seed() % scenario_.search_one_seed_in == 0;
  for (uint32_t object = 0; object < world_.history().objects(); ++object) {
    const std::vector<Operation>& operations = world_.history().of(object);
    CheckOptions here = options;
    here.always_search = options.always_search && operations.size() <= kSearchOperationsMax;
    const std::optional<std::string> violation = sim::FindViolation(operations, here);
    if (violation.has_value()) {
      judge().Fail("linearizability", world_.options().objects[object] + ": " + *violation);
    }
  }
}

void Run::Execute() {
  if (FaultPhase() && CalmPhase()) Converge();
  if (!judge().failed()) CheckHistory();
}

// What others want of a run that is over.
void Run::Finish() {
  if (recorder_ != nullptr) {
    recorder_->Finish();
    options_.recording->scenario = scenario_.name;
    options_.recording->clients = scenario_.workload.clients;
    if (auto& failure = options_.recording->failure; failure.has_value() && Excused()) {
      failure->explanation.insert(0, "The scenario allows this oracle to fail. ");
    }
  }
  if (options_.at_end) options_.at_end(world_);
}

Tape Run::MakeTape() {
  Tape tape{injector_.plan(), std::move(operations_), {}};
  for (size_t i = 0; i < kPurposes; ++i) {
    const auto purpose = static_cast<Purpose>(i);
    tape.made.push_back({purpose, world_.decisions().made(purpose)});
    std::sort(tape.made.back().kept.begin(), tape.made.back().kept.end());
  }
  return tape;
}

bool Run::Excused() {
  const auto& failure = judge().failure();
  const auto& may_fail = scenario_.may_fail;
  return failure.has_value() &&
         std::find(may_fail.begin(), may_fail.end(), failure->oracle) != may_fail.end();
}

RunReport Run::Report() {
  RunReport report;
  report.scenario = scenario_.name;
  report.seed = world_.seed();
  report.failure = judge().failure();
  if (Excused()) std::swap(report.failure, report.excused);
  report.trace_hash = world_.hash().value();
  report.events = world_.queue().dispatched();
  report.ended_at = world_.now();
  report.nodes = world_.options().nodes;
  report.starts = world_.starts();
  report.refusals = world_.refusals();
  for (const NodeId node : world_.nodes()) report.damaged_nodes += world_.undamaged(node) ? 0 : 1;
  report.entries_chosen = world_.watch().ledger().EntriesChosen();
  report.probed_images = probe_.images();
  report.clients = clients_.counters();
  report.faults = injector_.counts();
  report.network = world_.network().total();
  report.disks = world_.disk_counters();
  report.shards = world_.stats();
  if (buggify_.has_value()) report.buggify = buggify_->counts();
  report.sometimes = CurrentSometimes();
  if (options_.record) report.trace_log = world_.hash().log();
  if (options_.tape) report.tape = MakeTape();
  if (options_.history) {
    report.history = Record(world_.history(), world_.options().objects);
    report.history->scenario = scenario_.name;
    report.history->seed = world_.seed();
  }
  return report;
}

}  // namespace

RunReport RunScenario(const Scenario& scenario, uint64_t seed, const RunOptions& options) {
  const Scenario drawn = DrawSwarm(scenario, seed);
  const CheckGuard guard;
  ResetSometimes();
  Run run(drawn, seed, options);
  try {
    run.Execute();
  } catch (const CheckFailed& failed) {
    run.judge().Fail("check", failed.message);
  }
  RunReport report = run.Report();
  run.Finish();
  return report;
}

Scenario WrittenOut(const Scenario& scenario, const RunReport& report) {
  Scenario written = DrawSwarm(scenario, report.seed);
  written.faults = {};
  written.events = report.tape->plan;
  written.workload.script = report.tape->operations;
  return written;
}

std::string ActorName(const Scenario& scenario, uint64_t seed, ActorId actor) {
  const Scenario drawn = DrawSwarm(scenario, seed);
  const RunOptions options;
  return Run(drawn, seed, options).NameOf(actor);
}

}  // namespace paxosstore::sim
