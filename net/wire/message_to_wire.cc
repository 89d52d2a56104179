#include "net/wire/message_to_wire.h"

#include <string>
#include <variant>

namespace paxosstore::net {

namespace {

// A default ballot is left out by the callers: absent and "none" are the same.
void Set(Ballot ballot, wire::Ballot* out) {
  out->set_round(ballot.round);
  out->set_replica(ballot.replica.value());
}

void Set(const SentState& state, wire::SentState* out) {
  if (!state.promised.IsNone()) Set(state.promised, out->mutable_promised());
  if (!state.accepted.IsNone()) Set(state.accepted, out->mutable_accepted());
  if (state.value != nullptr) {
    out->mutable_value()->clear();
    EncodeValue(*state.value, *out->mutable_value());
  }
}

void Set(const SentChosen& chosen, wire::SentChosen* out) {
  out->set_entry(chosen.entry.value());
  if (!chosen.ballot.IsNone()) Set(chosen.ballot, out->mutable_ballot());
  if (chosen.value != nullptr) {
    out->mutable_value()->clear();
    EncodeValue(*chosen.value, *out->mutable_value());
  }
}

struct BodyToWire {
  wire::Message& out;

  void operator()(const PaxosMessage& in) const {
    wire::PaxosMessage& to = *out.mutable_paxos();
    to.set_object(in.object);
    to.set_entry(in.entry.value());
    Set(in.state, to.mutable_state());
    Set(in.view, to.mutable_view());
    if (in.proposal.has_value()) Set(*in.proposal, to.mutable_proposal());
    if (in.chosen.has_value()) Set(*in.chosen, to.mutable_chosen());
  }
  void operator()(const ReadQuery& in) const {
    wire::ReadQuery& to = *out.mutable_read_query();
    to.set_object(in.object);
    to.set_round(in.round);
    to.set_chosen(in.chosen.value());
  }
  void operator()(const ReadReply& in) const {
    wire::ReadReply& to = *out.mutable_read_reply();
    to.set_object(in.object);
    to.set_round(in.round);
    to.set_chosen(in.chosen.value());
    Set(in.pending, to.mutable_pending());
    if (in.newer.has_value()) Set(*in.newer, to.mutable_newer());
  }
  void operator()(const SweepDigest& in) const {
    wire::SweepDigest& to = *out.mutable_sweep_digest();
    to.set_after(in.after);
    to.set_upto(in.upto);
    for (const SweepDigest::Item& item : in.items) {
      wire::SweepDigest::Item& added = *to.add_items();
      added.set_object(item.object);
      added.set_chosen(item.chosen.value());
    }
  }
  void operator()(const ListQuery& in) const {
    out.mutable_list_query()->set_round(in.round);
    out.mutable_list_query()->set_after(in.after);
  }
  void operator()(const ListReply& in) const {
    wire::ListReply& to = *out.mutable_list_reply();
    to.set_round(in.round);
    for (const std::string& object : in.objects) to.add_objects(object);
    to.set_finished(in.finished);
  }
};

}  // namespace

void ToWire(const Message& message, wire::Message& out) {
  std::visit(BodyToWire{out}, message.body);
}

}  // namespace paxosstore::net
