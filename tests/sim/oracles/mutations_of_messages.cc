// Lies in what nodes send: of their own state, of what they believe of others, of proposals.
#include "sim/oracles/durable_before_visible.h"
#include "sim/oracles/one_value_per_ballot.h"
#include "sim/oracles/views_within_actual.h"
#include "tests/sim/oracles/mutation.h"

namespace paxosstore::sim {
namespace {

constexpr const char* kVisible = DurableBeforeVisible::kName;
constexpr const char* kViews = ViewsWithinActual::kName;
constexpr const char* kOneValue = OneValuePerBallot::kName;

// A row that alters Paxos messages about some entry: `change` makes the lie and says whether it is
// one.
using Change = std::optional<bool> (*)(const Story&, size_t i, SendReport&, PaxosMessage&);
Mutation OfPaxos(const char* name, const char* oracle, Change change) {
  return {name, {oracle}, [change](const Story& story, size_t i) -> std::optional<Edit> {
            const auto* message = BodyAt<PaxosMessage>(story, i);
            if (message == nullptr || message->entry == EntryId()) return std::nullopt;
            SendReport altered = *ReportAt<SendReport>(story, i);
            const std::optional<bool> illegal =
                change(story, i, altered, std::get<PaxosMessage>(altered.message.body));
            if (!illegal.has_value()) return std::nullopt;
            return Altered(i, std::move(altered), *illegal);
          }};
}

bool Holds(const Story& story, size_t i, NodeId node, const PaxosMessage& m, const SentState& s) {
  return s.promised <= story.PromiseBefore(i, node, m.object, m.entry) &&
         (s.accepted.IsNone() || story.AcceptBefore(i, node, m.object, m.entry, s.accepted));
}

std::optional<bool> RaisePromise(const Story& story, size_t i, SendReport& r, PaxosMessage& m) {
  m.state.promised = Above(m.state.promised);
  return m.state.promised > story.PromiseBefore(i, r.from, m.object, m.entry);
}

std::optional<bool> RaiseAccept(const Story& story, size_t i, SendReport& r, PaxosMessage& m) {
  m.state.accepted = Above(m.state.accepted);
  return !story.AcceptBefore(i, r.from, m.object, m.entry, m.state.accepted);
}

std::optional<bool> OtherValue(const Story&, size_t, SendReport&, PaxosMessage& m) {
  if (m.state.value == nullptr) return std::nullopt;
  m.state.value = WithOtherId(*m.state.value);
  return true;
}

std::optional<bool> OtherSender(const Story& story, size_t i, SendReport& r, PaxosMessage& m) {
  r.from = Third(r.from, r.to);
  return !Holds(story, i, r.from, m, m.state);
}

std::optional<bool> RaiseView(const Story& story, size_t i, SendReport& r, PaxosMessage& m) {
  m.view.promised = Above(m.view.promised);
  return m.view.promised > story.PromiseBefore(i, r.to, m.object, m.entry);
}

std::optional<bool> RaiseViewOfAccept(const Story& story, size_t i, SendReport& r,
                                      PaxosMessage& m) {
  m.view.accepted = Above(m.view.accepted);
  return !story.AcceptBefore(i, r.to, m.object, m.entry, m.view.accepted);
}

std::optional<bool> TakePromiseForAccept(const Story& story, size_t i, SendReport& r,
                                         PaxosMessage& m) {
  m.view.accepted = m.view.promised;
  if (m.view.accepted.IsNone()) return std::nullopt;
  return !story.AcceptBefore(i, r.to, m.object, m.entry, m.view.accepted);
}

std::optional<bool> OtherReceiver(const Story& story, size_t i, SendReport& r, PaxosMessage& m) {
  r.to = Third(r.from, r.to);
  return !Holds(story, i, r.to, m, m.view);
}

std::optional<bool> OtherProposal(const Story& story, size_t i, SendReport&, PaxosMessage& m) {
  if (!m.proposal.has_value() || m.proposal->value == nullptr) return std::nullopt;
  m.proposal->value = WithOtherId(*m.proposal->value);
  // Seen before, or to be seen again: once it was proposed to others, or became durable.
  const Story without = story.Without(i);
  const size_t end = story.reports().size();
  return without.SeenBefore(end, m.object, m.entry, m.proposal->accepted).has_value();
}

std::optional<bool> ProposalAtAnothersBallot(const Story& story, size_t i, SendReport&,
                                             PaxosMessage& m) {
  if (!m.proposal.has_value() || m.proposal->value == nullptr) return std::nullopt;
  for (uint32_t node = 1; node <= Story::kNodes; ++node) {
    for (uint64_t round = 0; round < 6; ++round) {
      const Ballot ballot{round, NodeId(node)};
      const auto seen = story.SeenBefore(i, m.object, m.entry, ballot);
      if (!seen.has_value() || *seen == m.proposal->value->id) continue;
      m.proposal->promised = m.proposal->accepted = ballot;
      return true;
    }
  }
  return std::nullopt;
}

std::optional<Edit> RaiseReadReply(const Story& story, size_t i) {
  const auto* reply = BodyAt<ReadReply>(story, i);
  if (reply == nullptr) return std::nullopt;
  SendReport altered = *ReportAt<SendReport>(story, i);
  Ballot& promised = std::get<ReadReply>(altered.message.body).pending.promised;
  promised = Above(promised);
  const EntryId pending = reply->chosen.Next();
  const bool illegal = promised > story.PromiseBefore(i, altered.from, reply->object, pending);
  return Altered(i, std::move(altered), illegal);
}

std::optional<Edit> AcceptInReadReply(const Story& story, size_t i) {
  const auto* reply = BodyAt<ReadReply>(story, i);
  if (reply == nullptr) return std::nullopt;
  SendReport altered = *ReportAt<SendReport>(story, i);
  SentState& state = std::get<ReadReply>(altered.message.body).pending;
  state.accepted = Above(state.accepted);
  const bool illegal =
      !story.AcceptBefore(i, altered.from, reply->object, reply->chosen.Next(), state.accepted);
  return Altered(i, std::move(altered), illegal);
}

// A message goes out in front of the sync that it had to wait for.
std::optional<Edit> SendBeforeTheSync(const Story& story, size_t i) {
  const auto* message = BodyAt<PaxosMessage>(story, i);
  if (message == nullptr || message->entry == EntryId()) return std::nullopt;
  const NodeId from = ReportAt<SendReport>(story, i)->from;
  for (size_t k = i; k-- > 0;) {
    const auto* durable = ReportAt<DurableReport>(story, k);
    if (durable == nullptr || durable->node != from) continue;
    const EntryRecord& record = durable->record;
    if (record.object != message->object || record.entry != message->entry) continue;
    const bool illegal =
        !message->chosen.has_value() && !Holds(story, k, from, *message, message->state);
    return Edit{Edit::Kind::kMove, illegal ? Claim::kIllegal : Claim::kOpen, i, k, {}};
  }
  return std::nullopt;
}

}  // namespace

std::vector<Mutation> MutationsOfMessages() {
  return {
      OfPaxos("reveal a higher promise", kVisible, RaisePromise),
      OfPaxos("reveal an accept at another ballot", kVisible, RaiseAccept),
      OfPaxos("reveal another value", kVisible, OtherValue),
      OfPaxos("reveal another node's state as one's own", kVisible, OtherSender),
      {"send before the sync", {kVisible}, SendBeforeTheSync},
      {"reveal a higher promise to a reader", {kVisible}, RaiseReadReply},
      {"reveal an accept at another ballot to a reader", {kVisible}, AcceptInReadReply},
      OfPaxos("believe a higher promise", kViews, RaiseView),
      OfPaxos("believe an accept at another ballot", kViews, RaiseViewOfAccept),
      OfPaxos("take a promise for an accept", kViews, TakePromiseForAccept),
      OfPaxos("believe it of another node", kViews, OtherReceiver),
      OfPaxos("propose another value at the ballot", kOneValue, OtherProposal),
      OfPaxos("propose at a ballot of another value", kOneValue, ProposalAtAnothersBallot),
  };
}

}  // namespace paxosstore::sim
