#include "reports/trace/perfetto.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/trace/trace_events.h"
#include "reports/trace/trace_words.h"

namespace paxosstore::reports {
namespace {

using Args = TraceEvents::Args;

// Threads of a node.
enum Thread : uint32_t { kProcess = 1, kSyncs, kMemory, kPlatter, kSends, kGets, kRequests };
// Threads of the cluster.
enum ClusterThread : uint32_t { kFaults = 1, kLinks, kChosen, kFailure };

class Drawing {
 public:
  explicit Drawing(const sim::Trace& trace) : trace_(trace) {
    for (const sim::TracedValue& value : trace.values) contents_.emplace(value.id, value.text);
  }

  std::string Draw();

 private:
  static Track Cluster(ClusterThread thread) { return {1, thread}; }
  static Track Of(NodeId node, Thread thread) { return {1 + node.value(), thread}; }
  Track Client(uint32_t client) const { return {2 + trace_.nodes, client}; }
  Instant EndOr(const std::optional<sim::Moment>& moment) const {
    return moment.has_value() ? moment->time : trace_.end.time;
  }
  std::string Object(sim::ObjectIndex object) const { return ObjectName(trace_, object); }

  void NameTracks();
  void DrawNodes();
  void DrawLinks();
  void DrawSyncs();
  void DrawStates();
  void DrawMessages();
  void DrawOperation(const sim::TracedOperation& operation);
  void DrawAttempt(const sim::TracedOperation& operation,
                   const sim::TracedOperation::Attempt& attempt);
  void DrawMoments();

  const sim::Trace& trace_;
  std::map<std::string_view, std::string_view> contents_;  // of values, by id
  TraceEvents events_;
};

void Drawing::NameTracks() {
  events_.NameProcess(1, "cluster");
  const char* const cluster[] = {"faults", "blocked links", "chosen", "failure"};
  for (uint32_t i = 0; i < std::size(cluster); ++i) events_.NameThread({1, i + 1}, cluster[i]);
  const char* const threads[] = {"process", "syncs", "memory",  "platter",
                                 "sends",   "gets",  "requests"};
  for (uint32_t n = 1; n <= trace_.nodes; ++n) {
    events_.NameProcess(1 + n, "n" + std::to_string(n));
    for (uint32_t i = 0; i < std::size(threads); ++i) {
      events_.NameThread({1 + n, i + 1}, threads[i]);
    }
  }
  events_.NameProcess(2 + trace_.nodes, "clients");
  for (uint32_t c = 1; c <= trace_.clients; ++c) {
    events_.NameThread(Client(c), "client " + std::to_string(c));
  }
}

void Drawing::DrawNodes() {
  std::vector<const sim::TracedNode*> last(trace_.nodes + 1);
  const auto draw = [this](const sim::TracedNode& state, Instant until) {
    events_.Slice(Of(state.node, kProcess), StateName(state.state), state.at.time, until,
                  {{"why", state.why}});
  };
  for (const sim::TracedNode& state : trace_.node_states) {
    const sim::TracedNode*& before = last[state.node.value()];
    if (before != nullptr) draw(*before, state.at.time);
    before = &state;
  }
  for (const sim::TracedNode* state : last) {
    if (state != nullptr) draw(*state, trace_.end.time);
  }
}

void Drawing::DrawLinks() {
  std::map<std::pair<NodeId, NodeId>, Instant> blocked;
  const auto draw = [this](NodeId from, NodeId to, Instant begin, Instant until) {
    events_.AsyncSlice(Cluster(kLinks), "link",
                       "nothing passes from n" + ToString(from) + " to n" + ToString(to), begin,
                       until, {});
  };
  for (const sim::TracedLink& link : trace_.links) {
    const std::pair<NodeId, NodeId> ends{link.from, link.to};
    if (link.blocked) {
      blocked.emplace(ends, link.at.time);
    } else if (const auto it = blocked.find(ends); it != blocked.end()) {
      draw(link.from, link.to, it->second, link.at.time);
      blocked.erase(it);
    }
  }
  for (const auto& [ends, begin] : blocked) draw(ends.first, ends.second, begin, trace_.end.time);
}

void Drawing::DrawSyncs() {
  for (const sim::TracedSync& sync : trace_.syncs) {
    const std::string_view end = EndName(sync.end);
    events_.AsyncSlice(Of(sync.node, kSyncs), "sync",
                       sync.end == sim::TracedSync::End::kOk ? "sync" : "sync: " + std::string(end),
                       sync.asked.time, EndOr(sync.ended), {{"end", std::string(end)}});
  }
}

void Drawing::DrawStates() {
  for (const sim::TracedState& state : trace_.states) {
    const bool memory = state.where == sim::TracedState::Where::kMemory;
    events_.Moment(Of(state.node, memory ? kMemory : kPlatter), state.what, state.at.time,
                   {{"object", Object(state.object)},
                    {"chosen", ToString(state.chosen)},
                    {"chosen value", state.chosen_value},
                    {"pending entry", ToString(state.entry)},
                    {"promised", state.promised},
                    {"accepted", state.accepted},
                    {"value", state.value}});
  }
}

void Drawing::DrawMessages() {
  for (const sim::TracedMessage& message : trace_.messages) {
    const Track sender = Of(message.from, kSends);
    const Track receiver = Of(message.to, kGets);
    const bool delivered = message.end == sim::TracedMessage::End::kDelivered;
    const std::string fate = delivered ? "" : std::string(EndName(message.end)) + ": ";
    Args args{{"to", "n" + ToString(message.to)}, {"end", std::string(EndName(message.end))}};
    if (message.duplicate) args.push_back({"duplicate", "yes"});
    events_.Moment(sender, fate + message.text, message.sent.time, args);
    if (!message.ended.has_value()) continue;
    const uint64_t arrow = events_.BeginArrow(sender, message.sent.time);
    events_.Moment(receiver, fate + message.text, message.ended->time,
                   {{"from", "n" + ToString(message.from)}});
    events_.EndArrow(arrow, receiver, message.ended->time);
  }
}

void Drawing::DrawAttempt(const sim::TracedOperation& operation,
                          const sim::TracedOperation::Attempt& attempt) {
  const Track client = Client(operation.client);
  const Track node = Of(attempt.node, kRequests);
  const std::string what = operation.name + " " + operation.command;
  events_.Moment(client, "asks n" + ToString(attempt.node), attempt.sent.time, {});
  if (attempt.arrived.has_value()) {
    const uint64_t arrow = events_.BeginArrow(client, attempt.sent.time);
    events_.Moment(node, what, attempt.arrived->time, {});
    events_.EndArrow(arrow, node, attempt.arrived->time);
  }
  if (!attempt.replied.has_value()) return;
  events_.Moment(node, attempt.reply + ": " + what, attempt.replied->time, {});
  if (!attempt.answered.has_value()) return;
  const uint64_t arrow = events_.BeginArrow(node, attempt.replied->time);
  events_.Moment(client, attempt.reply, attempt.answered->time, {});
  events_.EndArrow(arrow, client, attempt.answered->time);
}

void Drawing::DrawOperation(const sim::TracedOperation& operation) {
  Args args{{"name", operation.name},
            {"object", Object(operation.object)},
            {"end", std::string(EndName(operation.end))}};
  if (operation.end == sim::TracedOperation::End::kOk) {
    args.push_back({"reply", operation.reply});
    args.push_back({"version", ToString(operation.version)});
  }
  if (operation.guilty) args.push_back({"shows the failure", "yes"});
  events_.Slice(Client(operation.client), operation.command, operation.started.time,
                EndOr(operation.ended), args);
  for (const auto& attempt : operation.attempts) DrawAttempt(operation, attempt);
}

void Drawing::DrawMoments() {
  for (const sim::TracedFault& fault : trace_.faults) {
    events_.GlobalMoment(Cluster(kFaults), fault.text, fault.at.time, {});
  }
  for (const sim::TracedChosen& chosen : trace_.chosen) {
    events_.Moment(Cluster(kChosen),
                   "entry " + ToString(chosen.entry) + " of " + Object(chosen.object),
                   chosen.at.time,
                   {{"value", chosen.value},
                    {"ballot", chosen.ballot},
                    {"holds", std::string(contents_[chosen.value])}});
  }
  if (!trace_.failure.has_value()) return;
  const sim::TracedFailure& failure = *trace_.failure;
  events_.GlobalMoment(Cluster(kFailure), "FAILED: " + failure.failure.oracle,
                       failure.failure.moment.time,
                       {{"what", failure.failure.what},
                        {"told", failure.told},
                        {"explanation", failure.explanation}});
}

std::string Drawing::Draw() {
  NameTracks();
  DrawNodes();
  DrawLinks();
  DrawSyncs();
  DrawStates();
  DrawMessages();
  for (const sim::TracedOperation& operation : trace_.operations) DrawOperation(operation);
  DrawMoments();
  return std::move(events_).Finish({{"scenario", trace_.scenario},
                                    {"seed", std::to_string(trace_.seed)},
                                    {"replay", trace_.replay}});
}

}  // namespace

std::string PerfettoTrace(const sim::Trace& trace) { return Drawing(trace).Draw(); }

}  // namespace paxosstore::reports
