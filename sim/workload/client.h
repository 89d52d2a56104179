// One simulated client: draws operations, sends each to some replica, retries with the same request
// id elsewhere until it is answered or it gives up, and records all of it in the history. A request
// without an id (WorkloadSpec::nameless) is sent once.
//
// Requests and answers travel with latency and loss of their own. An answer may come after the
// client has moved on; a request may arrive after its client has given up: both are part of what
// the store has to bear.
//
// With a script (WorkloadSpec::script) a client does what is written there instead of drawing.
#ifndef PAXOSSTORE_SIM_WORKLOAD_CLIENT_H_
#define PAXOSSTORE_SIM_WORKLOAD_CLIENT_H_

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "sim/decisions.h"
#include "sim/history/history.h"
#include "sim/workload/client_observer.h"
#include "sim/workload/command_maker.h"
#include "sim/workload/workload_spec.h"
#include "sim/world/world.h"

namespace paxosstore::sim {

// Counted over all clients of a run.
struct ClientCounters {
  uint64_t ok = 0;
  uint64_t unknown = 0;
  uint64_t not_done = 0;
  uint64_t attempts = 0;
  uint64_t retries_answered = 0;  // operations that ended OK at a later attempt
};

// What the clients of a run share.
struct ClientContext {
  World* world;
  const WorkloadSpec* spec;
  const CommandMaker* commands;
  ClientCounters* counters;
  uint64_t* client_ids;  // the last one given
  // Filled with all operations as they begin, if asked for.
  std::vector<ScriptedOperation>* record = nullptr;
  ClientObserver* observer = nullptr;
};

class Client {
 public:
  Client(ClientContext context, uint32_t number);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // Operations from now on, until Stop.
  void Begin();
  // Ends what is under way, begins nothing new.
  void Stop() { stopped_ = true; }
  bool idle() const { return !busy_; }
  // All nodes run and the network is whole: from now on an operation whose outcome is unknown after
  // all its attempts is a failure of liveness. One under way has its full number of attempts from
  // here.
  void ExpectAnswers();

 private:
  // One message to one node. Kept to the end of the run: it may arrive at any time.
  struct Attempt {
    uint64_t operation;  // its number among the client's
    History::Handle handle;
    NodeId node;
    EntryId since;
    uint32_t number;  // among the attempts of its operation, from 1
    bool named;
    Result result;
  };

  World& world() const { return *context_.world; }
  void Later(Duration delay, Work work);
  RandomStream Choose(Purpose purpose, uint64_t operation, uint64_t ordinal) const;
  // Its choices; the way there and the way back each have their own.
  bool Lost(const Attempt& attempt, bool answer) const;
  Duration Travel(const Attempt& attempt, bool answer) const;
  void ThinkThenNext();
  void DrawNext();
  void NextOfScript();
  void BeginOperation(uint32_t object, std::vector<model::Command> commands, NodeId node);
  void SendAttempt(NodeId node);
  void Arrive(uint32_t attempt);
  void Answer(uint32_t attempt, Result result);
  void OnAnswer(uint32_t attempt);
  void OnTimeout(uint64_t operation, uint32_t attempts);
  void OnOk(const Attempt& attempt, Result result);
  void OnExpired(uint32_t attempt);
  void AllowForRefusal();
  void TryAgain();
  void GiveUp();
  void End();
  void TakeNewName();
  bool DrawNamed();
  NodeId DrawFirstNode();
  NodeId DrawOtherNode();
  Request MakeRequest(const Attempt& attempt) const;

  const ClientContext context_;
  const ActorId actor_;
  const uint32_t number_;
  ClientId name_;
  uint64_t sequence_ = 0;
  std::vector<EntryId> known_;    // by object: a version that was current once
  std::vector<bool> must_read_;   // by object: known_ is too old to write with
  std::deque<Attempt> attempts_;  // all ever made
  NodeId last_good_;
  size_t script_next_ = 0;  // in the spec's script
  bool stopped_ = false;
  bool answers_expected_ = false;

  // The operation under way.
  bool busy_ = false;
  uint64_t operations_ = 0;  // ever begun; the number of this one
  History::Handle handle_;
  EntryId since_;
  uint32_t attempts_made_ = 0;
  uint32_t attempts_limit_ = 0;
  bool named_ = true;        // else only one attempt may be made
  bool maybe_done_ = false;  // some attempt was not certainly refused
  NodeId last_node_;
  TimerId timeout_;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_WORKLOAD_CLIENT_H_
