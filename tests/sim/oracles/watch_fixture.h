// A correct little life of one object on three nodes, told to the oracles step by step. Each test
// tells it with one thing wrong.
#ifndef PAXOSSTORE_TESTS_SIM_ORACLES_WATCH_FIXTURE_H_
#define PAXOSSTORE_TESTS_SIM_ORACLES_WATCH_FIXTURE_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "sim/oracles/watch.h"

namespace paxosstore::sim {

class WatchTest : public testing::Test {
 protected:
  WatchTest()
      : judge_([] {
          return Moment{Instant{42}, 7};
        }),
        history_(1),
        watch_(&judge_, &history_, 3) {
    watch_.Intern("k");
  }

  static ValuePtr MakeValue(uint32_t proposer, uint64_t number, std::string payload = "v") {
    auto value = std::make_shared<Value>();
    value->id = {NodeId(proposer), Incarnation(1), number};
    value->payload = std::move(payload);
    return value;
  }
  static Ballot At(uint64_t round, uint32_t node) { return {round, NodeId(node)}; }

  void DurablePromise(uint32_t node, uint64_t entry, Ballot promised) {
    EntryRecord record;
    record.kind = EntryRecord::Kind::kPromise;
    record.object = "k";
    record.entry = EntryId(entry);
    record.promised = promised;
    watch_.OnDurable(NodeId(node), record);
  }
  void DurableAccept(uint32_t node, uint64_t entry, Ballot ballot, const ValuePtr& value,
                     bool previous_is_chosen = false) {
    EntryRecord record;
    record.kind = EntryRecord::Kind::kAccept;
    record.object = "k";
    record.entry = EntryId(entry);
    record.previous_is_chosen = previous_is_chosen;
    record.promised = record.accepted = ballot;
    record.value = value;
    watch_.OnDurable(NodeId(node), record);
  }
  void DurableChosen(uint32_t node, uint64_t entry, const ValuePtr& value) {
    EntryRecord record;
    record.kind = EntryRecord::Kind::kChosen;
    record.object = "k";
    record.entry = EntryId(entry);
    record.value = value;
    watch_.OnDurable(NodeId(node), record);
  }
  void State(uint32_t node, uint64_t entry, Ballot promised, Ballot accepted = {},
             ValuePtr value = nullptr) {
    watch_.OnState(NodeId(node), "k", EntryId(entry), {promised, accepted, std::move(value)});
  }
  void Chosen(uint32_t node, uint64_t entry, const ValuePtr& value) {
    watch_.OnChosen(NodeId(node), "k", EntryId(entry), *value);
  }
  void Send(uint32_t from, uint32_t to, const PaxosMessage& message) {
    watch_.OnSend(NodeId(from), NodeId(to), Message(message));
  }
  static PaxosMessage StateMessage(uint64_t entry, SentState state, SentState view = {}) {
    PaxosMessage message;
    message.object = "k";
    message.entry = EntryId(entry);
    message.state = std::move(state);
    message.view = std::move(view);
    return message;
  }
  void Recover(uint32_t node, uint64_t chosen, ValuePtr value, AcceptorState pending) {
    LogState state;
    state.chosen = EntryId(chosen);
    state.chosen_value = std::move(value);
    state.pending = std::move(pending);
    watch_.OnRecovered(NodeId(node), watch_.ledger().Of("k"), state);
  }
  // Entry 1: value `a_` chosen by nodes 1 and 2 at 1.1.
  void ChooseFirst() {
    DurablePromise(1, 1, At(1, 1));
    DurablePromise(2, 1, At(1, 1));
    DurableAccept(1, 1, At(1, 1), a_);
    DurableAccept(2, 1, At(1, 1), a_);
  }

  void ExpectFine() { EXPECT_FALSE(judge_.failed()) << judge_.failure()->what; }
  void ExpectFailure(const std::string& oracle) {
    ASSERT_TRUE(judge_.failed());
    EXPECT_EQ(judge_.failure()->oracle, oracle) << judge_.failure()->what;
    EXPECT_EQ(judge_.failure()->moment.event, 7u);
  }

  const ValuePtr a_ = MakeValue(1, 1, "a");
  const ValuePtr b_ = MakeValue(2, 1, "b");
  Judge judge_;
  History history_;
  Watch watch_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_TESTS_SIM_ORACLES_WATCH_FIXTURE_H_
