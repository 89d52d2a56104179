// The naive twin of Instance: the rules of the protocol written down as sets of everything that was
// ever promised, voted and heard, with nothing thrown away and nothing clever. It shares no code
// with core/paxos/instance.cc.
#ifndef PAXOSSTORE_TESTS_CORE_PAXOS_NAIVE_INSTANCE_H_
#define PAXOSSTORE_TESTS_CORE_PAXOS_NAIVE_INSTANCE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>

#include "core/paxos/ballot.h"

namespace paxosstore {

class NaiveInstance {
 public:
  // All that a replica has ever promised and voted for; values are named by numbers.
  struct Record {
    std::set<Ballot> promises;
    std::map<Ballot, uint64_t> votes;
    Ballot Promised() const { return promises.empty() ? Ballot{} : *promises.rbegin(); }
    Ballot Accepted() const { return votes.empty() ? Ballot{} : votes.rbegin()->first; }
    friend bool operator==(const Record&, const Record&) = default;
  };
  struct Heard {
    Ballot promised;
    Ballot accepted;
    std::optional<uint64_t> value;  // empty although something was accepted: left out
  };

  NaiveInstance(size_t size, uint32_t self) : size_(size), self_(self) {}

  const Record& own() const { return own_; }
  const Record& durable() const { return durable_; }
  const Record& heard(uint32_t replica) { return heard_[replica]; }

  Ballot FreshBallot() const;
  void Promise(Ballot ballot) { own_.promises.insert(ballot); }
  bool MayIssueAccept(Ballot ballot) const;
  bool MayIssueFastAccept() const { return own_.promises.empty() && own_.votes.empty(); }
  std::optional<uint64_t> Adopted() const;
  void Vote(Ballot ballot, uint64_t value);
  bool HearState(uint32_t from, const Heard& state);
  bool HearProposal(const Heard& proposal);
  bool HearReport(uint32_t from, const Heard& state);
  void SetDurable(const Record& record) { durable_ = record; }
  void Restart();

  // The chosen ballot and value, if counting each replica's newest vote shows one.
  std::optional<std::pair<Ballot, uint64_t>> Chosen() const;
  // Every ballot that a majority is known to have voted at, at any time: what is chosen stays so
  // although its voters have voted again since.
  std::map<Ballot, uint64_t> EverChosen() const;

 private:
  bool Complete(Heard& state) const;
  void TakeOver(const Heard& newest);

  size_t size_;
  uint32_t self_;
  Record own_;
  Record durable_;
  std::map<uint32_t, Record> heard_;  // by replica
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_TESTS_CORE_PAXOS_NAIVE_INSTANCE_H_
