// The oracles that look at whole requests and whole replicas.
#include <gtest/gtest.h>

#include <functional>

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

// What one shard is asked, and when it answers: a request a second, each answered 3 s later.
class RequestStory {
 public:
  static constexpr size_t kRequests = 12;

  RequestStory() {
    for (size_t i = 0; i < kRequests; ++i) answers_.push_back({3 + static_cast<int64_t>(i), i});
  }
  struct Answer {
    int64_t at;  // seconds
    size_t request;
  };
  std::vector<Answer>& answers() { return answers_; }

  // Whether the oracle accepts it, looking every second.
  bool Accepted() const {
    Judge judge([this] { return Moment{{}, answers_.size()}; });
    RequestsEnd requests(&judge, NodeId(1), Seconds(5));
    std::vector<uint64_t> tickets;
    for (int64_t second = 0; second < 40; ++second) {
      const Instant now = Instant{} + Seconds(second);
      if (tickets.size() < kRequests) tickets.push_back(requests.Begin(now));
      for (const Answer& answer : answers_) {
        if (answer.at == second) requests.End(tickets[answer.request]);
      }
      requests.Check(now);
    }
    return !judge.failed();
  }

 private:
  std::vector<Answer> answers_;
};

TEST(RequestStories, ATrueOneIsAccepted) { EXPECT_TRUE(RequestStory().Accepted()); }

TEST(RequestStories, AnAnswerLostDoubledOrLateIsRejectedWhereverItIs) {
  for (size_t i = 0; i < RequestStory::kRequests; ++i) {
    RequestStory lost, doubled, doubled_later, late;
    lost.answers().erase(lost.answers().begin() + static_cast<ptrdiff_t>(i));
    EXPECT_FALSE(lost.Accepted()) << i;
    doubled.answers().push_back(doubled.answers()[i]);
    EXPECT_FALSE(doubled.Accepted()) << i;
    doubled_later.answers().push_back({20, i});
    EXPECT_FALSE(doubled_later.Accepted()) << i;
    late.answers()[i].at += 4;  // a look at it came when it was overdue
    EXPECT_FALSE(late.Accepted()) << i;
  }
}

TEST(RequestStories, AnAnswerInTimeIsAcceptedInAnyOrder) {
  for (size_t i = 0; i + 1 < RequestStory::kRequests; ++i) {
    RequestStory later, swapped;
    later.answers()[i].at += 2;  // at the bound
    EXPECT_TRUE(later.Accepted()) << i;
    std::swap(swapped.answers()[i].request, swapped.answers()[i + 1].request);
    EXPECT_TRUE(swapped.Accepted()) << i;
  }
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

// Every field of every replica counts, and none of them twice.
TEST_F(ConvergenceTest, RejectsAnyFieldOfAnyReplicaChanged) {
  const auto with = [this](auto change) {
    auto value = std::make_shared<Value>(*value_);
    change(*value);
    return value;
  };
  const std::vector<std::function<void(LogState&)>> changes = {
      [](LogState& state) { state.chosen = state.chosen.Previous(); },
      [](LogState& state) { state.chosen = state.chosen.Next(); },
      [](LogState& state) { state.chosen_value = nullptr; },
      [&](LogState& state) { state.chosen_value = with([](Value& v) { ++v.id.number; }); },
      [&](LogState& state) { state.chosen_value = with([](Value& v) { ++v.live_keys; }); },
      [&](LogState& state) { state.chosen_value = with([](Value& v) { v.window += "w"; }); },
      [&](LogState& state) { state.chosen_value = with([](Value& v) { v.payload = ""; }); },
      [this](LogState& state) {
        state.pending = {{1, NodeId(1)}, {1, NodeId(1)}, value_};
      },
  };
  for (size_t replica = 0; replica < replicas_.size(); ++replica) {
    for (size_t change = 0; change < changes.size(); ++change) {
      auto changed = replicas_;
      changes[change](changed[replica].second);
      EXPECT_NE(FindDivergence("k", changed), std::nullopt) << replica << " " << change;
    }
  }
}

TEST_F(ConvergenceTest, AcceptsTheReplicasInAnyOrder) {
  std::swap(replicas_[0], replicas_[2]);
  EXPECT_EQ(FindDivergence("k", replicas_), std::nullopt);
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
