#include "sim/trace/report_words.h"

#include <variant>

namespace paxosstore::sim {
namespace {

std::string Name(NodeId node) { return "n" + ToString(node); }

std::string Of(const std::string& object, EntryId entry) {
  return "entry " + ToString(entry) + " of " + object;
}

std::string IdOf(const ValuePtr& value) { return value == nullptr ? "-" : ToString(value->id); }

std::string Words(const AcceptorState& state) {
  if (state == AcceptorState{}) return "nothing";
  return "promised " + ToString(state.promised) + ", accepted " + ToString(state.accepted) +
         ", value " + IdOf(state.value);
}

std::string Words(const StateReport& r) {
  return Name(r.node) + " has in memory for " + Of(r.object, r.entry) + ": " + Words(r.state);
}
std::string Words(const ChosenReport& r) {
  return Name(r.node) + " comes to know that " + Of(r.object, r.entry) + " is chosen: value " +
         ToString(r.value.id);
}
std::string Words(const DurableReport& r) {
  const std::string where = Of(r.record.object, r.record.entry);
  const std::string who = "the disk of " + Name(r.node) + " comes to hold ";
  switch (r.record.kind) {
    case EntryRecord::Kind::kPromise:
      return who + "the promise " + ToString(r.record.promised) + " for " + where;
    case EntryRecord::Kind::kAccept:
      return who + "the accept of value " + IdOf(r.record.value) + " at ballot " +
             ToString(r.record.accepted) + " for " + where;
    case EntryRecord::Kind::kChosen:
      return who + "that " + where + " is chosen: value " + IdOf(r.record.value);
  }
  return who + "a record of " + where;
}
std::string Words(const RecoveredReport& r) {
  return Name(r.node) + " starts and finds on its disk of " + r.object + ": version " +
         ToString(r.state.chosen) + ", value " + IdOf(r.state.chosen_value) + "; pending " +
         Words(r.state.pending);
}
std::string Words(const SendReport& r) {
  return Name(r.from) + " sends to " + Name(r.to) + ": " + ToString(r.message);
}
std::string Words(const AnswerReport& r) {
  return Name(r.node) + " answers a request on " + r.object + " as of version " +
         ToString(r.version);
}

Subject About(const PaxosMessage& m) {
  const bool only_chosen = m.entry.value() == 0 && m.chosen.has_value();
  return {m.object, only_chosen ? m.chosen->entry : m.entry};
}
Subject About(const ReadQuery& m) { return {m.object, {}}; }
Subject About(const ReadReply& m) { return {m.object, m.chosen.Next()}; }
Subject About(const SweepDigest&) { return {}; }
Subject About(const ListQuery&) { return {}; }
Subject About(const ListReply&) { return {}; }

Subject About(const StateReport& r) { return {r.object, r.entry}; }
Subject About(const ChosenReport& r) { return {r.object, r.entry}; }
Subject About(const DurableReport& r) { return {r.record.object, r.record.entry}; }
Subject About(const RecoveredReport& r) { return {r.object, r.state.chosen.Next()}; }
Subject About(const SendReport& r) { return SubjectOf(r.message); }
Subject About(const AnswerReport& r) { return {r.object, r.version}; }

NodeId Doer(const SendReport& r) { return r.from; }
template <typename AnyOther>
NodeId Doer(const AnyOther& r) {
  return r.node;
}

}  // namespace

Subject SubjectOf(const Message& message) {
  return std::visit([](const auto& body) { return About(body); }, message.body);
}

Subject SubjectOf(const Report& report) {
  return std::visit([](const auto& r) { return About(r); }, report);
}

NodeId NodeOf(const Report& report) {
  return std::visit([](const auto& r) { return Doer(r); }, report);
}

std::string InWords(const Report& report) {
  return std::visit([](const auto& r) { return Words(r); }, report);
}

}  // namespace paxosstore::sim
