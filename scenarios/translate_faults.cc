// Random fault families and explicit events.
#include "scenarios/translator.h"

namespace paxosstore::scenarios {
namespace {

void TranslateRate(const Rate& rate, const Place& place, Errors& errors, sim::FaultRate* out) {
  const FieldReader in(place, &errors);
  in.Time("every", &out->every);
  in.Time("length_min", &out->length_min);
  in.Time("length_max", &out->length_max);
  if (!rate.has_every()) errors.Add(-1, place.path + "every: is missing");
  if (out->length_max < out->length_min) {
    errors.Add(-1, place.path + "length_max: is less than length_min");
  }
}

// A family of its own message, with the rate inside.
template <typename Family>
FieldReader TranslateFamily(const Family& family, const Place& place, Errors& errors,
                            sim::FaultRate* rate) {
  TranslateRate(family.rate(), place.Sub("rate", family.rate()), errors, rate);
  return FieldReader(place, &errors);
}

void TranslateMachines(const Faults& message, const Place& place, Errors& errors,
                       sim::FaultSpec* spec) {
  if (message.has_clocks()) {
    const FieldReader in = TranslateFamily(message.clocks(), place.Sub("clocks", message.clocks()),
                                           errors, &spec->clocks);
    sim::Ratio drift{10, 100};
    in.Chance("drift_max", &drift);
    spec->drift_max_ppm = static_cast<int64_t>(drift.numerator * 1'000'000 / drift.denominator);
    if (spec->drift_max_ppm > 500'000) {
      errors.AddAt(in.place(), "drift_max", "is more than 50%");
    }
    in.Time("jump_max", &spec->jump_max);
  }
  if (message.has_disk_stalls()) {
    TranslateRate(message.disk_stalls(), place.Sub("disk_stalls", message.disk_stalls()), errors,
                  &spec->disk_stalls);
  }
  if (message.has_sync_errors()) {
    TranslateRate(message.sync_errors(), place.Sub("sync_errors", message.sync_errors()), errors,
                  &spec->sync_errors);
  }
  if (message.has_slow_disks()) {
    TranslateFamily(message.slow_disks(), place.Sub("slow_disks", message.slow_disks()), errors,
                    &spec->slow_disks)
        .Time("sync_max", &spec->slow_sync_max);
  }
}

void TranslateNodes(const Nodes& nodes, const Place& place, Errors& errors, uint32_t cluster,
                    sim::Fault* fault) {
  for (const uint32_t node : nodes.node()) {
    if (node >= 1 && node <= cluster) {
      fault->nodes |= 1u << (node - 1);
    } else {
      errors.AddAt(place, "node", std::to_string(node) + " is not a node of this cluster");
    }
  }
  if (nodes.node_size() == 0) errors.Add(-1, place.path + "node: is missing");
}

class EventTranslator {
 public:
  EventTranslator(const Event& event, Place place, Errors* errors, uint32_t cluster)
      : event_(event), place_(std::move(place)), errors_(errors), cluster_(cluster) {}

  sim::Fault Translate() {
    FieldReader(place_, errors_).Time("at", &at_);
    if (!event_.has_at()) errors_->Add(-1, place_.path + "at: is missing");
    sim::Fault fault{.at = Instant{} + at_, .kind = sim::FaultKind::kUnblock};
    Fill(&fault);
    return fault;
  }

 private:
  void One(const char* field, uint32_t node, sim::FaultKind kind, sim::Fault* fault) {
    fault->kind = kind;
    fault->node = NodeId(node);
    if (node < 1 || node > cluster_) {
      errors_->AddAt(place_, field, std::to_string(node) + " is not a node of this cluster");
    }
  }
  void Several(const char* field, const Nodes& nodes, sim::FaultKind kind, sim::Fault* fault) {
    fault->kind = kind;
    TranslateNodes(nodes, place_.Sub(field, nodes), *errors_, cluster_, fault);
  }
  void Fill(sim::Fault* fault) {
    using sim::FaultKind;
    switch (event_.what_case()) {
      case Event::kCrash:
        return One("crash", event_.crash(), FaultKind::kCrash, fault);
      case Event::kKillProcess:
        return One("kill_process", event_.kill_process(), FaultKind::kKillProcess, fault);
      case Event::kStart:
        return One("start", event_.start(), FaultKind::kRestart, fault);
      case Event::kPause:
        return One("pause", event_.pause(), FaultKind::kPause, fault);
      case Event::kResume:
        return One("resume", event_.resume(), FaultKind::kResume, fault);
      case Event::kIsolate:
        return One("isolate", event_.isolate(), FaultKind::kIsolate, fault);
      case Event::kPartition:
        return Several("partition", event_.partition(), FaultKind::kPartition, fault);
      case Event::kBlockOneWay:
        return Several("block_one_way", event_.block_one_way(), FaultKind::kBlockOneWay, fault);
      case Event::kUnblock:
        return;
      case Event::kStallDisk:
        One("stall_disk", event_.stall_disk().node(), FaultKind::kStallDisk, fault);
        FieldReader(place_.Sub("stall_disk", event_.stall_disk()), errors_)
            .Time("length", &fault->length);
        return;
      case Event::WHAT_NOT_SET:
        errors_->Add(-1, place_.path + "what happens is missing");
    }
  }

  const Event& event_;
  const Place place_;
  Errors* const errors_;
  const uint32_t cluster_;
  Duration at_;
};

}  // namespace

void TranslateFaults(const Faults& message, const Place& place, Errors& errors,
                     sim::FaultSpec* spec) {
  if (message.has_crashes()) {
    const FieldReader in = TranslateFamily(
        message.crashes(), place.Sub("crashes", message.crashes()), errors, &spec->crashes);
    in.Chance("all_nodes", &spec->crash_all_nodes);
    in.Chance("during_start", &spec->crash_during_start);
    in.Chance("keeps_cache", &spec->crash_keeps_cache);
  }
  if (message.has_pauses()) {
    TranslateRate(message.pauses(), place.Sub("pauses", message.pauses()), errors, &spec->pauses);
  }
  if (message.has_partitions()) {
    TranslateRate(message.partitions(), place.Sub("partitions", message.partitions()), errors,
                  &spec->partitions);
  }
  if (message.has_bad_links()) {
    const FieldReader in = TranslateFamily(
        message.bad_links(), place.Sub("bad_links", message.bad_links()), errors, &spec->bad_links);
    in.Chance("loss_max", &spec->loss_max);
    in.Chance("duplicate_max", &spec->duplicate_max);
    in.Chance("reorder_max", &spec->reorder_max);
    in.Time("latency_max", &spec->latency_max);
  }
  TranslateMachines(message, place, errors, spec);
}

void TranslateEvents(const Scenario& message, const Place& place, Errors& errors,
                     sim::Scenario* scenario) {
  for (int i = 0; i < message.event_size(); ++i) {
    EventTranslator translator(message.event(i), place.Sub("event", message.event(i), i), &errors,
                               scenario->world.nodes);
    scenario->events.push_back(translator.Translate());
  }
}

}  // namespace paxosstore::scenarios
