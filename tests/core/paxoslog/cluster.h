// Several ObjectLogs of one object, a bag of messages between them and a disk each; time is
// whatever the test does next. No simulator, no clock: deliver, drop, repeat, sync, crash and
// restart are calls. Oracles watch every step and throw Violation; so does a failed CHECK.
#ifndef PAXOSSTORE_TESTS_CORE_PAXOSLOG_CLUSTER_H_
#define PAXOSSTORE_TESTS_CORE_PAXOSLOG_CLUSTER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/check.h"
#include "core/paxoslog/object_log.h"
#include "tests/core/paxoslog/log_disk.h"
#include "tests/core/paxoslog/oracle.h"

namespace paxosstore {

inline NodeId N(uint32_t number) { return NodeId(number); }

class Cluster {
 public:
  struct Flight {
    NodeId from;
    NodeId to;
    PaxosMessage message;
    bool report = false;  // the answer to a read: asks for no vote
  };
  // One line for each thing that happens, for scripts.
  using Trace = std::function<void(const std::string&)>;

  // Replicas 1..size. `fixed_owner` may go fast at entry 1; NodeId(0): nobody.
  explicit Cluster(size_t size, NodeId fixed_owner = NodeId(0), Trace trace = nullptr);
  ~Cluster();
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  // --- what replicas undertake. REQUIRES: Up(node), and what the log's method requires.
  // Proposes a value with this text; its id is new.
  ProposalId Propose(NodeId node, std::string text);
  void Trial(NodeId node);
  void Retry(NodeId node);
  void Resend(NodeId node);
  // Tells everybody else that the newest entry is chosen.
  void Notice(NodeId node, bool with_value);
  void Status(NodeId from, NodeId to);
  // Answers a read of `to`.
  void Report(NodeId from, NodeId to);
  void Mark(NodeId node);
  // Gives the log up and makes it anew from what has been written, in the same incarnation, as the
  // host does with objects that nobody uses. REQUIRES: nothing in flight, no attempt.
  void Evict(NodeId node);

  // --- messages under way, oldest first
  const std::vector<Flight>& flights() const { return flights_; }
  // Index of the oldest from `from` to `to`. Throws if there is none.
  size_t Find(NodeId from, NodeId to) const;
  void Deliver(size_t index, bool keep_a_copy = false);
  void Drop(size_t index);
  void Deliver(NodeId from, NodeId to) { Deliver(Find(from, to)); }
  void Drop(NodeId from, NodeId to) { Drop(Find(from, to)); }
  void DropAll() { flights_.clear(); }

  // --- disks and processes
  void SyncOne(NodeId node);
  void Sync(NodeId node);  // all that is in flight now
  // The oldest `kept` unsynced writes survive.
  void Crash(NodeId node, size_t kept = 0);
  void Restart(NodeId node);
  bool Up(NodeId node) const { return At(node).log != nullptr; }

  // Syncs and delivers, oldest first, until nothing is under way. Throws if that does not happen.
  void Settle();
  // Restarts everybody, then settles, resends, retries and finishes what is pending, one replica at
  // a time, until all know the same entries. Throws if that does not happen.
  void Heal();

  // --- questions
  size_t size() const { return replicas_.size(); }
  const ObjectLog& log(NodeId node) const { return *At(node).log; }
  const LogDisk& disk(NodeId node) const { return At(node).disk; }
  const Oracle& oracle() const { return oracle_; }
  // The text of the newest entry that the replica knows to be chosen; "" if none.
  std::string ChosenText(NodeId node) const;
  size_t messages_sent() const { return messages_sent_; }
  // What the log has reported since the last question.
  bool TookNotice(NodeId node) { return std::exchange(At(node).notice, false); }
  bool TookPreempted(NodeId node) { return std::exchange(At(node).preempted, false); }
  bool TookTrialClear(NodeId node) { return std::exchange(At(node).trial_clear, false); }

 private:
  struct Replica {
    std::unique_ptr<Group> group;  // of this incarnation; the log points to it
    std::unique_ptr<ObjectLog> log;
    LogDisk disk;
    uint64_t incarnation = 0;
    uint64_t proposals = 0;
    bool notice = false, preempted = false, trial_clear = false;
  };

  Replica& At(NodeId node) { return replicas_.at(node.value() - 1); }
  const Replica& At(NodeId node) const { return replicas_.at(node.value() - 1); }
  void Start(NodeId node);
  void MakeLog(NodeId node, const LogState& stored);
  void Apply(NodeId node, Effects fx);
  void Undertake(NodeId node, const std::function<void(ObjectLog&, Effects&)>& step);
  void Send(Flight flight);
  void Say(const std::string& line) const;
  bool Converged() const;
  void HealOnce();

  NodeId fixed_owner_;
  Trace trace_;
  Oracle oracle_;
  std::vector<Replica> replicas_;
  std::vector<Flight> flights_;
  size_t messages_sent_ = 0;
  CheckFailureHandler previous_handler_;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_TESTS_CORE_PAXOSLOG_CLUSTER_H_
