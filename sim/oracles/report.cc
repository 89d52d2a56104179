#include "sim/oracles/report.h"

#include "sim/oracles/watch.h"

namespace paxosstore::sim {
namespace {

std::string Who(const char* what, NodeId node, const std::string& object, EntryId entry) {
  return "n" + ToString(node) + " " + what + " " + object + "@" + ToString(entry);
}

std::string Text(const StateReport& r) {
  return Who("state", r.node, r.object, r.entry) + " " + ToString(r.state);
}
std::string Text(const ChosenReport& r) {
  return Who("learns", r.node, r.object, r.entry) + " v=" + ToString(r.value.id);
}
std::string Text(const DurableReport& r) {
  const AcceptorState state{r.record.promised, r.record.accepted, r.record.value};
  const bool chosen = r.record.kind == EntryRecord::Kind::kChosen;
  return Who(chosen ? "durable chosen" : "durable", r.node, r.record.object, r.record.entry) + " " +
         ToString(state) + (r.record.previous_is_chosen ? " previous chosen" : "");
}
std::string Text(const RecoveredReport& r) {
  return Who("recovered", r.node, r.object, r.state.chosen) + " pending " +
         ToString(r.state.pending);
}
std::string Text(const SendReport& r) {
  return "n" + ToString(r.from) + " -> n" + ToString(r.to) + " " + ToString(r.message);
}
std::string Text(const AnswerReport& r) { return Who("answers", r.node, r.object, r.version); }

struct Teller {
  Watch& watch;

  void operator()(const StateReport& r) { watch.OnState(r.node, r.object, r.entry, r.state); }
  void operator()(const ChosenReport& r) { watch.OnChosen(r.node, r.object, r.entry, r.value); }
  void operator()(const DurableReport& r) { watch.OnDurable(r.node, r.record); }
  void operator()(const RecoveredReport& r) {
    watch.OnRecovered(r.node, watch.ledger().Of(r.object), r.state);
  }
  void operator()(const SendReport& r) { watch.OnSend(r.from, r.to, r.message); }
  void operator()(const AnswerReport& r) { watch.OnAnswer(r.node, r.object, r.version); }
};

}  // namespace

std::string ToString(const Report& report) {
  return std::visit([](const auto& r) { return Text(r); }, report);
}

void Tell(Watch& watch, const Report& report) { std::visit(Teller{watch}, report); }

}  // namespace paxosstore::sim
