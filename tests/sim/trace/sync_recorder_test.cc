// The syncs of all disks.
#include "sim/trace/sync_recorder.h"

#include <algorithm>

#include "sim/world/disk_verbs.h"
#include "tests/sim/trace/recorded_world.h"

namespace paxosstore::sim {
namespace {

using End = TracedSync::End;

std::vector<TracedSync> Of(const Trace& trace, NodeId node, End end) {
  std::vector<TracedSync> found;
  std::copy_if(trace.syncs.begin(), trace.syncs.end(), std::back_inserter(found),
               [&](const TracedSync& sync) { return sync.node == node && sync.end == end; });
  return found;
}

uint64_t All(const Trace& trace, End end) {
  uint64_t sum = 0;
  for (const NodeId node : {n1, n2, n3}) sum += Of(trace, node, end).size();
  return sum;
}

class Syncs : public testing::Test {
 protected:
  Syncs() {
    world_.set_on_sync_asked([this](NodeId) { ++asked_; });
    world_.Serve();
  }
  // The disks count alike.
  ~Syncs() override {
    const DiskCounters counters = world_.disk_counters();
    EXPECT_EQ(trace().syncs.size(), asked_);
    EXPECT_EQ(All(trace(), End::kLied), counters.lying_syncs);
    EXPECT_EQ(All(trace(), End::kFailed), counters.failed_syncs);
  }
  const Trace& trace() const { return world_.trace(); }
  // n1 has asked for one, and nothing has come of it yet.
  void AskForOne() {
    world_.Send(n1, "SET k a");
    ASSERT_TRUE(
        world_.RunUntil([&] { return !Of(trace(), n1, End::kLost).empty(); }, Milliseconds(100)));
  }

  RecordedWorld world_;
  uint64_t asked_ = 0;
};

TEST_F(Syncs, OneThatCompletesHasBothMoments) {
  const size_t before = Of(trace(), n1, End::kOk).size();
  AskForOne();
  const Moment asked = world_.Now();
  world_.RunFor(Milliseconds(2));
  const std::vector<TracedSync> done = Of(trace(), n1, End::kOk);
  ASSERT_GT(done.size(), before);
  EXPECT_EQ(done[before].asked, asked);
  ASSERT_TRUE(done[before].ended.has_value());
  EXPECT_GE(done[before].ended->time - asked.time, Microseconds(100));
  EXPECT_GT(done[before].ended->event, asked.event);
}

TEST_F(Syncs, TheOtherNodesSyncTheirOwn) {
  const size_t before = Of(trace(), n3, End::kOk).size();
  EXPECT_TRUE(world_.Do(n1, "SET k a"));
  world_.RunFor(Milliseconds(5));
  EXPECT_GT(Of(trace(), n3, End::kOk).size(), before);
}

TEST_F(Syncs, OneThatFailsEndsSo) {
  world_.FailNextSync(n1);
  AskForOne();
  world_.RunFor(Milliseconds(1));
  const std::vector<TracedSync> failed = Of(trace(), n1, End::kFailed);
  ASSERT_EQ(failed.size(), 1u);
  EXPECT_TRUE(failed[0].ended.has_value());
}

TEST_F(Syncs, OneThatLiesIsSeenThrough) {
  LieAboutNextSyncs(world_, n1, 1);
  AskForOne();
  world_.RunFor(Milliseconds(1));
  EXPECT_EQ(Of(trace(), n1, End::kLied).size(), 1u);
}

TEST_F(Syncs, ACrashLosesOneThatIsUnderWay) {
  AskForOne();
  world_.Crash(n1);
  const Moment crashed = world_.Now();
  world_.RunFor(Milliseconds(10));
  const std::vector<TracedSync> lost = Of(trace(), n1, End::kLost);
  ASSERT_EQ(lost.size(), 1u);
  ASSERT_TRUE(lost[0].ended.has_value());
  EXPECT_EQ(lost[0].ended->time, crashed.time);
}

TEST_F(Syncs, OneThatIsUnderWayAtTheEndHasNone) {
  world_.StallDisk(n1, Seconds(5));
  AskForOne();
  world_.RunFor(Milliseconds(50));
  const std::vector<TracedSync> open = Of(trace(), n1, End::kLost);
  ASSERT_FALSE(open.empty());
  EXPECT_FALSE(open[0].ended.has_value());
}

// The numbers of syncs go on over incarnations of a disk, and each disk has its own.
TEST_F(Syncs, TheyAreToldApartOverRestarts) {
  AskForOne();
  world_.Restart(n1);
  world_.Await(n1);
  EXPECT_TRUE(world_.Do(n1, "SET k b"));
  world_.RunFor(Milliseconds(300));
  EXPECT_EQ(Of(trace(), n1, End::kLost).size(), 1u);
  for (const TracedSync& sync : trace().syncs) EXPECT_TRUE(sync.ended.has_value());
}

}  // namespace
}  // namespace paxosstore::sim
