// What disks do wrong to reads, to space, and to what they hold.
#include "sim/faults/planner.h"

namespace paxosstore::sim {
namespace {

// A fault of that kind, once for each spell, on a node whose disk may be damaged.
void PlanDamage(const FaultRate& rate, FaultKind kind, uint64_t amount_max, const PlanFrame& frame,
                RandomStream& random, FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(rate, frame, random, at, spell);) {
    Fault fault{.at = spell.begin, .kind = kind, .node = DrawDamaged(rate, frame, random)};
    fault.amount = static_cast<int64_t>(1 + random.Below(amount_max));
    plan.push_back(fault);
  }
}

// Reads of a node go wrong, for a spell.
void PlanBadReads(const FaultRate& rate, FaultKind kind, uint64_t percent_max,
                  const PlanFrame& frame, RandomStream& random, FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(rate, frame, random, at, spell);) {
    Fault fault{.at = spell.begin, .kind = kind, .node = DrawNode(rate, frame, random)};
    fault.amount = static_cast<int64_t>(1 + random.Below(percent_max));
    plan.push_back(fault);
    fault.at = spell.end;
    fault.amount = 0;
    plan.push_back(fault);
  }
}

}  // namespace

void PlanReadErrors(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan) {
  PlanBadReads(spec.read_errors, FaultKind::kReadErrors, spec.read_error_percent_max, frame, random,
               plan);
}

void PlanMisreads(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                  FaultPlan& plan) {
  PlanBadReads(spec.misreads, FaultKind::kMisreads, spec.misread_percent_max, frame, random, plan);
}

void PlanFullDisks(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                   FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.full_disks, frame, random, at, spell);) {
    const NodeId node = DrawNode(spec.full_disks, frame, random);
    plan.push_back({.at = spell.begin, .kind = FaultKind::kFullDisk, .node = node});
    plan.push_back({.at = spell.end, .kind = FaultKind::kFreeDisk, .node = node});
  }
}

void PlanBitRot(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                FaultPlan& plan) {
  PlanDamage(spec.bit_rot, FaultKind::kBitRot, 3, frame, random, plan);
}

void PlanLostWrites(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan) {
  PlanDamage(spec.lost_writes, FaultKind::kLostWrite, 2, frame, random, plan);
}

void PlanMisdirectedWrites(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                           FaultPlan& plan) {
  PlanDamage(spec.misdirected_writes, FaultKind::kMisdirectedWrite, 1, frame, random, plan);
}

void PlanLostTails(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                   FaultPlan& plan) {
  PlanDamage(spec.lost_tails, FaultKind::kLostTail, 2, frame, random, plan);
}

void PlanLyingSyncs(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                    FaultPlan& plan) {
  PlanDamage(spec.lying_syncs, FaultKind::kLyingSync, 8, frame, random, plan);
}

void PlanRollbacks(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
                   FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.rollbacks, frame, random, at, spell);) {
    const NodeId node = DrawDamaged(spec.rollbacks, frame, random);
    const Instant up = spell.end + random.Between({}, Milliseconds(500));
    plan.push_back({.at = spell.begin, .kind = FaultKind::kSnapshotDisk, .node = node});
    plan.push_back({.at = spell.end, .kind = FaultKind::kRollBackDisk, .node = node});
    plan.push_back({.at = up, .kind = FaultKind::kRestart, .node = node});
  }
}

void PlanWipes(const FaultSpec& spec, const PlanFrame& frame, RandomStream& random,
               FaultPlan& plan) {
  Instant at = frame.begin;
  for (Spell spell; NextSpell(spec.wipes, frame, random, at, spell);) {
    const NodeId node = DrawDamaged(spec.wipes, frame, random);
    plan.push_back({.at = spell.begin, .kind = FaultKind::kWipeDisk, .node = node});
    plan.push_back({.at = spell.end, .kind = FaultKind::kRestart, .node = node});
  }
}

}  // namespace paxosstore::sim
