#include "reports/trace/replica_text.h"

#include <optional>
#include <utility>
#include <vector>

#include "sim/probe/aside.h"
#include "sim/probe/crash_image.h"
#include "sim/probe/recovery.h"
#include "sim/trace/trace_book.h"

namespace paxosstore::reports {
namespace {

std::string Words(const ValuePtr& value) {
  if (value == nullptr) return "none";
  return ToString(value->id) + ", " + sim::PayloadInWords(value->payload);
}

std::string Words(const LogState& state) {
  std::string text = state.chosen.value() == 0 ? "nothing chosen"
                                               : "version " + ToString(state.chosen) + ", value " +
                                                     Words(state.chosen_value);
  const AcceptorState& pending = state.pending;
  if (pending == AcceptorState{}) return text + "; nothing pending";
  text += "; entry " + ToString(state.chosen.Next()) + " pending: promised " +
          ToString(pending.promised);
  if (pending.accepted.IsNone()) return text + ", nothing accepted";
  return text + ", accepted at " + ToString(pending.accepted) + " value " + Words(pending.value);
}

bool IsEmpty(const LogState& state) {
  return state.chosen.value() == 0 && state.pending == AcceptorState{};
}

// What the platter holds, read by the store's own recovery.
class Platter {
 public:
  Platter(const sim::DiskModel& disk, const storage::StoreOptions& options)
      : recovery_(Image(disk), options) {}

  const absl::Status& status() const { return recovery_.status(); }
  // REQUIRES: status() is OK.
  std::string Of(const std::string& object) {
    const absl::StatusOr<LogState> state = recovery_.store().Load(object);
    return state.ok() ? Words(*state) : "unreadable: " + std::string(state.status().message());
  }

 private:
  static sim::DiskImage Image(const sim::DiskModel& disk) {
    sim::Choices everything_unsynced_is_lost;
    return sim::BuildCrashImage(disk.directory(), everything_unsynced_is_lost).files;
  }

  const sim::Aside aside_;
  sim::Recovery recovery_;
};

std::optional<LogState> InMemory(sim::ReplicaHost& host, const std::string& object) {
  if (host.shard() == nullptr) return std::nullopt;
  const sim::DiskModel::QuietReads quiet(&host.disk());
  return host.shard()->Inspect(object);
}

std::string ObjectText(sim::ReplicaHost& host, Platter& platter, const std::string& object) {
  const std::optional<LogState> memory = InMemory(host, object);
  const std::string held = memory.has_value() ? Words(*memory) : "";
  const std::string durable = platter.status().ok() ? platter.Of(object) : std::string("see above");
  const bool unknown = durable == Words(LogState{});
  if (unknown && (!memory.has_value() || IsEmpty(*memory))) return "";
  std::string text = "      " + object;
  if (memory.has_value()) {
    text += host.shard()->IsResident(object) ? ", resident\n        memory   "
                                             : ", not resident\n        store    ";
    text += held;
  }
  return text + "\n        platter  " + (durable == held ? "the same" : durable) + "\n";
}

}  // namespace

std::string ReplicaText(sim::World& world, NodeId node, ShardId shard) {
  sim::ReplicaHost& host = world.host(node, shard);
  Platter platter(host.disk(), world.options().store);
  std::string text;
  for (const sim::ObjectTrack& object : world.watch().ledger().objects()) {
    if (world.placement().ShardOfObject(object.name) != shard) continue;
    text += ObjectText(host, platter, object.name);
  }
  std::string head = "    objects\n";
  if (!platter.status().ok()) {
    head +=
        "      the platter cannot be recovered: " + std::string(platter.status().message()) + "\n";
  }
  return head + (text.empty() ? "      none\n" : text);
}

}  // namespace paxosstore::reports
