// Cluster, network, disk, workload, phases, checks.
#include <algorithm>

#include "scenarios/bind.h"

namespace paxosstore::scenarios {
namespace {

template <typename Io>
void BindCluster(const Io& io, sim::WorldOptions* world) {
  io.Number("nodes", 1, 5, &world->nodes);
  io.Check(world->nodes % 2 == 1, "nodes", "the number of nodes has to be 1, 3 or 5");
  io.Number("shards", 1, 16, &world->shards);
  ShardOptions& shard = world->shard;
  io.Time("request_timeout", &shard.request_timeout);
  io.Time("resend_after", &shard.resend_after);
  io.Time("backoff", &shard.backoff);
  io.Time("settle_after", &shard.settle_after);
  io.Time("sweep_every", &shard.sweep_every);
  io.Number("sweep_objects", 1, 1'000'000, &shard.sweep_objects);
  io.Number("queue_per_object_max", 1, 1'000'000, &shard.queue_per_object_max);
  io.Number("queue_total_max", 1, 10'000'000, &shard.queue_total_max);
  io.Number("batch_commands_max", 1, 1'000'000, &shard.batch_commands_max);
  io.Number("resident_objects_max", 0, 1'000'000, &shard.resident_objects_max);
  io.Number("request_window", 1, 10'000, &shard.request_window);
}

template <typename Io>
void BindDisk(const Io& io, sim::WorldOptions* world) {
  io.Time("sync_latency", &world->disk.sync_latency.base);
  io.Time("sync_jitter", &world->disk.sync_latency.jitter);
  storage::StoreOptions& store = world->store;
  uint64_t kib = store.segment_bytes >> 10;
  io.Number("segment_kib", 8, 65536, &kib);
  store.segment_bytes = kib << 10;
  io.Number("group_bytes_max", 64, 64 << 20, &store.group_bytes_max);
  io.Number("syncs_in_flight_max", 1, 64, &store.syncs_in_flight_max);
  io.Number("spare_segments", 0, 16, &store.spare_segments);
  io.Number("zero_chunk_bytes", 4096, 64 << 20, &store.zero_chunk_bytes);
  io.Number("garbage_percent_max", 1, 99, &store.garbage_percent_max);
}

// A mix that is given replaces the default one as a whole.
template <typename Io>
void BindMix(const Io& io, sim::WorkloadSpec* workload) {
  static constexpr const char* kFields[sim::kVerbs] = {
      "get", "set", "setnx", "getset", "getdel", "del", "exists", "incrby", "append", "strlen"};
  if constexpr (Io::kReads) workload->mix = {};
  for (size_t verb = 0; verb < sim::kVerbs; ++verb) {
    io.Number(kFields[verb], 0, 1'000'000, &workload->mix[verb]);
  }
}

template <typename Io>
void BindWorkload(const Io& io, sim::WorkloadSpec* workload) {
  io.Number("clients", 1, 1000, &workload->clients);
  io.Number("objects", 1, 100'000, &workload->objects);
  io.Number("tagged_of_ten", 0, 10, &workload->tagged_of_ten);
  io.Chance("hot", &workload->hot);
  io.Flag("zipf", &workload->zipf);
  io.Sub("mix", true, [&](const Io& mix) { BindMix(mix, workload); });
  io.Check(workload->mix != decltype(workload->mix){}, "mix", "all weights are 0");
  io.Time("think", &workload->think);
  io.Chance("sticky", &workload->sticky);
  io.Time("latency", &workload->latency.base);
  io.Time("jitter", &workload->latency.jitter);
  io.Chance("loss", &workload->loss);
  io.Time("attempt_timeout", &workload->attempt_timeout);
  io.Number("attempts_max", 1, 100, &workload->attempts_max);
  io.Chance("abandon", &workload->abandon);
  io.Chance("nameless", &workload->nameless);
}

template <typename Io>
void BindPhases(const Io& io, sim::Scenario* scenario) {
  io.Time("faults", &scenario->fault_time);
  io.Time("grace", &scenario->grace);
  io.Time("calm", &scenario->calm_time);
  io.Time("convergence_max", &scenario->convergence_max);
}

template <typename Io>
void BindScript(const Io& io, sim::Scenario* scenario) {
  std::vector<sim::ScriptedOperation>& script = scenario->workload.script;
  io.Each("operation", &script, [&](const Io& element, sim::ScriptedOperation* operation) {
    BindOperation(element, *scenario, operation);
  });
  const auto earlier = [](const auto& a, const auto& b) { return a.at < b.at; };
  std::stable_sort(script.begin(), script.end(), earlier);
}

// Left out is not the same as 0: a swarm may draw it.
template <typename Io>
void BindBuggify(const Io& io, std::optional<sim::Ratio>* buggify) {
  if constexpr (Io::kReads) {
    if (!io.Has("buggify")) return;
    buggify->emplace();
  }
  if (buggify->has_value()) io.Chance("buggify", &**buggify);
}

// What a scenario lets happen has to be said.
template <typename Io>
void CheckDamage(const Io& io, const sim::Scenario& scenario) {
  const sim::FaultSpec& spec = scenario.faults;
  bool beyond =
      spec.lost_tails.on() || spec.lying_syncs.on() || spec.rollbacks.on() || spec.wipes.on();
  bool damage =
      beyond || spec.bit_rot.on() || spec.lost_writes.on() || spec.misdirected_writes.on();
  for (const sim::Fault& event : scenario.events) {
    damage = damage || DamagesStorage(event.kind);
    beyond = beyond || ExceedsPromise(event.kind);
  }
  io.Check(!damage || scenario.storage_damage, "storage_damage",
           "has to be true where faults damage what disks hold");
  io.Check(!beyond || !scenario.may_fail.empty(), "may_fail",
           "has to name an oracle where faults exceed what is promised");
}

// Purposes of which nothing is by chance are named in a list of their own.
template <typename Io>
void BindRestrictions(const Io& io, std::vector<sim::Restriction>* all) {
  std::vector<std::string> calm;
  std::vector<sim::Restriction> some;
  for (const sim::Restriction& one : *all) {
    if (one.kept.empty()) {
      calm.emplace_back(ToString(one.purpose));
    } else {
      some.push_back(one);
    }
  }
  io.Texts("calm", &calm);
  io.Each("only", &some, BindRestriction<Io>);
  if constexpr (Io::kReads) *all = some;
  for (const std::string& name : calm) {
    const auto purpose = sim::FindPurpose(name);
    io.Check(purpose.has_value(), "calm", name + " is not a purpose of choices");
    if (Io::kReads && purpose.has_value()) all->push_back({*purpose, {}});
  }
}

}  // namespace

template <typename Io>
void BindLinks(const Io& io, sim::LinkOptions* link) {
  io.Time("latency", &link->latency.base);
  io.Time("jitter", &link->latency.jitter);
  io.Chance("loss", &link->loss);
  io.Chance("duplicate", &link->duplicate);
  io.Chance("reorder", &link->reorder);
  io.Time("reorder_delay_max", &link->reorder_delay_max);
}

template <typename Io>
void BindScenario(const Io& io, sim::Scenario* scenario) {
  io.Sub("cluster", true, [&](const Io& sub) { BindCluster(sub, &scenario->world); });
  io.Sub("network", true, [&](const Io& sub) { BindLinks(sub, &scenario->world.link); });
  io.Sub("disk", true, [&](const Io& sub) { BindDisk(sub, &scenario->world); });
  io.Sub("workload", true, [&](const Io& sub) { BindWorkload(sub, &scenario->workload); });
  io.Sub("faults", true, [&](const Io& sub) { BindFaults(sub, &scenario->faults); });
  io.Flag("swarm", &scenario->swarm);
  io.Flag("storage_damage", &scenario->storage_damage);
  io.Texts("may_fail", &scenario->may_fail);
  BindBuggify(io, &scenario->buggify);
  io.Each("event", &scenario->events, [&](const Io& element, sim::Fault* fault) {
    BindEvent(element, scenario->world.nodes, fault);
  });
  io.Sub("phases", true, [&](const Io& sub) { BindPhases(sub, scenario); });
  io.Sub("checks", true, [&](const Io& sub) {
    sub.Number("search_one_seed_in", 0, 1'000'000, &scenario->search_one_seed_in);
    sub.Number("power_cut_probe_one_in", 0, 1'000'000, &scenario->probe.one_boundary_in);
    sub.Number("power_cut_images_max", 1, 100'000, &scenario->probe.images_max);
  });
  BindScript(io, scenario);
  BindRestrictions(io, &scenario->only);
  CheckDamage(io, *scenario);
}

template void BindScenario(const FieldReader&, sim::Scenario*);
template void BindScenario(const FieldWriter&, sim::Scenario*);
template void BindLinks(const FieldReader&, sim::LinkOptions*);
template void BindLinks(const FieldWriter&, sim::LinkOptions*);

}  // namespace paxosstore::scenarios
