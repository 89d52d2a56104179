// Everything that the shards of a store say to each other. Encoded by net/wire.
#ifndef PAXOSSTORE_CORE_REPLICA_MESSAGE_H_
#define PAXOSSTORE_CORE_REPLICA_MESSAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/ids.h"
#include "core/paxos/paxos_message.h"
#include "core/runtime/network.h"

namespace paxosstore {

// Consistent read: "what is your newest state of this object?" Never waits for a disk.
struct ReadQuery {
  std::string object;
  uint64_t round = 0;  // the asker's own number, echoed
  EntryId chosen;      // the asker's version
};
struct ReadReply {
  std::string object;
  uint64_t round = 0;
  EntryId chosen;     // the replier's version
  SentState pending;  // durable state of the replier's entry chosen+1, never with a value
  // Set iff the replier's version is newer than the asker's.
  std::optional<SentChosen> newer;
};

// Background sweep: the sender's versions of all its objects in (after, upto], ascending; `upto`
// empty = to the end.
struct SweepDigest {
  std::string after;
  std::string upto;
  struct Item {
    std::string object;
    EntryId chosen;
  };
  std::vector<Item> items;
};

// Which objects with live keys (or a pending entry) do you hold after `after`? For commands over
// the whole key space.
struct ListQuery {
  uint64_t round = 0;
  std::string after;
};
struct ListReply {
  uint64_t round = 0;
  std::vector<std::string> objects;  // ascending
  bool finished = false;             // nothing follows the last one
};

struct Message final : Payload {
  std::variant<PaxosMessage, ReadQuery, ReadReply, SweepDigest, ListQuery, ListReply> body;

  Message() = default;
  template <typename Body>
  explicit Message(Body b) : body(std::move(b)) {}
};

// One line, for traces and test failures.
std::string ToString(const Message& message);

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_REPLICA_MESSAGE_H_
