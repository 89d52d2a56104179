#include "tests/core/paxoslog/cluster.h"

#include <algorithm>

#include "core/base/check.h"
#include "tests/core/paxoslog/show.h"

namespace paxosstore {
namespace {

// Far more than any schedule of these tests leads to: a cluster that needs more never falls silent.
constexpr size_t kSettleStepsMax = 3000;
constexpr int kHealRoundsMax = 12;

void ThrowViolation(const std::string& message) { throw Violation(message); }

}  // namespace

Cluster::Cluster(size_t size, NodeId fixed_owner, Trace trace)
    : fixed_owner_(fixed_owner),
      trace_(std::move(trace)),
      oracle_(size),
      replicas_(size),
      previous_handler_(SetCheckFailureHandler(ThrowViolation)) {
  for (uint32_t i = 1; i <= size; ++i) Start(N(i));
}

Cluster::~Cluster() { SetCheckFailureHandler(previous_handler_); }

void Cluster::Start(NodeId node) {
  Replica& replica = At(node);
  replica.group = std::make_unique<Group>();
  for (uint32_t i = 1; i <= size(); ++i) replica.group->nodes[i - 1] = N(i);
  replica.group->size = size();
  replica.group->self = node.value() - 1;
  replica.group->incarnation = Incarnation(++replica.incarnation);
  replica.proposals = 0;
  MakeLog(node, replica.disk.durable());
}

void Cluster::MakeLog(NodeId node, const LogState& stored) {
  Replica& replica = At(node);
  replica.log = std::make_unique<ObjectLog>(replica.group.get(), stored, fixed_owner_);
}

void Cluster::Evict(NodeId node) {
  CHECK(disk(node).in_flight() == 0 && !log(node).attempting());
  if (log(node).needs_mark()) Mark(node);
  const EntryId chosen = log(node).chosen();
  MakeLog(node, disk(node).written());
  if (log(node).chosen() != chosen) throw Violation("an evicted log has forgotten an entry");
  Say(ToString(node) + " evicts the log");
}

ProposalId Cluster::Propose(NodeId node, std::string text) {
  Replica& replica = At(node);
  auto value = std::make_shared<Value>();
  value->id = {node, Incarnation(replica.incarnation), ++replica.proposals};
  value->payload = std::move(text);
  const ProposalId id = value->id;
  Undertake(node, [&](ObjectLog& log, Effects& fx) { log.Propose(std::move(value), fx); });
  return id;
}

void Cluster::Trial(NodeId node) {
  Undertake(node, [](ObjectLog& log, Effects& fx) { log.StartTrial(fx); });
}

void Cluster::Retry(NodeId node) {
  Undertake(node, [](ObjectLog& log, Effects& fx) { log.Retry(fx); });
}

void Cluster::Resend(NodeId node) {
  Undertake(node, [](ObjectLog& log, Effects& fx) { log.Resend(fx); });
}

void Cluster::Undertake(NodeId node, const std::function<void(ObjectLog&, Effects&)>& step) {
  ObjectLog& log = *At(node).log;
  const EntryId entry = log.pending_entry();
  const Ballot before = log.pending().actual().promised;
  Effects fx;
  step(log, fx);
  const Ballot after = log.pending().actual().promised;
  if (log.pending_entry() == entry && after != before) oracle_.OnIssue(node, entry, after);
  Apply(node, std::move(fx));
}

void Cluster::Notice(NodeId node, bool with_value) {
  const PaxosMessage notice = log(node).MakeNotice(with_value);
  for (uint32_t i = 1; i <= size(); ++i) {
    if (N(i) != node) Send({node, N(i), notice});
  }
}

void Cluster::Status(NodeId from, NodeId to) { Send({from, to, log(from).MakeStatus()}); }

void Cluster::Report(NodeId from, NodeId to) {
  PaxosMessage report;
  report.entry = log(from).pending_entry();
  const AcceptorState& state = log(from).pending().durable();
  report.state = {state.promised, state.accepted, nullptr};
  if (log(from).chosen() > EntryId(0)) report.chosen = log(from).MakeNotice(true).chosen;
  Send({from, to, std::move(report), /*report=*/true});
}

void Cluster::Mark(NodeId node) {
  Effects fx;
  fx.writes.push_back({At(node).log->ChosenMark(), std::nullopt});
  Apply(node, std::move(fx));
}

size_t Cluster::Find(NodeId from, NodeId to) const {
  for (size_t i = 0; i < flights_.size(); ++i) {
    if (flights_[i].from == from && flights_[i].to == to) return i;
  }
  throw Violation("nothing is under way from " + ToString(from) + " to " + ToString(to));
}

void Cluster::Deliver(size_t index, bool keep_a_copy) {
  const Flight flight = flights_.at(index);
  if (!keep_a_copy) flights_.erase(flights_.begin() + static_cast<ptrdiff_t>(index));
  if (!Up(flight.to)) return;
  Say(ToString(flight.to) + " hears " + ToString(flight.from));
  Effects fx;
  ObjectLog& log = *At(flight.to).log;
  if (!flight.report) {
    log.Receive(flight.from, flight.message, fx);
  } else {
    if (flight.message.chosen.has_value()) log.ReceiveChosen(*flight.message.chosen, fx);
    log.ReceiveReport(flight.from, flight.message.entry, flight.message.state, fx);
  }
  Apply(flight.to, std::move(fx));
}

void Cluster::Drop(size_t index) {
  flights_.erase(flights_.begin() + static_cast<ptrdiff_t>(index));
}

void Cluster::SyncOne(NodeId node) {
  Replica& replica = At(node);
  const Effects::Write write = replica.disk.SyncOne();
  oracle_.OnDurable(node, replica.disk.durable());
  Say(ToString(node) + " synced " + Show(write.record));
  Effects fx;
  if (write.state.has_value()) replica.log->MarkDurable(write.record.entry, *write.state, fx);
  Apply(node, std::move(fx));
}

void Cluster::Sync(NodeId node) {
  for (size_t left = disk(node).in_flight(); left > 0; --left) SyncOne(node);
}

void Cluster::Crash(NodeId node, size_t kept) {
  Replica& replica = At(node);
  replica.log.reset();
  for (; kept > 0 && replica.disk.in_flight() > 0; --kept) {
    replica.disk.SyncOne();
    oracle_.OnDurable(node, replica.disk.durable());
  }
  replica.disk.Crash(0);
  replica.notice = replica.preempted = replica.trial_clear = false;
}

void Cluster::Restart(NodeId node) {
  if (Up(node)) Crash(node);
  Start(node);
}

void Cluster::Apply(NodeId node, Effects fx) {
  Replica& replica = At(node);
  for (Effects::Write& write : fx.writes) {
    Say(ToString(node) + " writes " + Show(write.record));
    replica.disk.Write(std::move(write));
  }
  oracle_.OnStep(node, *replica.log, replica.disk.durable());
  if (fx.chosen) {
    oracle_.OnChosen(node, replica.log->chosen(), *replica.log->chosen_value());
    Say(ToString(node) + " knows entry " + ToString(replica.log->chosen()) +
        " is chosen: " + replica.log->chosen_value()->payload);
  }
  for (auto& [to, message] : fx.sends) Send({node, to, std::move(message)});
  if (fx.preempted) Say(ToString(node) + " is preempted");
  if (fx.trial_clear) Say(ToString(node) + " found nothing pending");
  replica.notice |= fx.notice;
  replica.preempted |= fx.preempted;
  replica.trial_clear |= fx.trial_clear;
}

void Cluster::Send(Flight flight) {
  oracle_.OnSend(flight.from, flight.to, flight.message);
  Say(ToString(flight.from) + " -> " + ToString(flight.to) + "  " + Show(flight.message));
  ++messages_sent_;
  flights_.push_back(std::move(flight));
}

void Cluster::Say(const std::string& line) const {
  if (trace_ != nullptr) trace_(line);
}

std::string Cluster::ChosenText(NodeId node) const {
  const ValuePtr& value = log(node).chosen_value();
  return value == nullptr ? "" : value->payload;
}

void Cluster::Settle() {
  for (size_t steps = 0; steps < kSettleStepsMax; ++steps) {
    auto writes = [](const Replica& replica) {
      return replica.log != nullptr && replica.disk.in_flight() > 0;
    };
    const auto writing = std::find_if(replicas_.begin(), replicas_.end(), writes);
    if (writing != replicas_.end()) {
      SyncOne(writing->group->SelfId());
    } else if (!flights_.empty()) {
      Deliver(size_t{0});
    } else {
      return;
    }
  }
  throw Violation("the cluster does not fall silent");
}

bool Cluster::Converged() const {
  return std::all_of(replicas_.begin(), replicas_.end(), [&](const Replica& replica) {
    return replica.log->chosen() == replicas_[0].log->chosen() && !replica.log->attempting() &&
           !replica.log->HoldsPendingValue();
  });
}

void Cluster::HealOnce() {
  for (uint32_t i = 1; i <= size(); ++i) {
    if (TookNotice(N(i))) Notice(N(i), false);
    Settle();
    if (log(N(i)).attempting()) {
      Resend(N(i));
    } else if (log(N(i)).HoldsPendingValue()) {
      Trial(N(i));
    }
    Settle();
    Status(N(i), N(1 + i % static_cast<uint32_t>(size())));
    Settle();
  }
}

void Cluster::Heal() {
  for (uint32_t i = 1; i <= size(); ++i) {
    if (!Up(N(i))) Start(N(i));
  }
  Settle();
  for (int round = 0; round < kHealRoundsMax; ++round) {
    if (Converged()) return;
    HealOnce();
  }
  if (!Converged()) throw Violation("the replicas do not converge");
}

}  // namespace paxosstore
