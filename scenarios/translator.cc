#include "scenarios/translator.h"

namespace paxosstore::scenarios {
namespace {

void TranslateCluster(const FieldReader& in, sim::WorldOptions* world) {
  in.Number("nodes", 1, 5, &world->nodes);
  if (world->nodes % 2 == 0) {
    in.errors().AddAt(in.place(), "nodes", "the number of nodes has to be 1, 3 or 5");
  }
  in.Number("shards", 1, 16, &world->shards);
  ShardOptions& shard = world->shard;
  in.Time("request_timeout", &shard.request_timeout);
  in.Time("resend_after", &shard.resend_after);
  in.Time("backoff", &shard.backoff);
  in.Time("settle_after", &shard.settle_after);
  in.Time("sweep_every", &shard.sweep_every);
  in.Number("queue_per_object_max", 1, 1'000'000, &shard.queue_per_object_max);
  in.Number("batch_commands_max", 1, 1'000'000, &shard.batch_commands_max);
  in.Number("resident_objects_max", 0, 1'000'000, &shard.resident_objects_max);
  in.Number("request_window", 1, 10'000, &shard.request_window);
}

void TranslateNetwork(const FieldReader& in, sim::LinkOptions* link) {
  in.Time("latency", &link->latency.base);
  in.Time("jitter", &link->latency.jitter);
  in.Chance("loss", &link->loss);
  in.Chance("duplicate", &link->duplicate);
  in.Chance("reorder", &link->reorder);
  in.Time("reorder_delay_max", &link->reorder_delay_max);
}

void TranslateDisk(const FieldReader& in, sim::WorldOptions* world) {
  in.Time("sync_latency", &world->disk.sync_latency.base);
  in.Time("sync_jitter", &world->disk.sync_latency.jitter);
  uint64_t kib = 0;
  in.Number("segment_kib", 8, 65536, &kib);
  if (kib > 0) world->store.segment_bytes = kib << 10;
  in.Number("syncs_in_flight_max", 1, 64, &world->store.syncs_in_flight_max);
  in.Number("spare_segments", 0, 16, &world->store.spare_segments);
  in.Number("garbage_percent_max", 1, 99, &world->store.garbage_percent_max);
}

void TranslateMix(const Mix& mix, const Place& place, Errors& errors, sim::WorkloadSpec* workload) {
  workload->mix = {mix.get(), mix.set(),    mix.setnx(),  mix.getset(), mix.getdel(),
                   mix.del(), mix.exists(), mix.incrby(), mix.append(), mix.strlen()};
  uint64_t sum = 0;
  for (const uint32_t weight : workload->mix) sum += weight;
  if (sum == 0) errors.AddAt(place, "mix", "all weights are 0");
}

void TranslateWorkload(const Workload& message, const FieldReader& in,
                       sim::WorkloadSpec* workload) {
  in.Number("clients", 1, 1000, &workload->clients);
  in.Number("objects", 1, 100'000, &workload->objects);
  in.Number("tagged_of_ten", 0, 10, &workload->tagged_of_ten);
  in.Chance("hot", &workload->hot);
  if (message.has_mix()) TranslateMix(message.mix(), in.place(), in.errors(), workload);
  in.Time("think", &workload->think);
  in.Chance("sticky", &workload->sticky);
  in.Time("latency", &workload->latency.base);
  in.Time("jitter", &workload->latency.jitter);
  in.Chance("loss", &workload->loss);
  in.Time("attempt_timeout", &workload->attempt_timeout);
  in.Number("attempts_max", 1, 100, &workload->attempts_max);
}

void TranslatePhases(const FieldReader& in, sim::Scenario* scenario) {
  in.Time("faults", &scenario->fault_time);
  in.Time("grace", &scenario->grace);
  in.Time("calm", &scenario->calm_time);
  in.Time("convergence_max", &scenario->convergence_max);
}

}  // namespace

void Translate(const Scenario& message, const LocationTree& tree, Errors& errors,
               sim::Scenario* scenario) {
  const Place root{&message, &tree, ""};
  const auto reader = [&](const char* field, const google::protobuf::Message& sub) {
    return FieldReader(root.Sub(field, sub), &errors);
  };
  if (message.has_cluster()) {
    TranslateCluster(reader("cluster", message.cluster()), &scenario->world);
  }
  if (message.has_network()) {
    TranslateNetwork(reader("network", message.network()), &scenario->world.link);
  }
  if (message.has_disk()) TranslateDisk(reader("disk", message.disk()), &scenario->world);
  if (message.has_workload()) {
    TranslateWorkload(message.workload(), reader("workload", message.workload()),
                      &scenario->workload);
  }
  if (message.has_faults()) {
    TranslateFaults(message.faults(), root.Sub("faults", message.faults()), errors,
                    &scenario->faults);
  }
  scenario->swarm = message.swarm();
  TranslateEvents(message, root, errors, scenario);
  if (message.has_phases()) TranslatePhases(reader("phases", message.phases()), scenario);
  if (message.has_checks()) {
    reader("checks", message.checks())
        .Number("search_one_seed_in", 0, 1'000'000, &scenario->search_one_seed_in);
  }
}

}  // namespace paxosstore::scenarios
