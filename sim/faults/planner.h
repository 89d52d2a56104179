// Draws fault plans. Each family has a stream of its own, so that switching one off, or changing
// its rate, moves no draw of another.
#ifndef PAXOSSTORE_SIM_FAULTS_PLANNER_H_
#define PAXOSSTORE_SIM_FAULTS_PLANNER_H_

#include <cstdint>

#include "sim/faults/fault.h"
#include "sim/faults/fault_spec.h"
#include "sim/sim_random.h"

namespace paxosstore::sim {

// When faults may begin, and what they may hit.
struct PlanFrame {
  Instant begin;
  Instant end;
  uint32_t nodes;
  LinkOptions normal_links;
  uint32_t damage_nodes = 0;  // those that damage to disks may strike; 0: any
};

// In order of time. A pure function of its arguments.
FaultPlan DrawPlan(uint64_t seed, const FaultSpec& spec, const PlanFrame& frame);

// Into order of time; equal times keep theirs.
void SortPlan(FaultPlan& plan);

// The families, each in a file of its own; they append in any order.
void PlanCrashes(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                 FaultPlan& plan);
void PlanPauses(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                FaultPlan& plan);
void PlanPartitions(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan);
void PlanBadLinks(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                  FaultPlan& plan);
void PlanClockErrors(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                     FaultPlan& plan);
void PlanDiskStalls(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan);
void PlanSyncErrors(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan);
void PlanSlowDisks(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                   FaultPlan& plan);
void PlanZoneOutages(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                     FaultPlan& plan);
void PlanRings(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
               FaultPlan& plan);
void PlanFlapping(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                  FaultPlan& plan);
void PlanSlowLinks(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                   FaultPlan& plan);
void PlanBandwidth(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                   FaultPlan& plan);
void PlanCorruption(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan);
void PlanConnectionResets(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                          FaultPlan& plan);
void PlanReadErrors(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan);
void PlanMisreads(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                  FaultPlan& plan);
void PlanFullDisks(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                   FaultPlan& plan);
void PlanBitRot(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                FaultPlan& plan);
void PlanLostWrites(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan);
void PlanMisdirectedWrites(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                           FaultPlan& plan);
void PlanLostTails(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                   FaultPlan& plan);
void PlanLyingSyncs(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan);
void PlanRollbacks(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                   FaultPlan& plan);
void PlanWipes(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
               FaultPlan& plan);

// One begin and end at the family's rate: begins in [frame.begin, frame.end), ends maybe later.
struct Spell {
  Instant begin;
  Instant end;
};
// Nothing once the frame is over. `at` is the end of the last gap, frame.begin at first.
bool NextSpell(const FaultRate& rate, const PlanFrame& frame, RandomStream& random, Instant& at,
               Spell& spell);
// One of those that the family may strike.
NodeId DrawNode(const FaultRate& rate, const PlanFrame& frame, RandomStream& random);
// The same for a family of damage to disks.
NodeId DrawDamaged(const FaultRate& rate, const PlanFrame& frame, RandomStream& random);
// Some nodes, at least one, less than half.
uint32_t DrawMinority(const PlanFrame& frame, RandomStream& random);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_FAULTS_PLANNER_H_
