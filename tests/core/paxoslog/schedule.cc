#include "tests/core/paxoslog/schedule.h"

#include <algorithm>
#include <array>
#include <set>

#include "tests/core/paxoslog/cluster.h"

namespace paxosstore {
namespace {

enum class Act : size_t {
  kDeliver,
  kDeliverOldest,
  kRepeat,  // delivers and keeps a copy
  kDrop,
  kSync,
  kSyncAll,
  kCrash,
  kRestart,
  kBlink,  // crashes, restarts and proposes before anybody notices
  kPropose,
  kTrial,
  kRetry,
  kResend,
  kNotice,
  kMark,
  kEvict,
  kStatus,
  kReport,
  kRewire,
  kCount,
};

class Schedule {
 public:
  Schedule(size_t replicas, Choices choices)
      : choices_(std::move(choices)),
        cluster_(replicas, choices_.Below(2) == 0 ? N(1) : N(0)),
        replicas_(static_cast<uint32_t>(replicas)) {
    DrawRates();
  }

  void Run(Verdict& verdict) {
    const uint64_t steps = 50 + choices_.Below(350);
    for (uint64_t i = 0; i < steps && !choices_.Exhausted(); ++i) Step(verdict);
    blocked_.clear();
    cluster_.Heal();
    verdict.entries = cluster_.log(N(1)).chosen().value();
    verdict.messages = cluster_.messages_sent();
  }

 private:
  // The weight of each act among all; many acts are left out of one schedule in two.
  void DrawRates() {
    auto often = [&](Act act) { weights_[static_cast<size_t>(act)] = 15 + choices_.Below(60); };
    auto seldom = [&](Act act, uint64_t most) {
      const bool never = choices_.Below(2) == 0;
      weights_[static_cast<size_t>(act)] = never ? 0 : 1 + choices_.Below(most);
    };
    often(Act::kDeliverOldest);
    often(Act::kSync);
    weights_[static_cast<size_t>(Act::kPropose)] = 2 + choices_.Below(20);
    weights_[static_cast<size_t>(Act::kRetry)] = 1 + choices_.Below(10);
    weights_[static_cast<size_t>(Act::kRestart)] = 2 + choices_.Below(20);
    seldom(Act::kDeliver, 60);
    seldom(Act::kRepeat, 6);
    seldom(Act::kDrop, 20);
    seldom(Act::kSyncAll, 40);
    seldom(Act::kCrash, 4);
    seldom(Act::kBlink, 4);
    seldom(Act::kTrial, 4);
    seldom(Act::kResend, 8);
    seldom(Act::kNotice, 6);
    seldom(Act::kMark, 4);
    seldom(Act::kEvict, 10);
    seldom(Act::kStatus, 4);
    seldom(Act::kReport, 6);
    seldom(Act::kRewire, 4);
    // A single proposer gets far; several get in each other's way.
    proposers_ = choices_.Below(2) == 0 ? 1 : 1 + choices_.Below(replicas_);
    for (uint64_t weight : weights_) total_ += weight;
  }

  Act Draw() {
    uint64_t left = choices_.Below(total_);
    size_t act = 0;
    while (left >= weights_[act]) left -= weights_[act++];
    return static_cast<Act>(act);
  }

  NodeId AnyNode() { return N(1 + static_cast<uint32_t>(choices_.Below(replicas_))); }
  NodeId AnotherThan(NodeId node) {
    const auto step = 1 + static_cast<uint32_t>(choices_.Below(replicas_ - 1));
    return N(1 + (node.value() - 1 + step) % replicas_);
  }

  void Step(Verdict& verdict) {
    const Act act = Draw();
    if (act <= Act::kDrop) return StepMessage(act);
    const NodeId node = AnyNode();
    if (act == Act::kRewire) return Rewire();
    if (act == Act::kRestart && !cluster_.Up(node)) return cluster_.Restart(node);
    if (!cluster_.Up(node)) return;
    if (act != Act::kCrash && act != Act::kBlink) return StepNode(act, node);
    ++verdict.crashes;
    cluster_.Crash(node, choices_.Below(cluster_.disk(node).in_flight() + 1));
    if (act == Act::kCrash) return;
    cluster_.Restart(node);
    StepNode(Act::kPropose, node);
  }

  void StepNode(Act act, NodeId node) {
    const ObjectLog& log = cluster_.log(node);
    switch (act) {
      case Act::kSync:
        if (cluster_.disk(node).in_flight() > 0) cluster_.SyncOne(node);
        return;
      case Act::kSyncAll:
        return cluster_.Sync(node);
      case Act::kPropose:
        if (log.MayPropose() && node.value() <= proposers_) cluster_.Propose(node, "v");
        return;
      case Act::kTrial:
        if (!log.attempting()) cluster_.Trial(node);
        return;
      case Act::kRetry:
        if (log.attempting() && cluster_.TookPreempted(node)) cluster_.Retry(node);
        return;
      case Act::kResend:
        if (log.attempting()) cluster_.Resend(node);
        return;
      case Act::kMark:
        if (log.needs_mark()) cluster_.Mark(node);
        return;
      case Act::kEvict:
        if (!log.attempting() && cluster_.disk(node).in_flight() == 0) cluster_.Evict(node);
        return;
      case Act::kNotice:
        if (log.chosen() > EntryId(0)) cluster_.Notice(node, choices_.Below(4) == 0);
        return;
      case Act::kStatus:
        return cluster_.Status(node, AnotherThan(node));
      case Act::kReport:
        return cluster_.Report(node, AnotherThan(node));
      default:
        return;
    }
  }

  // Some links carry nothing until the next rewiring: replicas that hear only part of the others
  // are where the interesting schedules are.
  void Rewire() {
    blocked_.clear();
    const uint64_t links = choices_.Below(uint64_t{replicas_} * replicas_);
    for (uint64_t i = 0; i < links; ++i) {
      const NodeId from = AnyNode();
      blocked_.insert({from, AnotherThan(from)});
    }
  }

  bool Blocked(const Cluster::Flight& flight) const {
    return blocked_.contains({flight.from, flight.to});
  }

  void StepMessage(Act act) {
    const std::vector<Cluster::Flight>& flights = cluster_.flights();
    if (flights.empty()) return;
    size_t index = choices_.Below(flights.size());
    if (act == Act::kDeliverOldest) {
      index = 0;
      while (index < flights.size() && Blocked(flights[index])) ++index;
      if (index == flights.size()) return;
    }
    if (act == Act::kDrop) return cluster_.Drop(index);
    if (!Blocked(flights[index])) cluster_.Deliver(index, act == Act::kRepeat);
  }

  Choices choices_;
  Cluster cluster_;
  uint32_t replicas_;
  std::array<uint64_t, static_cast<size_t>(Act::kCount)> weights_{};
  uint64_t total_ = 0;
  uint64_t proposers_ = 1;
  std::set<std::pair<NodeId, NodeId>> blocked_;
};

}  // namespace

uint64_t Choices::Next() {
  if (from_list_) return at_ < list_.size() ? list_[at_++] : 0;
  state_ += 0x9e3779b97f4a7c15;
  uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

Verdict RunSchedule(size_t replicas, Choices choices) {
  Verdict verdict;
  try {
    Schedule(replicas, std::move(choices)).Run(verdict);
  } catch (const Violation& violation) {
    verdict.violation = violation.what();
  }
  return verdict;
}

Verdict RunSeed(uint64_t seed) {
  Choices choices(seed);
  const size_t replicas = choices.Below(2) == 0 ? 3 : 5;
  return RunSchedule(replicas, std::move(choices));
}

}  // namespace paxosstore
