// What a client asks of a shard, and how it ends.
#ifndef PAXOSSTORE_CORE_REPLICA_REQUEST_H_
#define PAXOSSTORE_CORE_REPLICA_REQUEST_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "core/base/ids.h"
#include "core/model/command.h"
#include "core/model/reply.h"

namespace paxosstore {

// Names a request over all its attempts, at any replica. Anonymous (client 0): the request is tried
// once, and a client that repeats it may see it done twice.
struct RequestId {
  ClientId client;
  uint64_t sequence =
      0;  // a client's requests to one object have ascending numbers and do not overlap
  // A version of the object that was current at, or before, the first attempt (0 always is; an
  // answer carries one). If the object has since forgotten requests newer than that, an attempt
  // ends as kExpired instead of possibly acting twice.
  EntryId since;
};

struct Request {
  std::string object;
  // Not empty, all on keys of `object`; evaluated together, atomically.
  std::vector<model::Command> commands;
  RequestId id;
};

enum class Outcome : uint8_t {
  kOk,  // chosen and durable at a majority; or, for reads, linearizable as of some moment since the
        // request came
  kRefused,  // certainly not done by this attempt, and never will be: overload, shutting down
  kExpired,  // certainly not done by this attempt; whether an earlier attempt was is no longer
             // known
  kUnknown,  // may be done, now or later, once: ask again with the same request id
};
std::string_view ToString(Outcome outcome);

struct Result {
  Outcome outcome = Outcome::kUnknown;
  std::vector<model::Reply> replies;  // one a command iff kOk
  EntryId
      version;  // iff kOk: the entry after which the commands saw the object (writes: their own)
  std::string reason;  // unless kOk: for people
};
// Runs once, on the shard's executor, never inside Submit.
using ResultFn = absl::AnyInvocable<void(Result) &&>;

}  // namespace paxosstore

#endif  // PAXOSSTORE_CORE_REPLICA_REQUEST_H_
