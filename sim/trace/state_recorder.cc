#include "sim/trace/state_recorder.h"

#include <utility>
#include <variant>

namespace paxosstore::sim {
namespace {

std::string Text(Ballot ballot) { return ballot.IsNone() ? "" : ToString(ballot); }

// What a record tells, from the platter's side.
std::string WordsOf(const EntryRecord& record, const std::string& value) {
  switch (record.kind) {
    case EntryRecord::Kind::kPromise:
      return "stores the promise " + ToString(record.promised);
    case EntryRecord::Kind::kAccept:
      return "stores the accept of " + value + " at " + ToString(record.accepted);
    case EntryRecord::Kind::kChosen:
      return "stores that " + value + " is chosen at entry " + ToString(record.entry);
  }
  return "stores a record";
}

}  // namespace

StateRecorder::StateRecorder(TraceBook* book) : book_(book) {
  book_->world().watch().set_on_chosen(
      [this](const ObjectTrack& object, EntryId entry, const EntryTrack& track) {
        OnEntryChosen(object, entry, track);
      });
}

StateRecorder::~StateRecorder() { book_->world().watch().set_on_chosen(nullptr); }

StateRecorder::Held& StateRecorder::At(ObjectIndex object, NodeId node, Where where) {
  if (held_.size() <= object) held_.resize(object + 1);
  return held_[object][IndexOf(node)][static_cast<size_t>(where)];
}

void StateRecorder::Become(ObjectIndex object, NodeId node, Where where, Held held,
                           std::string what) {
  Held& before = At(object, node, where);
  if (before == held) return;
  before = std::move(held);
  book_->trace().states.push_back({book_->Now(), node, where, object, before.chosen,
                                   before.chosen_value, before.entry, Text(before.promised),
                                   Text(before.accepted), before.value, std::move(what)});
}

void StateRecorder::Hear(const Report& report) {
  std::visit(
      [this](const auto& r) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(r)>, AnswerReport>) Hear(r);
      },
      report);
}

void StateRecorder::Hear(const StateReport& report) {
  const ObjectIndex object = book_->Number(report.object);
  Held held = At(object, report.node, Where::kMemory);
  const bool same_entry = held.entry == report.entry;
  const bool accepts =
      report.state.value != nullptr && !(same_entry && held.accepted == report.state.accepted);
  held.entry = report.entry;
  held.promised = report.state.promised;
  held.accepted = report.state.accepted;
  held.value = book_->See(report.state.value);
  std::string what = accepts ? "accepts " + held.value + " at " + ToString(held.accepted)
                             : "promises " + ToString(held.promised);
  Become(object, report.node, Where::kMemory, std::move(held), std::move(what));
}

void StateRecorder::Hear(const ChosenReport& report) {
  const ObjectIndex object = book_->Number(report.object);
  Held held = At(object, report.node, Where::kMemory);
  const std::string value = book_->See(report.value);
  if (report.entry >= held.chosen) {
    held.chosen = report.entry;
    held.chosen_value = value;
  }
  if (held.entry <= held.chosen) {
    held.entry = {};
    held.promised = held.accepted = {};
    held.value.clear();
  }
  Become(object, report.node, Where::kMemory, std::move(held),
         "learns that " + value + " is chosen at entry " + ToString(report.entry));
}

StateRecorder::Held StateRecorder::After(Held held, const EntryRecord& record) {
  const std::string value = book_->See(record.value);
  if (record.kind == EntryRecord::Kind::kChosen) {
    // A copy of what is there already says nothing of the entry after it.
    if (record.entry <= held.chosen) return held;
    return {record.entry, value, {}, {}, {}, ""};
  }
  if (record.entry <= held.chosen || record.entry < held.entry) return held;
  if (record.entry != held.entry) {
    // Whoever opens an entry holds the one before it as chosen.
    const EntryId before = record.entry.Previous();
    if (before > held.chosen) {
      const std::string accepted = held.entry == before ? held.value : "";
      held.chosen = before;
      held.chosen_value = accepted;
    }
    held.entry = record.entry;
    held.accepted = {};
    held.value.clear();
  }
  held.promised = record.promised;
  if (record.kind == EntryRecord::Kind::kAccept) {
    held.accepted = record.accepted;
    held.value = value;
  }
  return held;
}

void StateRecorder::Hear(const DurableReport& report) {
  const EntryRecord& record = report.record;
  const ObjectIndex object = book_->Number(record.object);
  Become(object, report.node, Where::kPlatter,
         After(At(object, report.node, Where::kPlatter), record),
         WordsOf(record, book_->See(record.value)));
}

StateRecorder::Held StateRecorder::Of(const LogState& state) {
  Held held{state.chosen, book_->See(state.chosen_value), {}, {}, {}, ""};
  if (state.pending == AcceptorState{}) return held;
  held.entry = state.chosen.Next();
  held.promised = state.pending.promised;
  held.accepted = state.pending.accepted;
  held.value = book_->See(state.pending.value);
  return held;
}

void StateRecorder::Hear(const RecoveredReport& report) {
  const ObjectIndex object = book_->Number(report.object);
  const Held held = Of(report.state);
  Become(object, report.node, Where::kPlatter, held, "is found to hold this by a start");
  Become(object, report.node, Where::kMemory, held, "starts with what its disk holds");
}

void StateRecorder::Hear(const SendReport& report) {
  if (const auto* paxos = std::get_if<PaxosMessage>(&report.message.body)) {
    book_->See(paxos->state.value);
    if (paxos->proposal.has_value()) book_->See(paxos->proposal->value);
    if (paxos->chosen.has_value()) book_->See(paxos->chosen->value);
  } else if (const auto* reply = std::get_if<ReadReply>(&report.message.body)) {
    if (reply->newer.has_value()) book_->See(reply->newer->value);
  }
}

void StateRecorder::Forget(NodeId node) {
  for (ObjectIndex object = 0; object < held_.size(); ++object) {
    Become(object, node, Where::kMemory, {}, "is gone with its process");
  }
}

void StateRecorder::OnEntryChosen(const ObjectTrack& object, EntryId entry,
                                  const EntryTrack& track) {
  book_->trace().chosen.push_back({book_->Now(), book_->Number(object.name), entry,
                                   ToString(track.chosen_id), ToString(track.chosen_at)});
}

}  // namespace paxosstore::sim
