// One connection's protocol, as bytes in and out: what the load generator must know of a system.
// Knows no socket and no time.
#ifndef PAXOSSTORE_TOOLS_BENCH_LOAD_DIALECT_H_
#define PAXOSSTORE_TOOLS_BENCH_LOAD_DIALECT_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "tools/bench/load/recorder.h"
#include "tools/bench/load/workload.h"

namespace paxosstore::bench {

class Dialect {
 public:
  // One call for each request that was answered. `text` says what an error was; empty otherwise.
  using Sink = absl::FunctionRef<void(Outcome outcome, std::string_view text)>;

  virtual ~Dialect() = default;

  // What a new connection says before its first request; may be nothing.
  virtual void Open(std::string& out) = 0;
  virtual void Ask(Request request, std::string& out) = 0;
  // Takes what has arrived, whole answers or parts of them, and appends what the protocol wants
  // said in return. An error: this is not the protocol; the connection is useless.
  virtual absl::Status Take(std::string_view bytes, std::string& out, Sink sink) = 0;
};

// `values` is shared by all connections and outlives them.
std::unique_ptr<Dialect> MakeRespDialect(Values& values);
// etcd's own protocol, gRPC over HTTP/2 without TLS; a pipeline is concurrent streams of one
// connection. Null if this program was built without libnghttp2.
std::unique_ptr<Dialect> MakeEtcdDialect(Values& values);

}  // namespace paxosstore::bench

#endif  // PAXOSSTORE_TOOLS_BENCH_LOAD_DIALECT_H_
