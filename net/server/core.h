// What all connections of a front end share: the store behind it, settings, counters, the list of
// clients. Used on the front end's loop only.
#ifndef PAXOSSTORE_NET_SERVER_CORE_H_
#define PAXOSSTORE_NET_SERVER_CORE_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "absl/container/btree_map.h"
#include "absl/functional/any_invocable.h"
#include "core/model/reply.h"
#include "core/runtime/clock.h"
#include "core/runtime/executor.h"
#include "net/server/backend.h"
#include "net/server/options.h"
#include "net/server/session.h"

namespace spdlog {
class logger;
}

namespace paxosstore::net {

// A reply that comes later. Runs at most once.
using Answer = absl::AnyInvocable<void(model::Reply) &&>;

// A connection, as commands about connections see it.
class Client {
 public:
  virtual ~Client() = default;
  Session& session() { return session_; }
  const Session& session() const { return session_; }
  // Takes the place of the reply to the command being executed.
  virtual Answer Defer() = 0;
  // Closes the connection, without waiting for replies under way.
  virtual void Kill() = 0;
  virtual size_t output_bytes() const = 0;
  virtual size_t in_flight() const = 0;

 protected:
  Session session_;
};

struct ServerCounters {
  uint64_t connections = 0;           // accepted
  uint64_t connections_rejected = 0;  // too many
  uint64_t connections_closed_slow = 0;
  uint64_t commands = 0;
  uint64_t errors = 0;  // error replies
  uint64_t protocol_errors = 0;
  uint64_t bytes_in = 0;
  uint64_t bytes_out = 0;
};

struct ServerCore {
  ServerOptions options;
  NodeFacts node;
  Backend* backend = nullptr;
  Clock* clock = nullptr;
  Executor* executor = nullptr;
  std::shared_ptr<spdlog::logger> log;
  Instant started;
  ServerCounters counters;
  // By id, so that CLIENT LIST shows them in the order in which they came.
  absl::btree_map<uint64_t, Client*> clients;
  uint64_t next_client_id = 1;
};

}  // namespace paxosstore::net

#endif  // PAXOSSTORE_NET_SERVER_CORE_H_
