// The oracles that look at whole requests and whole replicas.
#include <gtest/gtest.h>

#include "core/paxoslog/request_window.h"
#include "sim/oracles/convergence.h"
#include "sim/oracles/exactly_once.h"
#include "sim/oracles/requests_end.h"
#include "tests/sim/history/history_builder.h"

namespace paxosstore::sim {
namespace {

class RequestsEndTest : public testing::Test {
 protected:
  static Instant At(int64_t seconds) { return Instant{} + Seconds(seconds); }
  Judge judge_{[] { return Moment{}; }};
  RequestsEnd requests_{&judge_, NodeId(1), Seconds(5)};
};

TEST_F(RequestsEndTest, AcceptsAnAnswerInTime) {
  const uint64_t first = requests_.Begin(At(0));
  const uint64_t second = requests_.Begin(At(4));
  requests_.Check(At(5));
  requests_.End(first);
  requests_.Check(At(9));
  requests_.End(second);
  requests_.Check(At(100));
  EXPECT_FALSE(judge_.failed());
  EXPECT_EQ(requests_.open(), 0u);
}

TEST_F(RequestsEndTest, RejectsARequestThatIsOverdue) {
  requests_.End(requests_.Begin(At(0)));
  requests_.Begin(At(1));
  requests_.Check(At(7));
  EXPECT_TRUE(judge_.failed());
}

TEST_F(RequestsEndTest, AllowsForTheTimeOfAPause) {
  requests_.Begin(At(0));
  requests_.Paused(Seconds(10));
  requests_.Check(At(14));
  EXPECT_FALSE(judge_.failed());
  requests_.Check(At(16));
  EXPECT_TRUE(judge_.failed());
}

TEST_F(RequestsEndTest, RejectsASecondAnswer) {
  const uint64_t ticket = requests_.Begin(At(0));
  requests_.Begin(At(0));
  requests_.End(ticket);
  requests_.End(ticket);
  EXPECT_TRUE(judge_.failed());
}

class ConvergenceTest : public testing::Test {
 protected:
  ConvergenceTest() {
    auto value = std::make_shared<Value>();
    value->id = {NodeId(1), Incarnation(1), 1};
    value->payload = "a";
    value_ = value;
    for (uint32_t node = 1; node <= 3; ++node) {
      replicas_.push_back({NodeId(node), {EntryId(4), value_, {}}});
    }
  }
  ValuePtr value_;
  std::vector<std::pair<NodeId, LogState>> replicas_;
};

TEST_F(ConvergenceTest, AcceptsEqualReplicas) {
  // Equal by content, not by address.
  replicas_[1].second.chosen_value = std::make_shared<Value>(*value_);
  // A bare promise is no pending value: nothing has to come of it.
  replicas_[2].second.pending.promised = {3, NodeId(2)};
  EXPECT_EQ(FindDivergence("k", replicas_), std::nullopt);
}

TEST_F(ConvergenceTest, RejectsAReplicaBehind) {
  replicas_[2].second.chosen = EntryId(3);
  EXPECT_NE(FindDivergence("k", replicas_), std::nullopt);
}

TEST_F(ConvergenceTest, RejectsADifferentContentUnderTheSameId) {
  auto changed = std::make_shared<Value>(*value_);
  changed->payload = "b";
  replicas_[2].second.chosen_value = changed;
  EXPECT_NE(FindDivergence("k", replicas_), std::nullopt);
}

TEST_F(ConvergenceTest, RejectsAValueThatIsStillPending) {
  for (auto& [node, state] : replicas_) {
    state.pending = {{1, NodeId(1)}, {1, NodeId(1)}, value_};
  }
  EXPECT_NE(FindDivergence("k", replicas_), std::nullopt);
}

class ExactlyOnceTest : public testing::Test {
 protected:
  History::Handle Start(uint64_t client) {
    return history_.Start(0, ClientId(client), 1, {MakeCommand("INCRBY k 1")}, Instant{});
  }
  void Choose(uint64_t entry, uint64_t client) {
    RequestWindow window;
    window.RememberClient({ClientId(client), 1, EntryId(entry), ""}, 8);
    Value value;
    value.window = window.Encode();
    oracle_.OnChosen(0, EntryId(entry), value);
  }
  Judge judge_{[] { return Moment{}; }};
  History history_{1};
  ExactlyOnce oracle_{&judge_, &history_};
};

TEST_F(ExactlyOnceTest, AcceptsOneEffectAndItsAnswer) {
  const History::Handle handle = Start(1);
  Choose(1, 1);
  history_.EndOk(handle, {model::Reply::Integer(1)}, EntryId(1), Instant{});
  oracle_.CheckAll();
  EXPECT_FALSE(judge_.failed());
}

TEST_F(ExactlyOnceTest, RejectsASecondEffect) {
  Start(1);
  Choose(1, 1);
  Choose(2, 1);
  EXPECT_TRUE(judge_.failed());
}

TEST_F(ExactlyOnceTest, RejectsAnAnswerFromElsewhere) {
  const History::Handle handle = Start(1);
  Choose(2, 1);
  history_.EndOk(handle, {model::Reply::Integer(1)}, EntryId(1), Instant{});
  oracle_.CheckAll();
  EXPECT_TRUE(judge_.failed());
}

TEST_F(ExactlyOnceTest, RejectsAnEffectThatWasReportedAsNotDone) {
  const History::Handle handle = Start(1);
  Choose(1, 1);
  history_.EndNotDone(handle, Instant{});
  oracle_.CheckAll();
  EXPECT_TRUE(judge_.failed());
}

TEST_F(ExactlyOnceTest, RejectsARequestThatNobodyMade) {
  Start(1);
  Choose(1, 9);
  EXPECT_TRUE(judge_.failed());
}

}  // namespace
}  // namespace paxosstore::sim
