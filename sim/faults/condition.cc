#include "sim/faults/condition.h"

#include <variant>

namespace paxosstore::sim {
namespace {

// What a report says, in the terms of conditions. Entry 0, no object: it says nothing of that.
struct Event {
  Milestone milestone = Milestone::kNone;
  NodeId node;
  std::string_view object = {};
  EntryId entry = {};
};

Event Of(const StateReport& report) {
  // A state with an accept at its promise is that of an accept: it has just been made.
  const bool accepts =
      !report.state.accepted.IsNone() && report.state.accepted == report.state.promised;
  return {accepts ? Milestone::kAccepts : Milestone::kPromises, report.node, report.object,
          report.entry};
}

Event Of(const DurableReport& report) {
  const EntryRecord& record = report.record;
  Milestone milestone = Milestone::kStoresPromise;
  if (record.kind == EntryRecord::Kind::kAccept) milestone = Milestone::kStoresAccept;
  if (record.kind == EntryRecord::Kind::kChosen) milestone = Milestone::kStoresChosen;
  return {milestone, report.node, record.object, record.entry};
}

Event Of(const ChosenReport& report) {
  return {Milestone::kLearns, report.node, report.object, report.entry};
}

Event Of(const RecoveredReport& report) {
  return {Milestone::kRecovers, report.node, report.object, report.state.chosen};
}

Event Of(const SendReport& report) { return {Milestone::kSends, report.from}; }

Event Of(const AnswerReport& report) {
  return {Milestone::kAnswers, report.node, report.object, report.version};
}

}  // namespace

bool Meets(const Report& report, const Condition& when) {
  const Event event = std::visit([](const auto& r) { return Of(r); }, report);
  return event.milestone == when.milestone && (when.node.value() == 0 || when.node == event.node) &&
         (when.object.empty() || when.object == event.object) &&
         (when.entry.value() == 0 || when.entry == event.entry);
}

}  // namespace paxosstore::sim
