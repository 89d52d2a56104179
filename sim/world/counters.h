// Sums of counters, over incarnations, shards and nodes.
#ifndef PAXOSSTORE_SIM_WORLD_COUNTERS_H_
#define PAXOSSTORE_SIM_WORLD_COUNTERS_H_

#include "core/replica/shard.h"
#include "sim/sim_disk.h"

namespace paxosstore::sim {

// Adds the counters since the start; those that describe the present stay out.
inline void AddStats(const ShardStats& from, ShardStats* to) {
  to->reads += from.reads;
  to->writes += from.writes;
  to->refused += from.refused;
  to->unknown += from.unknown;
  to->entries_proposed += from.entries_proposed;
  to->fast_proposals += from.fast_proposals;
  to->prepares += from.prepares;
  to->preempted += from.preempted;
  to->quick_reads += from.quick_reads;
  to->trial_rounds += from.trial_rounds;
  to->catch_ups += from.catch_ups;
  to->messages_sent += from.messages_sent;
  to->resends += from.resends;
}

inline void AddCounters(const DiskCounters& from, DiskCounters* to) {
  to->writes += from.writes;
  to->bytes_written += from.bytes_written;
  to->syncs += from.syncs;
  to->failed_syncs += from.failed_syncs;
  to->crashes += from.crashes;
  to->pages_kept += from.pages_kept;
  to->pages_lost += from.pages_lost;
  to->pages_torn += from.pages_torn;
  to->names_kept += from.names_kept;
  to->names_lost += from.names_lost;
  to->failed_reads += from.failed_reads;
  to->misreads += from.misreads;
  to->refused_writes += from.refused_writes;
  to->lost_writes += from.lost_writes;
  to->late_writes += from.late_writes;
  to->misdirected_writes += from.misdirected_writes;
  to->lying_syncs += from.lying_syncs;
  to->bytes_lied_away += from.bytes_lied_away;
  to->flipped_bits += from.flipped_bits;
  to->wipes += from.wipes;
  to->rollbacks += from.rollbacks;
}

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORLD_COUNTERS_H_
