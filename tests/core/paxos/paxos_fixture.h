// Short words for tests of one Paxos instance: groups, ballots, values, states.
#ifndef PAXOSSTORE_TESTS_CORE_PAXOS_PAXOS_FIXTURE_H_
#define PAXOSSTORE_TESTS_CORE_PAXOS_PAXOS_FIXTURE_H_

#include <memory>
#include <stdexcept>
#include <string>

#include "core/paxos/instance.h"

namespace paxosstore {

// Replicas 1..size; `self` is an index, so replica self+1.
inline Group MakeGroup(size_t size, ReplicaIndex self = 0, uint64_t incarnation = 1) {
  Group group;
  group.size = size;
  group.self = self;
  group.incarnation = Incarnation(incarnation);
  for (size_t i = 0; i < size; ++i) group.nodes[i] = NodeId(static_cast<uint32_t>(i + 1));
  return group;
}

// B(3, 2) is ballot 3.2; B() is none.
inline Ballot B() { return {}; }
inline Ballot B(uint64_t round, uint32_t replica) { return {round, NodeId(replica)}; }

// The value of proposal 1/1/number.
inline ValuePtr V(uint64_t number) {
  auto value = std::make_shared<Value>();
  value->id = {NodeId(1), Incarnation(1), number};
  return value;
}

inline AcceptorState State(Ballot promised, Ballot accepted = {}, ValuePtr value = nullptr) {
  return {promised, accepted, std::move(value)};
}

// What a replica that holds all of it says.
inline SentState Says(Ballot promised, Ballot accepted = {}, ValuePtr value = nullptr) {
  return {promised, accepted, std::move(value)};
}

// An instance whose disk is as fast as its memory.
inline void Sync(Instance& instance) { instance.MarkDurable(instance.actual()); }

// While it lives, a failed CHECK of this thread throws std::logic_error.
class ChecksThrow {
 public:
  ChecksThrow() : previous_(SetCheckFailureHandler(Throw)) {}
  ~ChecksThrow() { SetCheckFailureHandler(previous_); }
  ChecksThrow(const ChecksThrow&) = delete;
  ChecksThrow& operator=(const ChecksThrow&) = delete;

 private:
  static void Throw(const std::string& message) { throw std::logic_error(message); }
  CheckFailureHandler previous_;
};

}  // namespace paxosstore

#endif  // PAXOSSTORE_TESTS_CORE_PAXOS_PAXOS_FIXTURE_H_
