#include "tests/reports/trace/made_trace.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace paxosstore::reports {
namespace {

using sim::Moment;
using sim::Trace;
using sim::TracedLink;
using sim::TracedMessage;
using sim::TracedNode;
using sim::TracedOperation;
using sim::TracedState;
using sim::TracedSync;

constexpr size_t kObjects = 5;

class Maker {
 public:
  explicit Maker(const MadeTrace& wanted) : wanted_(wanted) {
    trace_.scenario = "made up";
    trace_.seed = 18446744073709551615u;
    trace_.replay = "paxsim run scenarios/everything.textproto --seed 18446744073709551615";
    trace_.nodes = wanted.nodes;
    trace_.clients = wanted.clients;
    for (size_t k = 0; k < kObjects; ++k) trace_.objects.push_back("k" + std::to_string(k));
  }
  Trace Make();

 private:
  // What a replica of an object holds, for the rows to come.
  struct Held {
    EntryId chosen;
    std::string chosen_value, promised, accepted, value;
  };

  Moment Now() { return {{now_}, ++event_}; }
  void Pass(int64_t us) { now_ += us * 1000; }
  std::string Place() const { return trace_.objects[object_] + "[" + ToString(entry_) + "]"; }

  void Say(NodeId from, NodeId to, std::string text, int64_t us = 240,
           TracedMessage::End end = TracedMessage::End::kDelivered);
  void Hold(NodeId node, TracedState::Where where, std::string what);
  void Sync(NodeId node, TracedSync::End end = TracedSync::End::kOk);
  void Accept(NodeId node, const std::string& ballot, const std::string& value, bool durable);
  void Choose(const std::string& value, const std::string& ballot);
  void Learn(NodeId node, const std::string& value);
  void Node(NodeId node, TracedNode::State state, std::string why);
  void Block(NodeId a, NodeId b, bool blocked);
  void Fault(std::string text, uint32_t nodes, bool injects = true);
  void Ask(NodeId node, const std::string& value, bool answered);
  void Value(const std::string& id);

  void Round(NodeId proposer);
  void WrongEnd();

  MadeTrace wanted_;
  Trace trace_;
  int64_t now_ = 0;
  uint64_t event_ = 0;
  sim::ObjectIndex object_ = 0;
  EntryId entry_;
  uint64_t proposals_ = 0;
  uint64_t operations_ = 0;
  std::array<std::array<Held, 6>, kObjects> memory_, platter_;
};

void Maker::Say(NodeId from, NodeId to, std::string text, int64_t us, TracedMessage::End end) {
  TracedMessage message;
  message.sent = Now();
  message.from = from;
  message.to = to;
  message.object = object_;
  message.entry = entry_;
  message.end = end;
  message.text = std::move(text);
  message.ended = Moment{{now_ + us * 1000}, event_};
  if (end == TracedMessage::End::kBlocked) message.ended.reset();
  trace_.messages.push_back(std::move(message));
}

void Maker::Hold(NodeId node, TracedState::Where where, std::string what) {
  const Held& held =
      (where == TracedState::Where::kMemory ? memory_ : platter_)[object_][node.value()];
  TracedState state;
  state.at = {{now_}, event_};
  state.node = node;
  state.where = where;
  state.object = object_;
  state.chosen = held.chosen;
  state.chosen_value = held.chosen_value;
  if (!held.promised.empty()) state.entry = held.chosen.Next();
  state.promised = held.promised;
  state.accepted = held.accepted;
  state.value = held.value;
  state.what = std::move(what);
  trace_.states.push_back(std::move(state));
}

// From asking to its end, by which the platter holds what the memory does.
void Maker::Sync(NodeId node, TracedSync::End end) {
  TracedSync sync;
  sync.asked = Now();
  sync.node = node;
  sync.end = end;
  Pass(160);
  if (end != TracedSync::End::kLost) sync.ended = Now();
  trace_.syncs.push_back(sync);
  if (end != TracedSync::End::kOk) return;
  platter_[object_][node.value()] = memory_[object_][node.value()];
}

void Maker::Accept(NodeId node, const std::string& ballot, const std::string& value, bool durable) {
  Held& held = memory_[object_][node.value()];
  held.promised = held.accepted = ballot;
  held.value = value;
  Now();
  Hold(node, TracedState::Where::kMemory, "accepts " + value + " at " + ballot);
  if (!durable) return;
  Sync(node);
  Hold(node, TracedState::Where::kPlatter, "holds the accept of " + value + " at " + ballot);
}

void Maker::Choose(const std::string& value, const std::string& ballot) {
  trace_.chosen.push_back({{{now_}, event_}, object_, entry_, value, ballot});
}

void Maker::Learn(NodeId node, const std::string& value) {
  Held held;
  held.chosen = entry_;
  held.chosen_value = value;
  memory_[object_][node.value()] = held;
  Now();
  Hold(node, TracedState::Where::kMemory, "learns that " + ToString(entry_) + " is chosen");
}

void Maker::Node(NodeId node, TracedNode::State state, std::string why) {
  trace_.node_states.push_back({Now(), node, state, std::move(why)});
}

void Maker::Block(NodeId a, NodeId b, bool blocked) {
  const Moment now = Now();
  trace_.links.push_back({now, a, b, blocked});
  trace_.links.push_back({now, b, a, blocked});
}

void Maker::Fault(std::string text, uint32_t nodes, bool injects) {
  trace_.faults.push_back({Now(), injects, nodes, std::move(text)});
}

void Maker::Ask(NodeId node, const std::string& value, bool answered) {
  TracedOperation operation;
  operation.client = static_cast<uint32_t>(operations_ % wanted_.clients) + 1;
  operation.sequence = ++operations_;
  operation.name =
      "c" + std::to_string(operation.client) + "#" + std::to_string(operation.sequence);
  operation.object = object_;
  operation.command = "SET " + trace_.objects[object_] + " \"" + value + "\"";
  const int64_t back = now_;
  operation.started = {{now_ - 2'000'000}, event_ > 10 ? event_ - 10 : 0};
  TracedOperation::Attempt attempt;
  attempt.sent = operation.started;
  attempt.node = node;
  attempt.arrived = Moment{{now_ - 1'700'000}, operation.started.event};
  if (answered) {
    operation.end = TracedOperation::End::kOk;
    operation.reply = "OK";
    operation.version = entry_;
    operation.ended = Moment{{back + 200'000}, event_};
    attempt.replied = Moment{{back}, event_};
    attempt.answered = operation.ended;
    attempt.reply = "ok @" + ToString(entry_);
  } else {
    operation.end = TracedOperation::End::kUnknown;
    operation.ended = Moment{{back + 900'000}, event_};
  }
  operation.attempts.push_back(attempt);
  trace_.operations.push_back(std::move(operation));
}

void Maker::Value(const std::string& id) {
  trace_.values.push_back(
      {id, trace_.objects[object_] + " = \"v" + std::to_string(proposals_) + "\""});
}

// One entry by a prepare and an accept at ballot 1.proposer, chosen by the proposer and the next
// node.
void Maker::Round(NodeId proposer) {
  const std::string ballot = "1." + ToString(proposer);
  const std::string value = ToString(proposer) + "/1/" + std::to_string(++proposals_);
  const auto others = [&](const auto& act) {
    for (uint32_t n = 1; n <= wanted_.nodes; ++n) {
      if (NodeId(n) != proposer) act(NodeId(n));
    }
  };
  Value(value);
  Now();
  memory_[object_][proposer.value()].promised = ballot;
  Hold(proposer, TracedState::Where::kMemory, "promises " + ballot);
  Sync(proposer);
  Hold(proposer, TracedState::Where::kPlatter, "holds the promise " + ballot);
  others([&](NodeId n) {
    Say(proposer, n, "paxos " + Place() + " state(m=" + ballot + " n=-) view(m=- n=-)");
  });
  Pass(240);
  others([&](NodeId n) {
    memory_[object_][n.value()].promised = ballot;
    Now();
    Hold(n, TracedState::Where::kMemory, "promises " + ballot);
    Sync(n);
    Say(n, proposer,
        "paxos " + Place() + " state(m=" + ballot + " n=-) view(m=" + ballot + " n=-)");
  });
  Pass(240);
  Accept(proposer, ballot, value, true);
  others([&](NodeId n) {
    Say(proposer, n,
        "paxos " + Place() + " state(m=" + ballot + " n=-) view(m=" + ballot +
            " n=-) proposal(m=" + ballot + " n=" + ballot + " v=" + value + ")");
  });
  Pass(240);
  bool first = true;
  others([&](NodeId n) {
    Accept(n, ballot, value, true);
    if (std::exchange(first, false)) Choose(value, ballot);
    Say(n, proposer,
        "paxos " + Place() + " state(m=" + ballot + " n=" + ballot + ") view(m=" + ballot +
            " n=-)");
  });
  Pass(240);
  Learn(proposer, value);
  Ask(proposer, "v" + std::to_string(proposals_), true);
  others([&](NodeId n) {
    Say(proposer, n,
        "paxos " + trace_.objects[object_] + " chosen(" + ToString(entry_) + "@" + ballot + ")");
  });
  Pass(240);
  others([&](NodeId n) { Learn(n, value); });
}

// Node 1 and 2 choose a value; 2 loses its power before a sync that lied is made good, and forgets;
// 2 and 3 choose another.
void Maker::WrongEnd() {
  const NodeId n1(1), n2(2), n3(3);
  using End = TracedMessage::End;
  const std::string mine = "1/1/" + std::to_string(++proposals_);
  Value(mine);
  Fault("partition n1 n2 | n3", 7);
  Block(n1, n3, true);
  Block(n2, n3, true);
  Accept(n1, "1.1", mine, true);
  const std::string propose =
      "paxos " + Place() + " state(m=1.1 n=1.1) view(m=- n=-) proposal(m=1.1 n=1.1 v=" + mine + ")";
  Say(n1, n2, propose);
  Say(n1, n3, propose, 0, End::kBlocked);
  Pass(240);
  Accept(n2, "1.1", mine, true);
  Choose(mine, "1.1");
  Say(n2, n1, "paxos " + Place() + " state(m=1.1 n=1.1) view(m=1.1 n=1.1)");
  Pass(240);
  Learn(n1, mine);
  Ask(n1, "v" + std::to_string(proposals_), true);
  trace_.operations.back().guilty = true;
  Fault("power off n2", 2);
  Node(n2, TracedNode::State::kDown, "loses power");
  memory_[object_][2] = platter_[object_][2] = Held{entry_.Previous(), "", "", "", ""};
  Hold(n2, TracedState::Where::kMemory, "is gone");
  Pass(900);
  Node(n2, TracedNode::State::kStarting, "starts");
  Hold(n2, TracedState::Where::kPlatter, "lost the accept of " + mine);
  Pass(400);
  Node(n2, TracedNode::State::kServing, "");
  Hold(n2, TracedState::Where::kMemory, "starts with it");
  Fault("partition n1 n2 | n3", 7, false);
  Block(n2, n3, false);
  const std::string other = "3/1/" + std::to_string(++proposals_);
  Value(other);
  Accept(n3, "1.3", other, true);
  const std::string counter = "paxos " + Place() +
                              " state(m=1.3 n=1.3) view(m=- n=-) proposal(m=1.3 n=1.3 v=" + other +
                              ")";
  Say(n3, n1, counter, 200, End::kBlocked);
  Say(n3, n2, counter);
  Pass(240);
  Accept(n2, "1.3", other, true);
  Ask(n3, "v" + std::to_string(proposals_), false);
  sim::TracedFailure failed;
  failed.failure = {"one chosen value",
                    trace_.objects[object_] + " entry " + ToString(entry_) + ": value " + mine +
                        " was chosen, and now a majority of platters hold value " + other +
                        " at ballot 1.3",
                    {{now_}, event_}};
  failed.node = n2;
  failed.object = object_;
  failed.entry = entry_;
  failed.told = "the platter of n2 holds the accept of " + other + " at 1.3";
  trace_.failure = failed;
}

Trace Maker::Make() {
  for (uint32_t n = 1; n <= wanted_.nodes; ++n)
    Node(NodeId(n), TracedNode::State::kStarting, "starts");
  Pass(300);
  for (uint32_t n = 1; n <= wanted_.nodes; ++n) Node(NodeId(n), TracedNode::State::kServing, "");
  for (uint64_t k = 0; k < wanted_.entries; ++k) {
    object_ = static_cast<sim::ObjectIndex>(k % kObjects);
    entry_ = EntryId(k / kObjects + 1);
    Pass(300);
    Round(NodeId(static_cast<uint32_t>(k % wanted_.nodes) + 1));
    if (k % 50 == 7) {
      Say(NodeId(1), NodeId(2),
          "read? " + trace_.objects[object_] + " round 7 at " + ToString(entry_));
      Say(NodeId(2), NodeId(3), "sweep (, ] 5 objects", 200, TracedMessage::End::kLost);
    }
  }
  if (wanted_.fails) {
    object_ = 1;
    entry_ = memory_[object_][1].chosen.Next();
    Pass(300);
    WrongEnd();
  }
  trace_.end = {{now_ + (wanted_.fails ? 0 : 500'000)}, event_};
  std::stable_sort(trace_.operations.begin(), trace_.operations.end(),
                   [](const auto& a, const auto& b) { return a.started.time < b.started.time; });
  return std::move(trace_);
}

}  // namespace

sim::Trace Make(const MadeTrace& wanted) { return Maker(wanted).Make(); }

}  // namespace paxosstore::reports
