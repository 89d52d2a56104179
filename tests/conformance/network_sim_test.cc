// The simulated network: conformance, then the faults that only it can commit.
#include <string>

#include "absl/functional/function_ref.h"
#include "sim/sim_network.h"
#include "tests/conformance/network_conformance.h"

namespace paxosstore {
namespace {

struct TestPayload : Payload {
  TestPayload(uint64_t n, size_t bytes) : number(n), padding(bytes, static_cast<char>(n)) {}
  uint64_t number;
  std::string padding;
};

uint64_t CheckedNumberOf(const Frame& frame) {
  const auto& payload = static_cast<const TestPayload&>(*frame);
  EXPECT_EQ(payload.padding,
            std::string(payload.padding.size(), static_cast<char>(payload.number)));
  return payload.number;
}

class SimNetworkFixture {
 public:
  SimNetworkFixture() {
    for (uint32_t node = 1; node <= 3; ++node) {
      actors_[node] = queue_.AddActor("n" + std::to_string(node));
      Attach(node);
    }
  }

  Network* network(uint32_t node) { return ends_[node].get(); }
  Frame MakeFrame(uint64_t number, size_t bytes) {
    return std::make_shared<TestPayload>(number, bytes);
  }
  uint64_t NumberOf(const Frame& frame) { return CheckedNumberOf(frame); }
  void RunUntil(absl::FunctionRef<bool()> until, absl::FunctionRef<void()> work) {
    while (!until()) {
      bool worked = false;
      const TimerId timer = queue_.Schedule(queue_.now() + Microseconds(200), actors_[1],
                                            sim::EventKind::kTimer, [&worked, work] {
                                              worked = true;
                                              work();
                                            });
      while (!worked && !until()) ASSERT_TRUE(queue_.RunOne());
      queue_.Cancel(timer);
    }
  }

  void RunAll() {
    while (queue_.RunOne()) {
    }
  }
  void Attach(uint32_t node) {
    ends_[node].reset();
    ends_[node] = model_.Attach(NodeId(node), ShardId(0), actors_[node]);
  }
  void Crash(uint32_t node) {
    ends_[node].reset();
    queue_.Kill(actors_[node]);
  }

  sim::DeterminismHash hash_;
  sim::EventQueue queue_{&hash_};
  sim::Decisions decisions_{7, &hash_};
  sim::NetworkModel model_{&queue_, &decisions_};
  std::map<uint32_t, sim::ActorId> actors_;
  std::map<uint32_t, std::unique_ptr<sim::SimNetwork>> ends_;
};

// A network that loses, repeats nothing, and reorders much must still conform.
class BadSimNetworkFixture : public SimNetworkFixture {
 public:
  BadSimNetworkFixture() {
    sim::LinkOptions bad;
    bad.latency = {Microseconds(10), Milliseconds(1), {1, 10}, Milliseconds(20)};
    bad.loss = {1, 3};
    bad.reorder = {1, 2};
    model_.SetAllLinks(bad);
  }
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sim, NetworkConformance, SimNetworkFixture);
INSTANTIATE_TYPED_TEST_SUITE_P(BadSim, NetworkConformance, BadSimNetworkFixture);

class SimNetworkTest : public testing::Test {
 protected:
  void Listen(uint32_t node) {
    f_.network(node)->SetHandler([this](NodeId, Frame frame) {
      arrived_.push_back(f_.NumberOf(frame));
      frames_.push_back(frame);
    });
  }
  void Send(uint32_t from, uint32_t to, uint64_t number) {
    f_.network(from)->Send(NodeId(to), f_.MakeFrame(number, 5));
  }
  const sim::LinkCounters& counters() { return f_.model_.counters(NodeId(1), NodeId(2)); }
  void Set(const sim::LinkOptions& options) { f_.model_.SetLink(NodeId(1), NodeId(2), options); }

  SimNetworkFixture f_;
  std::vector<uint64_t> arrived_;
  std::vector<Frame> frames_;
};

TEST_F(SimNetworkTest, ALossyLinkLosesItsShareAndCountsIt) {
  sim::LinkOptions options;
  options.loss = {1, 4};
  Set(options);
  Listen(2);
  for (uint64_t i = 0; i < 4000; ++i) Send(1, 2, i);
  f_.RunAll();
  EXPECT_EQ(counters().sent, 4000u);
  EXPECT_EQ(counters().delivered, arrived_.size());
  EXPECT_EQ(counters().lost + counters().delivered, 4000u);
  EXPECT_NEAR(static_cast<double>(counters().lost), 1000, 150);
}

TEST_F(SimNetworkTest, ADuplicateSharesThePayload) {
  sim::LinkOptions options;
  options.duplicate = {1, 1};
  Set(options);
  Listen(2);
  Send(1, 2, 5);
  f_.RunAll();
  EXPECT_EQ(arrived_, (std::vector<uint64_t>{5, 5}));
  EXPECT_EQ(frames_.at(0).get(), frames_.at(1).get());
  EXPECT_EQ(counters().duplicated, 1u);
}

TEST_F(SimNetworkTest, LatencyLiesWithinItsModel) {
  sim::LinkOptions options;
  options.latency = {Microseconds(100), Microseconds(50), {}, {}};
  Set(options);
  for (uint64_t i = 0; i < 200; ++i) {
    const Instant sent = f_.queue_.now();
    bool arrived = false;
    f_.network(2)->SetHandler([&](NodeId, Frame) {
      EXPECT_GE((f_.queue_.now() - sent).ns, Microseconds(100).ns);
      EXPECT_LE((f_.queue_.now() - sent).ns, Microseconds(150).ns);
      arrived = true;
    });
    Send(1, 2, i);
    f_.RunAll();
    EXPECT_TRUE(arrived);
  }
}

TEST_F(SimNetworkTest, ReorderedFramesOvertakeEachOther) {
  sim::LinkOptions options;
  options.latency = {Microseconds(100), {}, {}, {}};
  options.reorder = {1, 5};
  Set(options);
  Listen(2);
  for (uint64_t i = 0; i < 100; ++i) Send(1, 2, i);
  f_.RunAll();
  EXPECT_EQ(arrived_.size(), 100u);
  EXPECT_FALSE(std::is_sorted(arrived_.begin(), arrived_.end()));
  EXPECT_GT(counters().reordered, 0u);
}

TEST_F(SimNetworkTest, ABlockIsOneWayAndAlsoStopsWhatIsInFlight) {
  Listen(1);
  Listen(2);
  Send(1, 2, 1);
  f_.model_.SetBlocked(NodeId(1), NodeId(2), true);
  Send(1, 2, 2);
  Send(2, 1, 3);
  f_.RunAll();
  EXPECT_EQ(arrived_, (std::vector<uint64_t>{3}));
  EXPECT_EQ(counters().blocked, 2u);
  f_.model_.UnblockAll();
  Send(1, 2, 4);
  f_.RunAll();
  EXPECT_EQ(arrived_, (std::vector<uint64_t>{3, 4}));
}

// 1 ms for each 100 bytes, one frame behind the other; the latency comes on top.
TEST_F(SimNetworkTest, ABandwidthLimitDelaysBySizeOverRate) {
  sim::LinkOptions options;
  options.latency = {Microseconds(100), {}, {}, {}};
  Set(options);
  f_.model_.set_frame_size(
      [](const Frame& frame) { return static_cast<const TestPayload&>(*frame).padding.size(); });
  f_.model_.SetBandwidth(NodeId(1), NodeId(2), 100'000);
  std::vector<int64_t> after_us;
  f_.network(2)->SetHandler([&](NodeId, Frame) { after_us.push_back(f_.queue_.now().ns / 1000); });
  const int64_t begin_us = f_.queue_.now().ns / 1000;
  for (const size_t bytes : {100, 300, 50}) {
    f_.network(1)->Send(NodeId(2), f_.MakeFrame(1, bytes));
  }
  f_.network(3)->Send(NodeId(2), f_.MakeFrame(1, 100));  // another link: no limit
  f_.RunAll();
  ASSERT_EQ(after_us.size(), 4u);
  EXPECT_LE(after_us[0] - begin_us, 200);
  EXPECT_EQ(after_us[1] - begin_us, 1100);
  EXPECT_EQ(after_us[2] - begin_us, 4100);
  EXPECT_EQ(after_us[3] - begin_us, 4600);
  EXPECT_EQ(counters().queued, 2u);
  f_.model_.ClearModifiers();
  EXPECT_EQ(counters().overflowed, 0u);
}

TEST_F(SimNetworkTest, WhatWouldWaitTooLongBehindOthersIsLost) {
  f_.model_.SetBandwidth(NodeId(1), NodeId(2), 1000);  // 100 ms for each frame of 100 bytes
  Listen(2);
  for (uint64_t i = 0; i < 20; ++i) Send(1, 2, i);
  f_.RunAll();
  EXPECT_EQ(arrived_.size(), 6u);  // the last one began when 500 ms were before it
  EXPECT_EQ(counters().overflowed, 14u);
  EXPECT_EQ(counters().sent, counters().delivered + counters().overflowed);
}

TEST_F(SimNetworkTest, ASlowLinkIsOneWayAndAddsToTheLatency) {
  sim::LinkOptions options;
  options.latency = {Microseconds(100), {}, {}, {}};
  Set(options);
  f_.model_.SetExtraLatency(NodeId(1), NodeId(2), Milliseconds(7));
  Instant at1, at2;
  f_.network(1)->SetHandler([&](NodeId, Frame) { at1 = f_.queue_.now(); });
  f_.network(2)->SetHandler([&](NodeId, Frame) { at2 = f_.queue_.now(); });
  const Instant begin = f_.queue_.now();
  Send(1, 2, 1);
  Send(2, 1, 2);
  f_.RunAll();
  EXPECT_EQ(at2 - begin, Microseconds(7100));
  EXPECT_LT((at1 - begin).ns, Milliseconds(1).ns);
}

TEST_F(SimNetworkTest, AResetLosesWhatIsInFlightAndNothingLater) {
  Listen(1);
  Listen(2);
  for (uint64_t i = 1; i <= 3; ++i) Send(1, 2, i);
  Send(2, 1, 4);
  f_.model_.ResetConnection(NodeId(1), NodeId(2));
  Send(1, 2, 5);
  f_.RunAll();
  std::sort(arrived_.begin(), arrived_.end());
  EXPECT_EQ(arrived_, (std::vector<uint64_t>{4, 5}));
  EXPECT_EQ(counters().reset, 3u);
}

TEST_F(SimNetworkTest, ADamagedFrameIsRejectedAndTakesTheConnectionWithIt) {
  sim::LinkOptions options;
  options.latency = {Microseconds(100), {}, {}, {}};
  Set(options);
  Listen(2);
  f_.model_.SetCorruption({1, 1});
  Send(1, 2, 1);
  f_.model_.SetCorruption({});
  Send(1, 2, 2);  // in flight when the first one arrives
  f_.RunAll();
  EXPECT_TRUE(arrived_.empty());
  EXPECT_EQ(counters().corrupted, 1u);
  EXPECT_EQ(counters().reset, 1u);
  Send(1, 2, 3);
  f_.RunAll();
  EXPECT_EQ(arrived_, (std::vector<uint64_t>{3}));
}

TEST_F(SimNetworkTest, AFrameInFlightReachesTheNextLifeOfItsReceiver) {
  Send(1, 2, 1);
  f_.Crash(2);
  f_.Attach(2);
  Listen(2);
  f_.RunAll();
  EXPECT_EQ(arrived_, (std::vector<uint64_t>{1}));
}

TEST_F(SimNetworkTest, AFrameInFlightDiesWithItsReceiverIfSoConfigured) {
  f_.model_.SetDeliverAcrossRestarts(false);
  Send(1, 2, 1);
  f_.Crash(2);
  f_.Attach(2);
  Listen(2);
  Send(1, 2, 2);
  f_.RunAll();
  EXPECT_EQ(arrived_, (std::vector<uint64_t>{2}));
  EXPECT_EQ(counters().undeliverable, 1u);
}

TEST_F(SimNetworkTest, AFrameInFlightOutlivesItsSender) {
  Listen(2);
  Send(1, 2, 1);
  f_.Crash(1);
  f_.RunAll();
  EXPECT_EQ(arrived_, (std::vector<uint64_t>{1}));
}

TEST_F(SimNetworkTest, APausedNodeReceivesWhenItResumes) {
  Listen(2);
  f_.queue_.Pause(f_.actors_[2]);
  Send(1, 2, 1);
  f_.queue_.RunUntil(f_.queue_.now() + Seconds(1));
  EXPECT_TRUE(arrived_.empty());
  f_.queue_.Resume(f_.actors_[2]);
  f_.RunAll();
  EXPECT_EQ(arrived_, (std::vector<uint64_t>{1}));
}

TEST_F(SimNetworkTest, FramesThatArriveBeforeAHandlerIsSetAreDropped) {
  Send(1, 2, 1);
  f_.RunAll();
  Listen(2);
  f_.RunAll();
  EXPECT_TRUE(arrived_.empty());
  EXPECT_EQ(counters().undeliverable, 1u);
}

TEST_F(SimNetworkTest, TheSendHookSeesEachFrameInsideSend) {
  std::vector<uint64_t> seen;
  f_.model_.set_on_send([&](NodeId from, ShardId shard, NodeId to, const Frame& frame) {
    EXPECT_EQ(from, NodeId(1));
    EXPECT_EQ(shard, ShardId(0));
    EXPECT_EQ(to, NodeId(2));
    seen.push_back(f_.NumberOf(frame));
  });
  f_.model_.SetBlocked(NodeId(1), NodeId(2), true);
  Send(1, 2, 8);
  EXPECT_EQ(seen, (std::vector<uint64_t>{8}));
}

TEST_F(SimNetworkTest, CountersAddUp) {
  sim::LinkOptions options;
  options.loss = {1, 5};
  options.duplicate = {1, 5};
  options.reorder = {1, 5};
  f_.model_.SetAllLinks(options);
  Listen(2);
  for (uint64_t i = 0; i < 1000; ++i) {
    Send(1, 2, i);
    Send(1, 3, i);
    Send(1, 9, i);
  }
  f_.queue_.RunUntil(f_.queue_.now() + Microseconds(150));
  const sim::LinkCounters sum = f_.model_.total();
  EXPECT_EQ(sum.sent + sum.duplicated,
            sum.delivered + sum.lost + sum.blocked + sum.undeliverable + f_.model_.in_flight());
  EXPECT_GT(f_.model_.in_flight(), 0u);
}

}  // namespace
}  // namespace paxosstore
