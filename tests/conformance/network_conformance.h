// What core/runtime/network.h promises, as a typed suite for any implementation.
//
// To ask a further implementation, write tests/conformance/network_<name>_test.cc:
//
//   class TcpFixture {
//    public:
//     // The ends of nodes 1, 2 and 3, shard 0, that know each other; no handler set. Node 9 is
//     // unknown to all.
//     Network* network(uint32_t node);
//     // A payload that differs for different numbers and takes about `bytes` on a wire.
//     Frame MakeFrame(uint64_t number, size_t bytes);
//     // The number of a frame that MakeFrame made, or that arrived; checks that the rest of the
//     // payload is what MakeFrame made for it.
//     uint64_t NumberOf(const Frame& frame);
//     // Until `until` holds: runs all executors, and every 200 us `work`, on that of node 1. Both
//     // are references that live no longer than the call: cancel what is left. (On real sockets:
//     // AsioExecutor::After with work that asks `until`, then calls Stop or `work` and After.)
//     void RunUntil(absl::FunctionRef<bool()> until, absl::FunctionRef<void()> work);
//   };
//   INSTANTIATE_TYPED_TEST_SUITE_P(Tcp, NetworkConformance, TcpFixture);
//
// The simplest real fixture runs all three nodes on one AsioExecutor. Frames may be lost: each test
// sends until what it waits for has arrived, and would hang (ctest's time limit) if it never did.
#ifndef PAXOSSTORE_TESTS_CONFORMANCE_NETWORK_CONFORMANCE_H_
#define PAXOSSTORE_TESTS_CONFORMANCE_NETWORK_CONFORMANCE_H_

#include <cstdint>
#include <map>
#include <vector>

#include "core/runtime/network.h"
#include "gtest/gtest.h"

namespace paxosstore {

template <typename Fixture>
class NetworkConformance : public testing::Test {
 protected:
  struct Arrival {
    NodeId from;
    uint64_t number;
  };

  Fixture f_;
  std::map<uint32_t, std::vector<Arrival>> arrived_;  // by receiver

  // Notes what arrives at `node`.
  void Listen(uint32_t node) {
    f_.network(node)->SetHandler([this, node](NodeId from, Frame frame) {
      arrived_[node].push_back({from, f_.NumberOf(frame)});
    });
  }
  void Send(uint32_t from, uint32_t to, uint64_t number, size_t bytes = 10) {
    f_.network(from)->Send(NodeId(to), f_.MakeFrame(number, bytes));
  }
  bool Arrived(uint32_t node, uint64_t number) {
    for (const Arrival& arrival : arrived_[node]) {
      if (arrival.number == number) return true;
    }
    return false;
  }
  // Sends again and again until one gets there.
  void SendUntilArrived(uint32_t from, uint32_t to, uint64_t number, size_t bytes = 10) {
    f_.RunUntil([&] { return Arrived(to, number); }, [&] { Send(from, to, number, bytes); });
  }
};

TYPED_TEST_SUITE_P(NetworkConformance);

TYPED_TEST_P(NetworkConformance, AFrameArrivesEqualAndWithItsSender) {
  this->Listen(2);
  this->SendUntilArrived(1, 2, 42);
  for (const auto& arrival : this->arrived_[2]) {
    EXPECT_EQ(arrival.from, NodeId(1));
    EXPECT_EQ(arrival.number, 42u);
  }
}

TYPED_TEST_P(NetworkConformance, FramesOfManySizesArriveEqual) {
  this->Listen(2);
  uint64_t number = 1;
  for (const size_t bytes : {0, 1, 100, 4095, 4096, 70'000, 1'000'000}) {
    this->SendUntilArrived(1, 2, number++, bytes);
  }
}

TYPED_TEST_P(NetworkConformance, EachPairOfNodesReachesEachOther) {
  for (uint32_t node = 1; node <= 3; ++node) this->Listen(node);
  for (uint32_t from = 1; from <= 3; ++from) {
    for (uint32_t to = 1; to <= 3; ++to) {
      if (from != to) this->SendUntilArrived(from, to, from * 10 + to);
    }
  }
  for (const auto& [node, arrivals] : this->arrived_) {
    for (const auto& arrival : arrivals) {
      EXPECT_EQ(arrival.number, arrival.from.value() * 10 + node);
    }
  }
}

TYPED_TEST_P(NetworkConformance, TheHandlerNeverRunsInsideSend) {
  bool inside = false;
  bool arrived = false;
  this->f_.network(2)->SetHandler([&](NodeId, Frame) {
    EXPECT_FALSE(inside);
    arrived = true;
  });
  this->f_.RunUntil([&] { return arrived; },
                    [&] {
                      inside = true;
                      this->Send(1, 2, 1);
                      inside = false;
                    });
}

TYPED_TEST_P(NetworkConformance, AHandlerMayAnswer) {
  this->Listen(1);
  this->f_.network(2)->SetHandler([&](NodeId from, Frame frame) {
    this->Send(2, from.value(), this->f_.NumberOf(frame) + 1000);
  });
  this->f_.RunUntil([&] { return this->Arrived(1, 1007); }, [&] { this->Send(1, 2, 7); });
}

TYPED_TEST_P(NetworkConformance, EachSendIsDeliveredAtMostOnce) {
  this->Listen(2);
  uint64_t next = 1;
  this->f_.RunUntil([&] { return this->arrived_[2].size() >= 500; },
                    [&] {
                      for (int i = 0; i < 100; ++i) this->Send(1, 2, next++);
                    });
  std::map<uint64_t, int> times;
  for (const auto& arrival : this->arrived_[2]) {
    EXPECT_LT(arrival.number, next);
    EXPECT_EQ(++times[arrival.number], 1) << "frame " << arrival.number;
  }
}

TYPED_TEST_P(NetworkConformance, FramesToAnUnknownNodeAreDropped) {
  this->Listen(2);
  for (uint64_t i = 0; i < 100; ++i) this->Send(1, 9, i);
  this->SendUntilArrived(1, 2, 1);
}

TYPED_TEST_P(NetworkConformance, FramesToANodeWithoutAHandlerHurtNobody) {
  this->Listen(2);
  for (uint64_t i = 0; i < 100; ++i) this->Send(1, 3, i);
  this->SendUntilArrived(1, 2, 1000);
  this->Listen(3);
  this->SendUntilArrived(1, 3, 1001);
}

TYPED_TEST_P(NetworkConformance, AReplacedHandlerIsNotCalledAgain) {
  this->Listen(2);
  this->SendUntilArrived(1, 2, 1);
  const size_t before = this->arrived_[2].size();
  bool arrived = false;
  this->f_.network(2)->SetHandler([&](NodeId, Frame) { arrived = true; });
  this->f_.RunUntil([&] { return arrived; }, [&] { this->Send(1, 2, 2); });
  EXPECT_EQ(this->arrived_[2].size(), before);
}

REGISTER_TYPED_TEST_SUITE_P(NetworkConformance, AFrameArrivesEqualAndWithItsSender,
                            FramesOfManySizesArriveEqual, EachPairOfNodesReachesEachOther,
                            TheHandlerNeverRunsInsideSend, AHandlerMayAnswer,
                            EachSendIsDeliveredAtMostOnce, FramesToAnUnknownNodeAreDropped,
                            FramesToANodeWithoutAHandlerHurtNobody,
                            AReplacedHandlerIsNotCalledAgain);

}  // namespace paxosstore

#endif  // PAXOSSTORE_TESTS_CONFORMANCE_NETWORK_CONFORMANCE_H_
