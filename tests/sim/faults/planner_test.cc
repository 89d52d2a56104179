#include "sim/faults/planner.h"

#include <gtest/gtest.h>

#include <algorithm>

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
