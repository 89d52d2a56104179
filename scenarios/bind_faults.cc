// The random fault families.
#include "scenarios/bind.h"

namespace paxosstore::scenarios {
namespace {

template <typename Io>
void BindRate(const Io& io, sim::FaultRate* rate) {
  io.Time("every", &rate->every);
  io.Time("length_min", &rate->length_min);
  io.Time("length_max", &rate->length_max);
  io.Require("every");
  io.Check(rate->length_min <= rate->length_max, "length_max", "is less than length_min");
}

// A family that consists of its rate.
template <typename Io>
void BindFamily(const Io& io, const char* field, sim::FaultRate* rate) {
  io.Sub(field, rate->on(), [rate](const Io& sub) { BindRate(sub, rate); });
}

// A family that has more than its rate.
template <typename Io, typename Bind>
void BindFamily(const Io& io, const char* field, sim::FaultRate* rate, Bind bind) {
  io.Sub(field, rate->on(), [&](const Io& sub) {
    sub.Require("rate");
    sub.Sub("rate", true, [rate](const Io& in) { BindRate(in, rate); });
    bind(sub);
  });
}

template <typename Io>
void BindClocks(const Io& io, sim::FaultSpec* spec) {
  sim::Ratio drift{static_cast<uint64_t>(spec->drift_max_ppm), 1'000'000};
  io.Chance("drift_max", &drift);
  spec->drift_max_ppm = static_cast<int64_t>(drift.numerator * 1'000'000 / drift.denominator);
  io.Check(spec->drift_max_ppm <= 500'000, "drift_max", "is more than 50%");
  io.Time("jump_max", &spec->jump_max);
}

}  // namespace

template <typename Io>
void BindFaults(const Io& io, sim::FaultSpec* spec) {
  BindFamily(io, "crashes", &spec->crashes, [spec](const Io& in) {
    in.Chance("all_nodes", &spec->crash_all_nodes);
    in.Chance("during_start", &spec->crash_during_start);
    in.Chance("keeps_cache", &spec->crash_keeps_cache);
  });
  BindFamily(io, "pauses", &spec->pauses);
  BindFamily(io, "partitions", &spec->partitions);
  BindFamily(io, "bad_links", &spec->bad_links, [spec](const Io& in) {
    in.Chance("loss_max", &spec->loss_max);
    in.Chance("duplicate_max", &spec->duplicate_max);
    in.Chance("reorder_max", &spec->reorder_max);
    in.Time("latency_max", &spec->latency_max);
  });
  BindFamily(io, "clocks", &spec->clocks, [spec](const Io& in) { BindClocks(in, spec); });
  BindFamily(io, "disk_stalls", &spec->disk_stalls);
  BindFamily(io, "slow_disks", &spec->slow_disks,
             [spec](const Io& in) { in.Time("sync_max", &spec->slow_sync_max); });
  BindFamily(io, "sync_errors", &spec->sync_errors);
}

template void BindFaults(const FieldReader&, sim::FaultSpec*);
template void BindFaults(const FieldWriter&, sim::FaultSpec*);

}  // namespace paxosstore::scenarios
