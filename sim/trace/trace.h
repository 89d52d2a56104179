// A run as something to look at: what nodes, links, disks and clients did, with times. Plain data,
// filled by sim/trace/recorder.h and drawn by reports/trace/.
//
// Each thing names the moment at which it began; `event` is the number of the event of the queue
// in which it happened, so that what belongs to one instant keeps its order. Lists are in that
// order. Texts are for people.
#ifndef PAXOSSTORE_SIM_TRACE_TRACE_H_
#define PAXOSSTORE_SIM_TRACE_TRACE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "sim/oracles/judge.h"

namespace paxosstore::sim {

// Index into Trace::objects.
using ObjectIndex = uint32_t;
inline constexpr ObjectIndex kNoObject = ~ObjectIndex{0};

// One frame on its way; a duplicate is a second one.
struct TracedMessage {
  enum class End : uint8_t {
    kDelivered,
    kLost,           // drawn by the link
    kBlocked,        // by a partition, when sent or when arriving
    kUndeliverable,  // nobody was there
    kCorrupted,      // the receiver's checksum rejects it
    kReset,          // its connection was
    kOverflowed,     // the link holds back no more
    kInFlight,       // the run ended first
  };
  Moment sent;
  std::optional<Moment> ended;  // nothing: it never left its sender, or is in flight
  End end = End::kInFlight;
  bool duplicate = false;
  NodeId from, to;
  ObjectIndex object = kNoObject;
  EntryId entry;
  std::string text;  // ToString(Message)
};

// What a node is, from `from` until the next one of it.
struct TracedNode {
  enum class State : uint8_t {
    kDown,
    kStarting,  // recovers; serves nobody
    kServing,
    kPaused,
  };
  Moment at;
  NodeId node;
  State state = State::kDown;
  std::string why;  // "loses power", "refuses to start: segment 3: ..."
};

// A direction between two nodes is blocked, or passes again.
struct TracedLink {
  Moment at;
  NodeId from, to;
  bool blocked = false;
};

struct TracedFault {
  Moment at;
  bool injects = true;  // else it ends one
  uint32_t nodes = 0;   // whom it concerns: bit i: node i+1; 0: the network, or all
  std::string text;     // "crash n2"
};

// A sync of a file, from asking to its end.
struct TracedSync {
  enum class End : uint8_t { kOk, kFailed, kLied, kLost };  // lost: its node died, or the run ended
  Moment asked;
  std::optional<Moment> ended;
  End end = End::kLost;
  NodeId node;
};

// What a replica holds of one object, from here on.
struct TracedState {
  // In memory it is what the replica believes, on the platter what survives it.
  enum class Where : uint8_t { kMemory, kPlatter };
  Moment at;
  NodeId node;
  Where where = Where::kMemory;
  ObjectIndex object = kNoObject;
  EntryId chosen;            // newest entry known to be chosen
  std::string chosen_value;  // its proposal id
  EntryId entry;             // the pending one; 0: nothing is known of one
  std::string promised, accepted, value;
  std::string what;  // has just happened: "promises 2.1", "accepts 1/1/4 at 2.1", "starts with it"
};

// An entry has become chosen: a majority of platters holds the accept at one ballot. Nobody needs
// to know yet.
struct TracedChosen {
  Moment at;
  ObjectIndex object = kNoObject;
  EntryId entry;
  std::string value;   // its proposal id
  std::string ballot;  // at which it is
};

// What a proposal id stands for: the object after the entry that carries it.
struct TracedValue {
  std::string id;
  std::string text;  // "k0 = \"abc\""
};

struct TracedOperation {
  enum class End : uint8_t { kOk, kUnknown, kNotDone, kOpen };  // open: when the run ended
  // One message to one node, and its answer, if it came back.
  struct Attempt {
    Moment sent;
    NodeId node;
    std::optional<Moment> arrived;   // at the node
    std::optional<Moment> replied;   // the node lets the answer go
    std::optional<Moment> answered;  // it reaches the client
    std::string reply;               // "ok @12", "refused", "unknown", "expired"
  };
  uint32_t client = 0;  // 1, 2 ...; its lane
  std::string name;     // "c3#17", as in texts; a client that gives up takes another number
  uint64_t sequence = 0;
  ObjectIndex object = kNoObject;
  std::string command;  // "APPEND k \"x\""
  std::string reply;    // iff kOk
  EntryId version;      // iff kOk
  Moment started;
  std::optional<Moment> ended;
  End end = End::kOpen;
  std::vector<Attempt> attempts;
  bool guilty = false;  // among those that show the violation
};

// What an oracle found.
struct TracedFailure {
  Failure failure;
  // What it was told last: who and what it is about. Empty where nothing single is to blame.
  NodeId node;
  ObjectIndex object = kNoObject;
  EntryId entry;
  std::string told;         // in words: "n2 sends ... to n3"
  std::string explanation;  // more than `what` says: of a wrong history, why no order explains it
};

struct Trace {
  std::string scenario;
  uint64_t seed = 0;
  std::string replay;  // the command that runs it again
  uint32_t nodes = 0;
  uint32_t clients = 0;
  Moment end;
  std::optional<TracedFailure> failure;
  std::vector<std::string> objects;
  std::vector<TracedMessage> messages;
  std::vector<TracedNode> node_states;
  std::vector<TracedLink> links;
  std::vector<TracedFault> faults;
  std::vector<TracedSync> syncs;
  std::vector<TracedState> states;
  std::vector<TracedChosen> chosen;
  std::vector<TracedValue> values;  // of all ids above, in order of first sight
  std::vector<TracedOperation> operations;
};

}  // namespace paxosstore::sim

#endif  // PAXOSSTORE_SIM_TRACE_TRACE_H_
