#include "sim/oracles/watch.h"

#include <algorithm>
#include <string>
#include <variant>

namespace paxosstore::sim {

Watch::Watch(Judge* judge, History* history, size_t nodes)
    : judge_(judge),
      history_(history),
      ledger_(nodes),
      one_value_(judge),
      agreement_(judge, ledger_.Majority()),
      kept_(judge, nodes),
      promises_(judge),
      visible_(judge),
      views_(judge),
      exactly_once_(judge, history) {}

void Watch::OnState(NodeId node, std::string_view name, EntryId entry, const AcceptorState& state) {
  if (tap_) tap_(StateReport{node, std::string(name), entry, state});
  ObjectTrack& object = ledger_.Of(name);
  // Not a sighting of the value at its ballot: memory alone binds nobody. The owner of entry 1 says
  // nothing before its disk holds the accept, so a crash may take it, and the ballot is free again.
  promises_.OnMemory(object, entry, node, state);
  if (book_ != nullptr) {
    const auto index = static_cast<size_t>(&object - ledger_.objects().data());
    book_->Add(index, object, node, entry, state);
  }
}

void Watch::OnChosen(NodeId node, std::string_view name, EntryId entry, const Value& value) {
  if (tap_) tap_(ChosenReport{node, std::string(name), entry, value});
  ObjectTrack& object = ledger_.Of(name);
  promises_.OnChosen(object, entry, node);
  EntryTrack& track = object.At(entry);
  const bool first = !track.content_seen;
  agreement_.OnClaim(object, entry, track, node, StampOf(value), "learnt");
  const size_t index = static_cast<size_t>(&object - ledger_.objects().data());
  if (first && index < history_->objects()) {
    exactly_once_.OnChosen(static_cast<uint32_t>(index), entry, value);
  }
}

void Watch::OnDurableState(NodeId node, ObjectTrack& object, EntryId entry, Ballot promised,
                           Ballot accepted, const ValuePtr& value) {
  EntryTrack& track = object.At(entry);
  promises_.OnDurablePromise(object, entry, track, node, promised);
  if (accepted.IsNone() || value == nullptr) return;
  promises_.OnDurableAccept(object, entry, track, node, accepted);
  AcceptTrack& accept = one_value_.See(object, entry, track, accepted, value->id);
  agreement_.OnDurableAccept(object, entry, track, node, accept);
}

// "What was accepted there is the chosen value": the accept that the platter of `node` held last.
void Watch::ClaimHighestAccept(NodeId node, ObjectTrack& object, EntryId entry) {
  const EntryTrack& track = object.At(entry);
  const AcceptTrack* last = nullptr;
  for (const AcceptTrack& accept : track.accepts) {
    const bool held = (accept.durable_nodes >> IndexOf(node) & 1) != 0;
    if (held && (last == nullptr || last->ballot < accept.ballot)) last = &accept;
  }
  if (last == nullptr) {
    judge_->Fail(ChosenAgreement::kName, object.name + " entry " + ToString(entry) + ": node " +
                                             ToString(node) +
                                             " stores its accept as chosen, but holds none");
    return;
  }
  agreement_.OnClaimId(object, entry, track, node, last->id, "stores");
}

void Watch::OnDurable(NodeId node, const EntryRecord& record) {
  if (tap_) tap_(DurableReport{node, record});
  ObjectTrack& object = ledger_.Of(record.object);
  kept_.OnDurable(object.nodes[IndexOf(node)], record);
  uint64_t& chosen = object.nodes[IndexOf(node)].durable_chosen;
  if (record.kind == EntryRecord::Kind::kChosen) {
    agreement_.OnClaim(object, record.entry, object.At(record.entry), node, StampOf(*record.value),
                       "stores");
    chosen = std::max(chosen, record.entry.value());
    return;
  }
  if (record.previous_is_chosen) {
    ClaimHighestAccept(node, object, record.entry.Previous());
    chosen = std::max(chosen, record.entry.value() - 1);
  }
  const bool accept = record.kind == EntryRecord::Kind::kAccept;
  OnDurableState(node, object, record.entry, record.promised, accept ? record.accepted : Ballot{},
                 accept ? record.value : nullptr);
}

void Watch::OnRecovered(NodeId node, ObjectTrack& object, const LogState& state) {
  if (tap_) tap_(RecoveredReport{node, object.name, state});
  if (state.chosen_value != nullptr) {
    agreement_.OnClaim(object, state.chosen, object.At(state.chosen), node,
                       StampOf(*state.chosen_value), "recovered");
  }
  kept_.OnRecovered(object, node, state);
  const EntryId entry = state.chosen.Next();
  const AcceptorState& pending = state.pending;
  visible_.OnSentState(object, entry, object.At(entry), node,
                       {pending.promised, pending.accepted, pending.value});
  promises_.OnRecovered(object, node, state.chosen, pending);
}

void Watch::OnSend(NodeId from, NodeId to, const Message& message) {
  if (tap_) tap_(SendReport{from, to, message});
  if (const auto* paxos = std::get_if<PaxosMessage>(&message.body)) {
    OnPaxosMessage(from, to, *paxos);
  } else if (const auto* reply = std::get_if<ReadReply>(&message.body)) {
    OnReadReply(from, *reply);
  }
}

void Watch::OnPaxosMessage(NodeId from, NodeId to, const PaxosMessage& message) {
  ObjectTrack& object = ledger_.Of(message.object);
  if (message.chosen.has_value()) OnSentChosen(from, object, *message.chosen);
  if (message.entry.value() == 0) return;
  EntryTrack& track = object.At(message.entry);
  visible_.OnSentState(object, message.entry, track, from, message.state);
  views_.OnSentView(object, message.entry, track, from, to, message.view);
  if (message.proposal.has_value() && message.proposal->value != nullptr) {
    one_value_.See(object, message.entry, track, message.proposal->accepted,
                   message.proposal->value->id);
  }
}

void Watch::OnReadReply(NodeId from, const ReadReply& reply) {
  ObjectTrack& object = ledger_.Of(reply.object);
  visible_.OnAnswer(object, from, reply.chosen);
  if (reply.newer.has_value()) OnSentChosen(from, object, *reply.newer);
  const EntryId pending = reply.chosen.Next();
  visible_.OnSentState(object, pending, object.At(pending), from, reply.pending);
}

void Watch::OnSentChosen(NodeId from, ObjectTrack& object, const SentChosen& chosen) {
  if (chosen.entry.value() == 0) return;
  EntryTrack& track = object.At(chosen.entry);
  if (chosen.value != nullptr) {
    agreement_.OnClaimId(object, chosen.entry, track, from, chosen.value->id, "sends");
  }
  if (chosen.ballot.IsNone()) return;
  const AcceptTrack* accept = track.Find(chosen.ballot);
  if (accept == nullptr) {
    judge_->Fail(ChosenAgreement::kName, object.name + " entry " + ToString(chosen.entry) +
                                             ": node " + ToString(from) + " sends ballot " +
                                             ToString(chosen.ballot) +
                                             " as chosen, at which nothing was accepted");
    return;
  }
  agreement_.OnClaimId(object, chosen.entry, track, from, accept->id, "sends");
}

void Watch::OnAnswer(NodeId node, std::string_view object, EntryId version) {
  if (tap_) tap_(AnswerReport{node, std::string(object), version});
  visible_.OnAnswer(ledger_.Of(object), node, version);
}

}  // namespace paxosstore::sim
