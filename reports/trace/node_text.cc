#include "reports/trace/node_text.h"

#include <vector>

#include "absl/strings/str_format.h"
#include "reports/trace/disk_text.h"
#include "reports/trace/replica_text.h"
#include "reports/units.h"

namespace paxosstore::reports {
namespace {

std::string Names(const std::vector<NodeId>& nodes) {
  std::string text;
  for (const NodeId node : nodes) text += (text.empty() ? "n" : ", n") + ToString(node);
  return text;
}

std::string_view ProcessState(const sim::World& world, NodeId node) {
  if (!world.running(node)) return "down";
  if (world.paused(node)) return "paused";
  return world.serving(node) ? "serving" : "starting: its store is not open yet";
}

// Of one shard; nothing of one that does not serve.
std::string QueueText(const sim::ReplicaHost& host) {
  if (host.shard() == nullptr) return "";
  const ShardStats stats = host.shard()->stats();
  return "; " + Count(stats.queued, "request") + " not answered yet, " +
         Count(stats.resident_objects, "object") + " resident";
}

std::string ClockText(const sim::World& world, NodeId node) {
  const sim::SimClock& clock = world.clock(node);
  const int64_t ahead_us = (clock.Now() - world.now()).ns / 1000;
  const int64_t wall_ms =
      clock.WallNow().ms - sim::SimClock::kWallStart.ms - world.now().ns / 1'000'000;
  return absl::StrFormat("%s, %+d µs from the true time, runs %+d ppm wrong; wall clock %+d ms",
                         ToString(clock.Now()), ahead_us, clock.drift().value(), wall_ms);
}

std::string LinkText(sim::World& world, NodeId node) {
  std::vector<NodeId> to, from;
  for (const NodeId other : world.nodes()) {
    if (other == node) continue;
    if (world.network().blocked(node, other)) to.push_back(other);
    if (world.network().blocked(other, node)) from.push_back(other);
  }
  if (to.empty() && from.empty()) return "all open";
  std::string text;
  if (!to.empty()) text = "nothing passes to " + Names(to);
  if (!from.empty()) text += (text.empty() ? "" : "; ") + ("nothing comes from " + Names(from));
  return text;
}

}  // namespace

std::string NodeText(sim::World& world, NodeId node) {
  std::string text = "n" + ToString(node) + " at " + ToString(world.now()) + "\n";
  text += "  process  " + std::string(ProcessState(world, node)) + "; started " +
          Count(world.host(node, ShardId(0)).starts(), "time") + "\n";
  text += "  clock    " + ClockText(world, node) + "\n";
  text += "  links    " + LinkText(world, node) + "\n";
  for (uint32_t s = 0; s < world.options().shards; ++s) {
    sim::ReplicaHost& host = world.host(node, ShardId(s));
    text += "  shard " + std::to_string(s) + QueueText(host) + "\n";
    text += DiskText(host.disk(), world.now());
    text += ReplicaText(world, node, ShardId(s));
  }
  return text;
}

}  // namespace paxosstore::reports
