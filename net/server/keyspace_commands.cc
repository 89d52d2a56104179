// DBSIZE FLUSHALL WAIT TIME CLUSTER: the server as a whole.
#include <chrono>
#include <utility>

#include "absl/strings/str_format.h"
#include "core/model/errors.h"
#include "core/replica/placement.h"
#include "net/server/outcome.h"
#include "net/server/server_command.h"

namespace paxosstore::net {

using model::Reply;

OptionalReply DbSize(Call& call) {
  call.core.backend->Snapshot(
      [answer = call.client.Defer()](const BackendSnapshot& snapshot) mutable {
        std::move(answer)(Reply::Integer(static_cast<int64_t>(snapshot.live_keys)));
      });
  return std::nullopt;
}

OptionalReply FlushAll(Call& call) {
  const std::vector<std::string>& argv = call.argv;
  const bool has_mode =
      argv.size() == 2 && (SameWord(argv[1], "async") || SameWord(argv[1], "sync"));
  if (argv.size() > 1 && !has_mode) return model::SyntaxError();
  Backend* backend = call.core.backend;
  if (!backend->QuorumReachable()) return ClusterDownError();
  backend->FlushAll([answer = call.client.Defer(), backend](Result result) mutable {
    std::move(answer)(result.outcome == Outcome::kOk
                          ? Reply::Ok()
                          : OutcomeError(result, backend->QuorumReachable()));
  });
  return std::nullopt;
}

// A write is answered only when a majority holds it, so nothing is waited for: of the other nodes
// at least half of them hold it.
OptionalReply Wait(Call& call) {
  const auto replicas = ParseInteger(call.argv[1]);
  if (!replicas.has_value()) return model::NotAnIntegerError();
  const auto timeout = ParseInteger(call.argv[2]);
  if (!timeout.has_value()) return Reply::Error("ERR timeout is not an integer or out of range");
  if (*timeout < 0) return Reply::Error("ERR timeout is negative");
  return Reply::Integer(call.core.node.nodes / 2);
}

OptionalReply Time(Call&) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const int64_t us = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
  return Reply::Array(
      {Reply::Bulk(std::to_string(us / 1'000'000)), Reply::Bulk(std::to_string(us % 1'000'000))});
}

OptionalReply ClusterKeySlot(Call& call) {
  return Reply::Integer(SlotOfObject(ObjectOfKey(call.argv[2])));
}

OptionalReply ClusterMyId(Call& call) {
  return Reply::Bulk(absl::StrFormat("%040x", call.core.node.self.value()));
}

OptionalReply ClusterInfo(Call& call) {
  const bool ok = call.core.backend->QuorumReachable();
  return Reply::Bulk(
      absl::StrFormat("cluster_enabled:0\r\ncluster_state:%s\r\ncluster_slots_assigned:16384\r\n"
                      "cluster_known_nodes:%u\r\ncluster_size:1\r\n",
                      ok ? "ok" : "fail", call.core.node.nodes));
}

}  // namespace paxosstore::net
