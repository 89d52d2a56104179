// What must hold of a cluster of logs at every moment, checked against the truth: the disks, and
// all that ever happened. Every check throws Violation.
#ifndef PAXOSSTORE_TESTS_CORE_PAXOSLOG_ORACLE_H_
#define PAXOSSTORE_TESTS_CORE_PAXOSLOG_ORACLE_H_

#include <cstddef>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/paxos/paxos_message.h"
#include "core/paxoslog/entry_store.h"
#include "core/paxoslog/object_log.h"

namespace paxosstore {

class Violation : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Oracle {
 public:
  explicit Oracle(size_t replicas) : replicas_(replicas) {}

  // The disk of `node` has become `durable` (also by a crash that kept a write).
  void OnDurable(NodeId node, const LogState& durable);
  // Nothing is said that is not durable; nothing is believed that is not true; one value a ballot.
  void OnSend(NodeId from, NodeId to, const PaxosMessage& message);
  // One value an entry over all time, and it has a majority of durable votes at one ballot.
  void OnChosen(NodeId node, EntryId entry, const Value& value);
  // `node` prepares at, or accepts fast at, `ballot`: never at one that has left it before.
  void OnIssue(NodeId node, EntryId entry, Ballot ballot);
  // Memory never promises less than the disk holds.
  void OnStep(NodeId node, const ObjectLog& log, const LogState& durable) const;

  const std::map<EntryId, ProposalId>& chosen() const { return chosen_; }

 private:
  using BallotOf = std::pair<EntryId, Ballot>;
  void OnValue(EntryId entry, Ballot ballot, const ValuePtr& value);
  void OnLeaving(NodeId from, EntryId entry, Ballot ballot);
  bool HasMajority(BallotOf ballot) const;

  size_t replicas_;
  std::map<EntryId, ProposalId> chosen_;
  std::map<BallotOf, ProposalId> values_;
  std::map<BallotOf, std::set<NodeId>> votes_;  // durable ones
  std::map<std::pair<EntryId, NodeId>, Ballot> promises_;
  std::set<BallotOf> left_;  // ballots that their own replica has sent
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_TESTS_CORE_PAXOSLOG_ORACLE_H_
