// The random fault families.
#include <string>
#include <vector>

#include "scenarios/bind.h"

namespace paxosstore::scenarios {
namespace {

constexpr uint32_t kNodesMax = 5;

template <typename Io>
void BindTargets(const Io& io, uint32_t* nodes) {
  std::vector<uint32_t> list;
  for (uint32_t i = 0; i < 32; ++i) {
    if (*nodes >> i & 1) list.push_back(i + 1);
  }
  io.Numbers("node", &list);
  for (const uint32_t node : list) {
    const bool good = node >= 1 && node <= kNodesMax;
    io.Check(good, "node", std::to_string(node) + " is not a node");
    if (good) *nodes |= 1u << (node - 1);
  }
}

template <typename Io>
void BindRate(const Io& io, sim::FaultRate* rate) {
  if (Io::kReads || rate->from.ns > 0) io.Time("from", &rate->from);
  if (Io::kReads || rate->until.ns > 0) io.Time("until", &rate->until);
  BindTargets(io, &rate->nodes);
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

template <typename Io>
void BindLinkFaults(const Io& io, sim::FaultSpec* spec) {
  BindFamily(io, "rings", &spec->rings);
  BindFamily(io, "flapping", &spec->flapping,
             [spec](const Io& in) { in.Time("flap_max", &spec->flap_max); });
  BindFamily(io, "slow_links", &spec->slow_links,
             [spec](const Io& in) { in.Time("latency_max", &spec->slow_link_max); });
  BindFamily(io, "bandwidth", &spec->bandwidth, [spec](const Io& in) {
    in.Number("bytes_per_second_min", 1, 1'000'000'000, &spec->bandwidth_min);
  });
  BindFamily(io, "corruption", &spec->corruption,
             [spec](const Io& in) { in.Chance("frames_max", &spec->corrupt_max); });
  BindFamily(io, "connection_resets", &spec->connection_resets);
}

template <typename Io>
void BindStorageFaults(const Io& io, sim::FaultSpec* spec) {
  BindFamily(io, "read_errors", &spec->read_errors, [spec](const Io& in) {
    in.Number("percent_max", 1, 100, &spec->read_error_percent_max);
  });
  BindFamily(io, "misreads", &spec->misreads, [spec](const Io& in) {
    in.Number("percent_max", 1, 100, &spec->misread_percent_max);
  });
  BindFamily(io, "full_disks", &spec->full_disks);
  BindFamily(io, "bit_rot", &spec->bit_rot);
  BindFamily(io, "lost_writes", &spec->lost_writes);
  BindFamily(io, "misdirected_writes", &spec->misdirected_writes);
  io.Chance("damage_anywhere", &spec->damage_anywhere);
  BindFamily(io, "lost_tails", &spec->lost_tails);
  BindFamily(io, "lying_syncs", &spec->lying_syncs);
  BindFamily(io, "rollbacks", &spec->rollbacks);
  BindFamily(io, "wipes", &spec->wipes);
}

}  // namespace

template <typename Io>
void BindFaults(const Io& io, sim::FaultSpec* spec) {
  BindFamily(io, "crashes", &spec->crashes, [spec](const Io& in) {
    in.Chance("all_nodes", &spec->crash_all_nodes);
    in.Chance("during_start", &spec->crash_during_start);
    in.Chance("keeps_cache", &spec->crash_keeps_cache);
    in.Chance("before_sync", &spec->crash_before_sync);
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
  BindFamily(io, "zone_outages", &spec->zone_outages);
  BindLinkFaults(io, spec);
  BindStorageFaults(io, spec);
}

template void BindFaults(const FieldReader&, sim::FaultSpec*);
template void BindFaults(const FieldWriter&, sim::FaultSpec*);

}  // namespace paxosstore::scenarios
