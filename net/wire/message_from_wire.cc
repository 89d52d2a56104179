#include <string>
#include <utility>
#include <variant>

#include "core/base/status_macros.h"
#include "net/wire/message_to_wire.h"

namespace paxosstore::net {

namespace {

absl::Status Malformed(const char* what) { return absl::InvalidArgumentError(what); }

Ballot From(const wire::Ballot& in) { return {in.round(), NodeId(in.replica())}; }

absl::Status Read(const wire::SentState& in, SentState& out) {
  out.promised = From(in.promised());
  out.accepted = From(in.accepted());
  if (out.accepted > out.promised) return Malformed("accepted ballot above the promised one");
  if (!in.has_value()) return absl::OkStatus();
  if (out.accepted.IsNone()) return Malformed("value without an accepted ballot");
  ASSIGN_OR_RETURN(out.value, DecodeValue(in.value()));
  return absl::OkStatus();
}

absl::Status Read(const wire::SentChosen& in, std::optional<SentChosen>& out) {
  SentChosen& chosen = out.emplace();
  chosen.entry = EntryId(in.entry());
  chosen.ballot = From(in.ballot());
  if (chosen.entry == EntryId(0)) return Malformed("chosen entry 0");
  if (in.has_value()) {
    ASSIGN_OR_RETURN(chosen.value, DecodeValue(in.value()));
  } else if (chosen.ballot.IsNone()) {
    return Malformed("chosen entry with neither ballot nor value");
  }
  return absl::OkStatus();
}

absl::Status Read(const wire::PaxosMessage& in, PaxosMessage& out) {
  out.object = in.object();
  out.entry = EntryId(in.entry());
  RETURN_IF_ERROR(Read(in.state(), out.state));
  RETURN_IF_ERROR(Read(in.view(), out.view));
  if (in.has_proposal()) RETURN_IF_ERROR(Read(in.proposal(), out.proposal.emplace()));
  if (in.has_chosen()) RETURN_IF_ERROR(Read(in.chosen(), out.chosen));
  return absl::OkStatus();
}

absl::Status Read(const wire::ReadQuery& in, ReadQuery& out) {
  out = {in.object(), in.round(), EntryId(in.chosen())};
  return absl::OkStatus();
}

absl::Status Read(const wire::ReadReply& in, ReadReply& out) {
  out.object = in.object();
  out.round = in.round();
  out.chosen = EntryId(in.chosen());
  RETURN_IF_ERROR(Read(in.pending(), out.pending));
  if (in.has_newer()) RETURN_IF_ERROR(Read(in.newer(), out.newer));
  return absl::OkStatus();
}

absl::Status Read(const wire::SweepDigest& in, SweepDigest& out) {
  out.after = in.after();
  out.upto = in.upto();
  out.items.reserve(static_cast<size_t>(in.items_size()));
  for (const wire::SweepDigest::Item& item : in.items()) {
    out.items.push_back({item.object(), EntryId(item.chosen())});
  }
  return absl::OkStatus();
}

absl::Status Read(const wire::ListQuery& in, ListQuery& out) {
  out = {in.round(), in.after()};
  return absl::OkStatus();
}

absl::Status Read(const wire::ListReply& in, ListReply& out) {
  out.round = in.round();
  out.objects.assign(in.objects().begin(), in.objects().end());
  out.finished = in.finished();
  return absl::OkStatus();
}

template <typename Body, typename Wire>
absl::StatusOr<std::shared_ptr<const Message>> ReadAs(const Wire& in) {
  auto message = std::make_shared<Message>(Body{});
  RETURN_IF_ERROR(Read(in, std::get<Body>(message->body)));
  return std::shared_ptr<const Message>(std::move(message));
}

int BodiesOf(const wire::Message& in) {
  return int{in.has_paxos()} + int{in.has_read_query()} + int{in.has_read_reply()} +
         int{in.has_sweep_digest()} + int{in.has_list_query()} + int{in.has_list_reply()};
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Message>> FromWire(const wire::Message& in) {
  if (BodiesOf(in) != 1) return Malformed("not exactly one known body");
  if (in.has_paxos()) return ReadAs<PaxosMessage>(in.paxos());
  if (in.has_read_query()) return ReadAs<ReadQuery>(in.read_query());
  if (in.has_read_reply()) return ReadAs<ReadReply>(in.read_reply());
  if (in.has_sweep_digest()) return ReadAs<SweepDigest>(in.sweep_digest());
  if (in.has_list_query()) return ReadAs<ListQuery>(in.list_query());
  return ReadAs<ListReply>(in.list_reply());
}

}  // namespace paxosstore::net
