// Instance against its naive twin, over random sequences of everything that can happen to it.
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <vector>

#include "core/paxos/instance.h"
#include "rapidcheck/gtest.h"
#include "tests/core/paxos/naive_instance.h"
#include "tests/core/paxos/paxos_fixture.h"

namespace paxosstore {
namespace {

// Both, side by side, fed with steps decoded from 32-bit words: shrinking a word shrinks the step.
class Pair {
 public:
  explicit Pair(size_t size)
      : group_(MakeGroup(size)), instance_(&group_), naive_(size, group_.SelfId().value()) {}

  void Step(uint32_t word) {
    switch (word % 8) {
      case 0:
      case 1:
      case 2:
        return Message(word >> 3);
      case 3:
      case 4:
        return SyncOne();
      case 5:
        return Prepare();
      case 6:
        return Accept(word >> 3);
      default:
        if ((word >> 3) % 4 == 0) Restart();
    }
  }

  void Compare() {
    RC_ASSERT(instance_.actual() == Whole(naive_.own()));
    RC_ASSERT(instance_.durable() == Whole(naive_.durable()));
    for (ReplicaIndex i = 1; i < group_.size; ++i) {
      RC_ASSERT(instance_.view(i) == Whole(naive_.heard(static_cast<uint32_t>(i + 1))));
    }
    RC_ASSERT(instance_.FreshBallot() == naive_.FreshBallot());
    RC_ASSERT(instance_.MayIssueFastAccept() == naive_.MayIssueFastAccept());
    for (Ballot ballot : {prepared_, B(0, 1), B(1, 1), B(2, 1)}) {
      if (ballot.IsNone()) continue;
      RC_ASSERT(instance_.MayIssueAccept(ballot) == naive_.MayIssueAccept(ballot));
    }
    RC_ASSERT(Number(instance_.Adopted()) == naive_.Adopted().value_or(0));
    CompareChosen();
  }

 private:
  static uint64_t Number(const ValuePtr& value) { return value == nullptr ? 0 : value->id.number; }

  static AcceptorState Whole(const NaiveInstance::Record& record) {
    AcceptorState state = State(record.Promised(), record.Accepted());
    if (!state.accepted.IsNone()) state.value = V(record.votes.at(state.accepted));
    return state;
  }

  void CompareChosen() {
    const std::optional<ChosenValue> chosen = instance_.Chosen();
    const auto expected = naive_.Chosen();
    RC_ASSERT(chosen.has_value() == expected.has_value());
    if (!chosen.has_value()) return;
    RC_ASSERT(chosen->ballot == expected->first);
    RC_ASSERT(chosen->value->id.number == expected->second);
    RC_ASSERT(naive_.EverChosen().contains(chosen->ballot));
  }

  // Which value was proposed at a ballot: fixed by the first who asks, as the protocol has it.
  uint64_t ValueAt(Ballot ballot, uint64_t wish) {
    return values_.emplace(ballot, 1 + wish % 3).first->second;
  }

  Ballot AnyBallot(uint32_t bits) const {
    return {bits % 5, NodeId(1 + static_cast<uint32_t>((bits / 5) % group_.size))};
  }

  void Message(uint32_t bits) {
    const auto from = static_cast<ReplicaIndex>(1 + bits % (group_.size - 1));
    const uint32_t kind = (bits >> 2) % 4;
    const bool leave_out = (bits >> 4) % 4 == 0;
    SentState sent = Says(AnyBallot(bits >> 6), AnyBallot(bits >> 14));
    // Answers to what we prepared are what makes accepts possible.
    if ((bits >> 26) % 2 == 0 && !prepared_.IsNone()) sent.promised = prepared_;
    if (sent.accepted > sent.promised) std::swap(sent.accepted, sent.promised);
    // A vote at a ballot of our own exists only if we issued it.
    const bool ours = sent.accepted.replica == group_.SelfId();
    if ((bits >> 22) % 3 == 0 || (ours && !values_.contains(sent.accepted))) sent.accepted = {};
    NaiveInstance::Heard heard{sent.promised, sent.accepted, std::nullopt};
    if (!sent.accepted.IsNone() && !leave_out) {
      heard.value = ValueAt(sent.accepted, bits >> 24);
      sent.value = V(*heard.value);
    }
    const auto replica = static_cast<uint32_t>(from + 1);
    if (kind == 0) {
      RC_ASSERT(instance_.MergeProposal(sent) == naive_.HearProposal(heard));
    } else if (kind == 1) {
      RC_ASSERT(instance_.MergeView(from, sent) == naive_.HearReport(replica, heard));
    } else {
      RC_ASSERT(instance_.MergeState(from, sent) == naive_.HearState(replica, heard));
    }
    Written();
  }

  void Prepare() {
    const Ballot ballot = instance_.FreshBallot();
    instance_.IssuePrepare(ballot);
    naive_.Promise(ballot);
    prepared_ = ballot;
    Written();
  }

  void Accept(uint32_t bits) {
    const Ballot fast = FastBallot(group_.SelfId());
    const bool go_fast = instance_.MayIssueFastAccept() && !values_.contains(fast);
    const Ballot ballot = go_fast ? fast : prepared_;
    if (!go_fast && !instance_.MayIssueAccept(ballot)) return;
    uint64_t number = Number(instance_.Adopted());
    if (number == 0) number = 1 + bits % 3;
    number = values_.emplace(ballot, number).first->second;
    instance_.IssueAccept(ballot, V(number));
    naive_.Vote(ballot, number);
    Written();
  }

  void Written() { in_flight_.emplace_back(instance_.actual(), naive_.own()); }

  void SyncOne() {
    if (in_flight_.empty()) return;
    instance_.MarkDurable(in_flight_.front().first);
    naive_.SetDurable(in_flight_.front().second);
    in_flight_.pop_front();
  }

  void Restart() {
    in_flight_.clear();
    instance_ = Instance(&group_, instance_.durable());
    naive_.Restart();
    prepared_ = {};
  }

  const Group group_;
  Instance instance_;
  NaiveInstance naive_;
  std::map<Ballot, uint64_t> values_;
  std::deque<std::pair<AcceptorState, NaiveInstance::Record>> in_flight_;
  Ballot prepared_;
};

void RunPair(size_t size, const std::vector<uint32_t>& words) {
  Pair pair(size);
  for (uint32_t word : words) {
    pair.Step(word);
    pair.Compare();
  }
}

// Uniform words at every size: arbitrary integers have too few distinct bits for steps.
std::vector<uint32_t> Words(double length) {
  return *rc::gen::scale(length, rc::gen::container<std::vector<uint32_t>>(rc::gen::resize(
                                     100, rc::gen::inRange<uint32_t>(0, UINT32_MAX))));
}

RC_GTEST_PROP(NaiveTwin, AgreesWithThreeReplicas, ()) { RunPair(3, Words(4.0)); }
RC_GTEST_PROP(NaiveTwin, AgreesWithFiveReplicas, ()) { RunPair(5, Words(4.0)); }

// --- algebra of merging

struct Heard {
  ReplicaIndex from;
  SentState state;
};

// Consistent states: the value at a ballot is a function of the ballot.
std::vector<Heard> DecodeHeard(const std::vector<uint32_t>& words) {
  std::vector<Heard> all;
  for (uint32_t word : words) {
    Ballot promised = B(word % 4, 1 + (word >> 2) % 3);
    Ballot accepted = B((word >> 4) % 4, 1 + (word >> 6) % 3);
    if (accepted > promised) std::swap(accepted, promised);
    if ((word >> 8) % 3 == 0) accepted = {};
    ValuePtr value =
        accepted.IsNone() ? nullptr : V(1 + accepted.round * 4 + accepted.replica.value());
    all.push_back({1 + (word >> 10) % 2, Says(promised, accepted, std::move(value))});
  }
  return all;
}

Instance MergeAll(const Group& group, const std::vector<Heard>& all) {
  Instance instance(&group);
  for (const Heard& heard : all) RC_ASSERT(instance.MergeState(heard.from, heard.state));
  return instance;
}

RC_GTEST_PROP(Merging, IsIdempotent, ()) {
  const Group group = MakeGroup(3);
  Instance instance(&group);
  for (const Heard& heard : DecodeHeard(Words(1.0))) {
    RC_ASSERT(instance.MergeState(heard.from, heard.state));
    const Instance once = instance;
    RC_ASSERT(instance.MergeState(heard.from, heard.state));
    RC_ASSERT(instance == once);
  }
}

// Views and promises are maxima, so the order of arrival is nothing to them. The own vote is not:
// see OwnVoteDependsOnTheOrder.
RC_GTEST_PROP(Merging, OfViewsAndPromisesCommutes, ()) {
  const Group group = MakeGroup(3);
  std::vector<Heard> all = DecodeHeard(Words(1.0));
  const Instance forward = MergeAll(group, all);
  std::reverse(all.begin(), all.end());
  const Instance backward = MergeAll(group, all);
  RC_ASSERT(forward.actual().promised == backward.actual().promised);
  for (ReplicaIndex i = 1; i < 3; ++i) RC_ASSERT(forward.view(i) == backward.view(i));
}

TEST(Merging, OwnVoteDependsOnTheOrder) {
  const Group group = MakeGroup(3);
  const Heard vote{1, Says(B(1, 2), B(1, 2), V(1))};
  const Heard promise{2, Says(B(5, 3))};
  EXPECT_EQ(MergeAll(group, {vote, promise}).actual(), State(B(5, 3), B(1, 2), V(1)));
  EXPECT_EQ(MergeAll(group, {promise, vote}).actual(), State(B(5, 3)));
}

}  // namespace
}  // namespace paxosstore
