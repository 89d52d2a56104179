// What each kind of fault does to a world, when the injector carries it out.
#include "sim/faults/injector.h"

#include <gtest/gtest.h>

namespace paxosstore::sim {
namespace {

const NodeId n1(1), n2(2), n3(3);

WorldOptions Options() {
  WorldOptions options;
  options.store.segment_bytes = 64 << 10;
  options.objects = {"k"};
  return options;
}

// A cluster that serves, and a plan whose times count from there.
class Struck {
 public:
  explicit Struck(FaultPlan plan) : world_(1, Options()) {
    world_.StartAll();
    world_.RunFor(Milliseconds(100));
    for (Fault& fault : plan) fault.at = world_.now() + (fault.at - Instant{});
    injector_.emplace(&world_, std::move(plan));
  }
  ~Struck() { EXPECT_FALSE(world_.judge().failed()) << world_.judge().failure()->what; }

  World& world() { return world_; }
  uint64_t count(FaultKind kind) const { return injector_->counts()[static_cast<size_t>(kind)]; }
  void Write(NodeId node) {
    Request request;
    request.commands.push_back(
        std::get<model::Command>(model::ParseCommand({"SET", "k", std::to_string(++writes_)})));
    request.object = "k";
    world_.HostOf(node, "k").Submit(std::move(request), [](Result) {});
  }

 private:
  World world_;
  std::optional<Injector> injector_;
  int writes_ = 0;
};

constexpr Instant At(int64_t ms) { return Instant{} + Milliseconds(ms); }

TEST(Injector, ACrashBeforeASyncStrikesBetweenItsBeginAndItsEnd) {
  Struck run({{.at = At(1), .kind = FaultKind::kCrashBeforeSync, .node = n1}});
  run.world().RunFor(Milliseconds(500));  // nothing is written: not even a seal
  ASSERT_TRUE(run.world().running(n1));
  const uint64_t syncs = run.world().host(n1, ShardId(0)).disk().counters().syncs;
  run.Write(n1);
  ASSERT_TRUE(run.world().RunUntil([&] { return !run.world().running(n1); }, Milliseconds(50)));
  EXPECT_EQ(run.world().host(n1, ShardId(0)).disk().counters().syncs, syncs);
  EXPECT_EQ(run.count(FaultKind::kCrashBeforeSync), 1u);
}

TEST(Injector, ACrashDuringAStartStrikesSoLongAfterItsBegin) {
  Struck run(
      {{.at = At(1), .kind = FaultKind::kCrash, .node = n2},
       {.at = At(2), .kind = FaultKind::kCrashDuringStart, .node = n2, .length = Microseconds(150)},
       {.at = At(10), .kind = FaultKind::kRestart, .node = n2},
       {.at = At(20), .kind = FaultKind::kRestart, .node = n2}});
  const Instant begin = run.world().now();
  run.world().RunTo(begin + Microseconds(10'140));
  EXPECT_TRUE(run.world().running(n2));
  EXPECT_FALSE(run.world().serving(n2));
  run.world().RunTo(begin + Microseconds(10'160));
  EXPECT_FALSE(run.world().running(n2));
  run.world().RunTo(begin + Milliseconds(40));
  EXPECT_TRUE(run.world().serving(n2)) << "once only";
}

TEST(Injector, AZoneCrashesAsOne) {
  Struck run({{.at = At(1), .kind = FaultKind::kCrashZone, .nodes = 0b101}});
  run.world().RunFor(Milliseconds(2));
  EXPECT_FALSE(run.world().running(n1));
  EXPECT_TRUE(run.world().running(n2));
  EXPECT_FALSE(run.world().running(n3));
}

TEST(Injector, ALinkIsCutAndMendedByItself) {
  Struck run({{.at = At(1), .kind = FaultKind::kCutLink, .node = n1, .nodes = 0b100},
              {.at = At(5), .kind = FaultKind::kMendLink, .node = n1, .nodes = 0b100}});
  NetworkModel& network = run.world().network();
  run.world().RunFor(Milliseconds(2));
  EXPECT_TRUE(network.blocked(n1, n3) && network.blocked(n3, n1));
  EXPECT_FALSE(network.blocked(n1, n2) || network.blocked(n2, n3));
  run.world().RunFor(Milliseconds(4));
  EXPECT_FALSE(network.blocked(n1, n3) || network.blocked(n3, n1));
}

TEST(Injector, ASlowDiskStaysSlowWhileItsReadsFail) {
  Struck run({{.at = At(1), .kind = FaultKind::kSlowDisk, .node = n1, .length = Milliseconds(90)},
              {.at = At(2), .kind = FaultKind::kReadErrors, .node = n1, .amount = 30},
              {.at = At(3), .kind = FaultKind::kSlowDisk, .node = n1}});
  const auto options = [&] { return run.world().host(n1, ShardId(0)).disk().options(); };
  run.world().RunFor(Milliseconds(2));
  EXPECT_EQ(options().sync_latency.jitter, Milliseconds(90));
  EXPECT_EQ(options().read_errors.numerator, 30u);
  run.world().RunFor(Milliseconds(2));
  EXPECT_EQ(options().sync_latency.jitter, Options().disk.sync_latency.jitter);
  EXPECT_EQ(options().read_errors.numerator, 30u);
}

TEST(Injector, RotWaitsForNothingAndIsCountedWhereItStruck) {
  Struck run({{.at = At(300), .kind = FaultKind::kBitRot, .node = n3, .amount = 2}});
  run.Write(n1);
  run.world().RunFor(Milliseconds(400));
  EXPECT_EQ(run.world().disk_counters().flipped_bits, 2u);
  EXPECT_FALSE(run.world().undamaged(n3));
  EXPECT_TRUE(run.world().undamaged(n1));
}

TEST(Injector, EveryDiskAndLinkFaultIsCarriedOutUnderItsOwnName) {
  FaultPlan plan;
  for (size_t i = 0; i < kFaultKinds; ++i) {
    const auto kind = static_cast<FaultKind>(i);
    if (ExceedsPromise(kind)) continue;
    plan.push_back({.at = At(static_cast<int64_t>(i + 1)),
                    .kind = kind,
                    .node = n2,
                    .nodes = 0b001,
                    .length = Milliseconds(1),
                    .amount = 1});
  }
  const FaultPlan copy = plan;
  Struck run(std::move(plan));
  run.world().RunFor(Seconds(1));
  for (const Fault& fault : copy) EXPECT_EQ(run.count(fault.kind), 1u) << ToString(fault);
}

}  // namespace
}  // namespace paxosstore::sim
