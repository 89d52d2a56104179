#include "sim/faults/planner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace paxosstore::sim {
namespace {

constexpr PlanFrame kFrame{Instant{0}, Instant{Seconds(10).ns}, 3, {}};

FaultSpec AllFamilies() {
  FaultSpec spec;
  spec.crashes.every = spec.pauses.every = spec.partitions.every = spec.bad_links.every =
      spec.clocks.every = spec.disk_stalls.every = spec.slow_disks.every = spec.sync_errors.every =
          Milliseconds(300);
  return spec;
}

FaultPlan OfKind(const FaultPlan& plan, FaultKind kind) {
  FaultPlan found;
  std::copy_if(plan.begin(), plan.end(), std::back_inserter(found),
               [kind](const Fault& fault) { return fault.kind == kind; });
  return found;
}

std::string Text(const FaultPlan& plan) {
  std::string text;
  for (const Fault& fault : plan) text += ToString(fault) + "\n";
  return text;
}

TEST(Planner, TheSameSeedDrawsTheSamePlan) {
  EXPECT_EQ(Text(DrawPlan(1, AllFamilies(), kFrame)), Text(DrawPlan(1, AllFamilies(), kFrame)));
  EXPECT_NE(Text(DrawPlan(1, AllFamilies(), kFrame)), Text(DrawPlan(2, AllFamilies(), kFrame)));
}

TEST(Planner, NoFamilyNoFault) { EXPECT_TRUE(DrawPlan(1, {}, kFrame).empty()); }

TEST(Planner, SwitchingAFamilyOffMovesNoDrawOfAnother) {
  FaultSpec fewer = AllFamilies();
  fewer.crashes.every = {};
  const FaultPlan all = DrawPlan(1, AllFamilies(), kFrame);
  const FaultPlan some = DrawPlan(1, fewer, kFrame);
  EXPECT_FALSE(OfKind(all, FaultKind::kCrash).empty());
  EXPECT_TRUE(OfKind(some, FaultKind::kCrash).empty());
  for (const FaultKind kind : {FaultKind::kPause, FaultKind::kPartition, FaultKind::kLinks,
                               FaultKind::kDrift, FaultKind::kStallDisk, FaultKind::kSlowDisk}) {
    EXPECT_FALSE(OfKind(all, kind).empty());
    EXPECT_EQ(Text(OfKind(all, kind)), Text(OfKind(some, kind)));
  }
}

TEST(Planner, PlansAreInOrderOfTimeAndFaultsBeginInsideTheFrame) {
  const FaultPlan plan = DrawPlan(5, AllFamilies(), kFrame);
  EXPECT_TRUE(std::is_sorted(plan.begin(), plan.end(),
                             [](const Fault& a, const Fault& b) { return a.at < b.at; }));
  for (const Fault& fault : OfKind(plan, FaultKind::kPause)) {
    EXPECT_GE(fault.at, kFrame.begin);
    EXPECT_LT(fault.at, kFrame.end);
  }
}

// Every family that has a rate, alone: what it plans is in its window and hits its nodes.
TEST(Planner, AFamilyKeepsToItsWindowAndItsNodes) {
  FaultSpec spec;
  for (FaultRate* rate :
       {&spec.crashes, &spec.pauses, &spec.disk_stalls, &spec.slow_disks, &spec.sync_errors,
        &spec.bandwidth, &spec.slow_links, &spec.connection_resets, &spec.read_errors,
        &spec.misreads, &spec.full_disks, &spec.bit_rot, &spec.lost_writes,
        &spec.misdirected_writes, &spec.lost_tails, &spec.lying_syncs, &spec.rollbacks, &spec.wipes,
        &spec.zone_outages}) {
    spec = {};
    *rate = {Milliseconds(100), Milliseconds(1), Milliseconds(2), Seconds(2), Seconds(4), 0b101};
    const FaultPlan plan = DrawPlan(1, spec, kFrame);
    EXPECT_GT(plan.size(), 5u);
    for (const Fault& fault : plan) {
      EXPECT_GE(fault.at, Instant{} + Seconds(2)) << ToString(fault);
      EXPECT_LT(fault.at, Instant{} + Seconds(5)) << ToString(fault);
      EXPECT_NE(fault.node, NodeId(2)) << ToString(fault);
    }
  }
}

TEST(Planner, DamageStaysWithinAMinorityUnlessItMayBeAnywhere) {
  const PlanFrame frame{Instant{0}, Instant{Seconds(10).ns}, 5, {}};
  FaultSpec spec;
  spec.bit_rot.every = spec.lost_writes.every = spec.misdirected_writes.every = Milliseconds(300);
  for (const bool anywhere : {false, true}) {
    spec.damage_anywhere = anywhere ? Ratio{1, 1} : Ratio{};
    size_t most = 0;
    for (uint64_t seed = 1; seed <= 20; ++seed) {
      std::set<NodeId> struck;
      for (const Fault& fault : DrawPlan(seed, spec, frame)) struck.insert(fault.node);
      most = std::max(most, struck.size());
    }
    EXPECT_EQ(most, anywhere ? 5u : 2u);
  }
}

TEST(Planner, WhatExceedsThePromiseIsDamageAndBeginsSomething) {
  for (size_t i = 0; i < kFaultKinds; ++i) {
    const auto kind = static_cast<FaultKind>(i);
    EXPECT_FALSE(ToString(kind).empty());
    EXPECT_TRUE(!ExceedsPromise(kind) || (DamagesStorage(kind) && Injects(kind))) << ToString(kind);
  }
  EXPECT_TRUE(ExceedsPromise(FaultKind::kLyingSync));
  EXPECT_FALSE(ExceedsPromise(FaultKind::kBitRot));
  EXPECT_FALSE(DamagesStorage(FaultKind::kReadErrors));
}

TEST(Planner, EveryPauseHasItsEnd) {
  const FaultPlan plan = DrawPlan(3, AllFamilies(), kFrame);
  EXPECT_EQ(OfKind(plan, FaultKind::kPause).size(), OfKind(plan, FaultKind::kResume).size());
}

TEST(Planner, RatesAreKept) {
  const size_t often = OfKind(DrawPlan(1, AllFamilies(), kFrame), FaultKind::kPause).size();
  EXPECT_GT(often, 15u);  // about 33
  EXPECT_LT(often, 66u);
}

TEST(Planner, NoPartitionPutsAllNodesOnOneSide) {
  for (uint64_t seed = 1; seed <= 20; ++seed) {
    for (const Fault& fault :
         OfKind(DrawPlan(seed, AllFamilies(), kFrame), FaultKind::kPartition)) {
      EXPECT_GT(fault.nodes, 0u);
      EXPECT_LT(fault.nodes, 7u);
    }
  }
}

}  // namespace
}  // namespace paxosstore::sim
