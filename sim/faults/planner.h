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

// One begin and end at the family's rate: begins in [frame.begin, frame.end), ends maybe later.
struct Spell {
  Instant begin;
  Instant end;
};
// Nothing once the frame is over. `at` is the end of the last gap, frame.begin at first.
bool NextSpell(const FaultRate& rate, const PlanFrame& frame, RandomStream& random, Instant& at,
               Spell& spell);
NodeId DrawNode(const PlanFrame& frame, RandomStream& random);

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_FAULTS_PLANNER_H_
