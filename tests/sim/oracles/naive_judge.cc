#include "tests/sim/oracles/naive_judge.h"

#include <map>
#include <tuple>
#include <variant>

#include "sim/oracles/watch.h"

namespace paxosstore::sim {
namespace {

class NaiveJudge {
 public:
  explicit NaiveJudge(const Story& story) : story_(story) {}

  std::set<std::string> Judge() {
    for (i_ = 0; i_ < story_.reports().size(); ++i_) {
      std::visit([this](const auto& report) { See(report); }, story_.reports()[i_]);
    }
    return offended_;
  }

 private:
  void Demand(bool holds, const char* oracle) {
    if (!holds) offended_.insert(oracle);
  }

  void Claim(const std::string& object, EntryId entry, std::optional<ProposalId> id) {
    Demand(story_.ChosenBefore(i_, object, entry) && story_.ChosenId(object, entry) == id,
           ChosenAgreement::kName);
  }
  void ClaimWhole(const std::string& object, EntryId entry, const Value& value) {
    Claim(object, entry, value.id);
    const ValueStamp stamp = StampOf(value);
    const auto [it, added] = contents_.try_emplace({object, entry}, stamp.digest);
    Demand(it->second == stamp.digest, ChosenAgreement::kName);
  }
  // All that is seen at one ballot has one value.
  void Sight(const std::string& object, EntryId entry, Ballot ballot, ProposalId id) {
    const auto [it, added] = values_.try_emplace({object, entry, ballot}, id);
    Demand(it->second == id, OneValuePerBallot::kName);
  }
  void Reveal(const std::string& object, EntryId entry, NodeId node, const SentState& state,
              const char* oracle) {
    Demand(state.promised <= story_.PromiseBefore(i_, node, object, entry), oracle);
    if (state.accepted.IsNone()) return;
    Demand(story_.AcceptBefore(i_, node, object, entry, state.accepted), oracle);
    if (state.value == nullptr) return;
    Demand(story_.SeenBefore(i_, object, entry, state.accepted) == state.value->id, oracle);
  }
  void SendChosen(const std::string& object, const SentChosen& chosen) {
    if (chosen.entry == EntryId()) return;
    if (chosen.value != nullptr) Claim(object, chosen.entry, chosen.value->id);
    if (chosen.ballot.IsNone()) return;
    Claim(object, chosen.entry, story_.SeenBefore(i_, object, chosen.entry, chosen.ballot));
  }

  void See(const SendReport& r) {
    if (const auto* paxos = std::get_if<PaxosMessage>(&r.message.body)) {
      if (paxos->chosen.has_value()) SendChosen(paxos->object, *paxos->chosen);
      if (paxos->entry == EntryId()) return;
      Reveal(paxos->object, paxos->entry, r.from, paxos->state, DurableBeforeVisible::kName);
      const SentState view{paxos->view.promised, paxos->view.accepted, nullptr};
      Reveal(paxos->object, paxos->entry, r.to, view, ViewsWithinActual::kName);
      if (!paxos->proposal.has_value() || paxos->proposal->value == nullptr) return;
      Sight(paxos->object, paxos->entry, paxos->proposal->accepted, paxos->proposal->value->id);
    } else if (const auto* reply = std::get_if<ReadReply>(&r.message.body)) {
      Answer(reply->object, reply->chosen);
      if (reply->newer.has_value()) SendChosen(reply->object, *reply->newer);
      Reveal(reply->object, reply->chosen.Next(), r.from, reply->pending,
             DurableBeforeVisible::kName);
    }
  }

  void Answer(const std::string& object, EntryId version) {
    if (version == EntryId()) return;
    Demand(story_.ChosenBefore(i_, object, version), DurableBeforeVisible::kName);
  }
  void See(const AnswerReport& r) { Answer(r.object, r.version); }

  void See(const StateReport& r) {
    const StateReport* last = story_.StateBefore(i_, r.node, r.object);
    AcceptorState before = recovered_[{r.node, r.object}];
    EntryId entry = story_.KnownBefore(i_, r.node, r.object).Next();
    Demand(r.entry >= entry, PromisesMonotone::kName);
    if (last != nullptr) {
      before = last->state;
      entry = last->entry;
      Demand(r.entry >= entry, PromisesMonotone::kName);
    } else if (recovered_at_[{r.node, r.object}] != r.entry) {
      before = {};
    }
    if (last != nullptr && entry != r.entry) before = {};
    const bool rises = r.state.promised >= before.promised && r.state.accepted >= before.accepted;
    Demand(rises, PromisesMonotone::kName);
    Demand(r.state.accepted == before.accepted || r.state.accepted == r.state.promised,
           PromisesMonotone::kName);
  }

  void See(const ChosenReport& r) {
    Demand(r.entry > story_.KnownBefore(i_, r.node, r.object), PromisesMonotone::kName);
    ClaimWhole(r.object, r.entry, r.value);
  }

  void See(const DurableReport& r) {
    const EntryRecord& record = r.record;
    if (record.kind == EntryRecord::Kind::kChosen) {
      return ClaimWhole(record.object, record.entry, *record.value);
    }
    if (record.previous_is_chosen) {
      const EntryId previous = record.entry.Previous();
      const auto held = story_.LastAcceptBefore(i_, r.node, record.object, previous);
      Demand(held.has_value(), ChosenAgreement::kName);
      Claim(record.object, previous, held);
    }
    const Ballot promise = story_.PromiseBefore(i_, r.node, record.object, record.entry);
    Demand(record.promised >= promise, PromisesMonotone::kName);
    if (record.kind != EntryRecord::Kind::kAccept) return;
    Sight(record.object, record.entry, record.accepted, record.value->id);
  }

  void See(const RecoveredReport& r) {
    const LogState& state = r.state;
    if (state.chosen_value != nullptr) ClaimWhole(r.object, state.chosen, *state.chosen_value);
    const EntryId pending = state.chosen.Next();
    Reveal(r.object, pending, r.node,
           {state.pending.promised, state.pending.accepted, state.pending.value},
           DurableBeforeVisible::kName);
    Demand(state.chosen >= story_.StoredBefore(i_, r.node, r.object), PromisesMonotone::kName);
    Demand(state.pending.promised >= story_.PromiseBefore(i_, r.node, r.object, pending),
           PromisesMonotone::kName);
    const auto accept = story_.LastAcceptBefore(i_, r.node, r.object, pending);
    Demand(!accept.has_value() || !state.pending.accepted.IsNone(), PromisesMonotone::kName);
    for (uint64_t e = 1; e <= 3; ++e) {
      const EntryId later(pending.value() + e);
      Demand(story_.PromiseBefore(i_, r.node, r.object, later).IsNone(), PromisesMonotone::kName);
    }
    Demand(FewMissTheChosen(r.object), ChosenKept::kName);
    recovered_[{r.node, r.object}] = state.pending;
    recovered_at_[{r.node, r.object}] = pending;
  }

  // What the platter of the node holds once report number i_ is told: the version, and the ballot
  // accepted at the next entry.
  std::pair<EntryId, Ballot> HeldNow(NodeId node, const std::string& object) const {
    std::pair<EntryId, Ballot> held;
    for (size_t k = 0; k <= i_; ++k) {
      const Report& report = story_.reports()[k];
      if (const auto* recovered = std::get_if<RecoveredReport>(&report)) {
        if (recovered->node != node || recovered->object != object) continue;
        held = {recovered->state.chosen, recovered->state.pending.accepted};
      } else if (const auto* durable = std::get_if<DurableReport>(&report)) {
        const EntryRecord& record = durable->record;
        if (durable->node != node || record.object != object) continue;
        const bool chosen = record.kind == EntryRecord::Kind::kChosen;
        const EntryId version = chosen ? record.entry : record.entry.Previous();
        if (version > held.first) held = {version, {}};
        if (version == held.first && record.kind == EntryRecord::Kind::kAccept) {
          held.second = record.accepted;
        }
      }
    }
    return held;
  }
  bool FewMissTheChosen(const std::string& object) const {
    EntryId newest;
    while (story_.ChosenBefore(i_, object, newest.Next())) newest = newest.Next();
    if (newest == EntryId()) return true;
    const auto& made = std::get<DurableReport>(story_.reports()[story_.ChosenAt(object, newest)]);
    size_t missing = 0;
    for (uint32_t node = 1; node <= Story::kNodes; ++node) {
      const auto [version, accepted] = HeldNow(NodeId(node), object);
      const bool holds = version >= newest || (version.Next() == newest && !accepted.IsNone() &&
                                               accepted >= made.record.accepted);
      missing += holds ? 0 : 1;
    }
    return missing <= Story::kNodes / 2;
  }

  const Story& story_;
  size_t i_ = 0;
  std::set<std::string> offended_;
  std::map<std::pair<std::string, EntryId>, uint64_t> contents_;
  std::map<std::tuple<std::string, EntryId, Ballot>, ProposalId> values_;
  std::map<std::pair<NodeId, std::string>, AcceptorState> recovered_;
  std::map<std::pair<NodeId, std::string>, EntryId> recovered_at_;
};

}  // namespace

std::set<std::string> OffendedOracles(const Story& story) { return NaiveJudge(story).Judge(); }

}  // namespace paxosstore::sim
