#include "sim/shrink/shrink.h"

#include <algorithm>
#include <utility>

#include "sim/oracles/convergence.h"
#include "sim/probe/power_cut_probe.h"
#include "sim/shrink/minimise.h"

namespace paxosstore::sim {
namespace {

// What can come out calm, the strangest first: what is left by chance should be the plainest.
constexpr Purpose kByChance[] = {
    Purpose::kReorder,      Purpose::kDuplicate,       Purpose::kLoss,
    Purpose::kClientLoss,   Purpose::kAbandon,         Purpose::kFailedSync,
    Purpose::kCrashNames,   Purpose::kCrashPages,      Purpose::kDiskRead,
    Purpose::kRetryPause,   Purpose::kClientDelay,     Purpose::kSyncTime,
    Purpose::kDelay,        PurposeOf(Draw::kBackoff), PurposeOf(Draw::kPeerChoice),
    PurposeOf(Draw::kSweep)};
// A list of choices longer than this explains nothing: then they all stay by chance.
constexpr size_t kKeptMax = 40;
constexpr size_t kRoundsMax = 4;
// More operations than this have more pairs than are worth their runs.
constexpr size_t kPairsMax = 12;

class Shrinker {
 public:
  Shrinker(FailureCase failing, ShrinkOptions options)
      : best_(std::move(failing)), options_(std::move(options)) {}

  ShrinkResult Run();

 private:
  // Whether the candidate fails in the same way; then it is the best.
  bool Try(const FailureCase& candidate);
  template <typename Change>
  bool TryWith(Change change) {
    FailureCase candidate = best_;
    change(candidate);
    return Try(candidate);
  }
  void Shorten();
  void SmallSegments();
  void ProbeEverywhere();
  void DropWhatComesAfter();
  void DropEvents();
  void Retime();
  void DropOperations(size_t pairs_max = 0);
  void Calm(Purpose purpose);
  void Plain();
  size_t Size() const;

  FailureCase best_;
  ShrinkOptions options_;
  std::string step_;
  uint64_t runs_ = 0;
  bool stopped_ = false;
};

bool Shrinker::Try(const FailureCase& candidate) {
  if (stopped_ || runs_ >= options_.runs_max) {
    stopped_ = true;
    return false;
  }
  ++runs_;
  const RunReport report = Rerun(candidate);
  const bool same = report.failure.has_value() && report.failure->oracle == best_.failure.oracle;
  if (same) {
    best_ = candidate;
    best_.failure = *report.failure;
    best_.trace_hash = report.trace_hash;
  }
  if (options_.progress && !options_.progress(step_, runs_, best_)) stopped_ = true;
  return same;
}

// The earliest end with which it fails, to a 32nd of the run.
void Shrinker::Shorten() {
  step_ = "duration";
  const Instant whole = best_.failure.moment.time;
  int64_t low = 0, high = 32;
  while (high - low > 1) {
    const int64_t middle = (low + high) / 2;
    const Instant until = Instant{} + (whole - Instant{}) * middle / 32;
    (TryWith([&](FailureCase& c) { c.until = until; }) ? high : low) = middle;
  }
}

// What needs the log to go round needs less of everything in a small one.
void Shrinker::SmallSegments() {
  step_ = "segments";
  for (const uint64_t kib : {8, 32}) {
    const uint64_t bytes = kib << 10;
    if (best_.scenario.world.store.segment_bytes <= bytes) return;
    if (TryWith([bytes](FailureCase& c) { c.scenario.world.store.segment_bytes = bytes; })) return;
  }
}

// A boundary that was probed by chance is lost with the first event that moves it.
void Shrinker::ProbeEverywhere() {
  step_ = "probes";
  TryWith([](FailureCase& c) { c.scenario.probe = {1, 8}; });
}

void Shrinker::DropWhatComesAfter() {
  step_ = "what comes after";
  const Instant end = best_.failure.moment.time;
  TryWith([end](FailureCase& c) {
    std::erase_if(c.scenario.events, [end](const Fault& f) { return f.at > end; });
    std::erase_if(c.scenario.workload.script, [end](const auto& o) { return o.at > end; });
  });
}

void Shrinker::DropEvents() {
  step_ = "faults";
  const FaultPlan all = best_.scenario.events;
  Minimise(all.size(), [&](const std::vector<size_t>& kept) {
    return TryWith([&](FailureCase& c) { c.scenario.events = Pick(all, kept); });
  });
}

// An operation waits for the one before it. At the time when it really began it needs that no more.
void Shrinker::Retime() {
  step_ = "operations";
  RunOptions options;
  options.tape = true;
  const std::optional<Tape> tape = Rerun(best_, std::move(options)).tape;
  if (tape->operations.empty()) return;
  TryWith([&](FailureCase& c) { c.scenario.workload.script = tape->operations; });
}

void Shrinker::DropOperations(size_t pairs_max) {
  Retime();
  const std::vector<ScriptedOperation> all = best_.scenario.workload.script;
  const auto fails = [&](const std::vector<size_t>& kept) {
    if (kept.empty()) return false;  // no script would mean that clients draw
    return TryWith([&](FailureCase& c) { c.scenario.workload.script = Pick(all, kept); });
  };
  Minimise(all.size(), fails, pairs_max);
}

void Shrinker::Calm(Purpose purpose) {
  step_ = std::string(ToString(purpose));
  for (const Restriction& only : best_.scenario.only) {
    if (only.purpose == purpose && only.kept.empty()) return;
  }
  RunOptions options;
  options.tape = true;
  const std::optional<Tape> tape = Rerun(best_, std::move(options)).tape;
  const std::vector<Occasion> made = tape->made[static_cast<size_t>(purpose)].kept;
  const FailureCase before = best_;
  const auto restricted = [&](std::vector<Occasion> kept) {
    return TryWith([&](FailureCase& c) {
      std::erase_if(c.scenario.only, [&](const Restriction& r) { return r.purpose == purpose; });
      c.scenario.only.push_back({purpose, std::move(kept)});
    });
  };
  if (made.empty()) {
    restricted({});
    return;
  }
  const std::vector<size_t> kept = Minimise(made.size(), [&](const std::vector<size_t>& places) {
    return restricted(Pick(made, places));
  });
  if (kept.size() > kKeptMax) best_ = before;
}

// Settings that the scenario or the swarm chose, each group by itself.
void Shrinker::Plain() {
  step_ = "settings";
  const Scenario usual;
  const auto set = [this](auto change) { TryWith([&](FailureCase& c) { change(c.scenario); }); };
  set([](Scenario& s) { s.world.shards = 1; });
  set([](Scenario& s) { s.buggify.reset(); });
  set([](Scenario& s) { s.probe = {}; });
  if (best_.scenario.world.nodes > 3) {
    set([](Scenario& s) {
      s.world.nodes = 3;
      std::erase_if(s.events, [](const Fault& f) { return f.node.value() > 3; });
      for (Fault& fault : s.events) fault.nodes &= 7;
      for (ScriptedOperation& o : s.workload.script) {
        if (o.node.value() > 3) o.node = NodeId(o.node.value() - 3);
      }
    });
  }
  set([&](Scenario& s) { s.world.shard = usual.world.shard; });
  set([&](Scenario& s) {
    const uint64_t segment_bytes = s.world.store.segment_bytes;  // the usual one is slow to recover
    s.world.store = usual.world.store;
    s.world.store.segment_bytes = segment_bytes;
  });
  set([&](Scenario& s) { s.world.disk = usual.world.disk; });
  set([&](Scenario& s) { s.world.link = usual.world.link; });
  set([&](Scenario& s) { s.workload.latency = usual.workload.latency; });
  set([&](Scenario& s) { s.workload.loss = {}; });
  set([&](Scenario& s) { s.workload.attempt_timeout = usual.workload.attempt_timeout; });
  set([&](Scenario& s) { s.workload.mix = usual.workload.mix; });
}

size_t Shrinker::Size() const {
  size_t size = best_.scenario.events.size() + best_.scenario.workload.script.size();
  for (const Restriction& only : best_.scenario.only) size += only.kept.size();
  return size;
}

ShrinkResult Shrinker::Run() {
  const bool at_the_probe = best_.failure.oracle == PowerCutProbe::kName;
  if (at_the_probe || best_.failure.oracle == "storage recovers") SmallSegments();
  if (at_the_probe) ProbeEverywhere();
  // Liveness is judged at the end of the phases: an earlier end would only hide it.
  const bool at_the_end =
      best_.failure.oracle == kConvergenceName || best_.failure.oracle == "progress after healing";
  for (size_t round = 0; round < kRoundsMax && !stopped_; ++round) {
    const size_t before = Size();
    if (!at_the_end) {
      Shorten();
      DropWhatComesAfter();
    }
    DropOperations();
    DropEvents();
    for (const Purpose purpose : kByChance) Calm(purpose);
    if (round == 0) Plain();
    DropOperations();
    DropEvents();
    if (round > 0 && Size() == before) break;
  }
  // Until neither pass finds anything: only then each is necessary beside all the others.
  for (size_t before = Size() + 1; Size() < before && !stopped_;) {
    before = Size();
    DropOperations(kPairsMax);
    DropEvents();
  }
  return {std::move(best_), runs_, !stopped_};
}

}  // namespace

std::span<const Purpose> ByChance() { return kByChance; }

ShrinkResult Shrink(FailureCase failing, ShrinkOptions options) {
  return Shrinker(std::move(failing), std::move(options)).Run();
}

}  // namespace paxosstore::sim
