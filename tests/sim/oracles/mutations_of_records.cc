// Lies in what platters hold: lost, changed, misattributed records, and recoveries that forget.
#include "sim/oracles/chosen_agreement.h"
#include "sim/oracles/chosen_kept.h"
#include "sim/oracles/durable_before_visible.h"
#include "sim/oracles/one_value_per_ballot.h"
#include "sim/oracles/promises_monotone.h"
#include "sim/oracles/views_within_actual.h"
#include "tests/sim/oracles/mutation.h"
#include "tests/sim/oracles/naive_judge.h"

namespace paxosstore::sim {
namespace {

constexpr const char* kVisible = DurableBeforeVisible::kName;
constexpr const char* kViews = ViewsWithinActual::kName;
constexpr const char* kOneValue = OneValuePerBallot::kName;
constexpr const char* kAgreement = ChosenAgreement::kName;
constexpr const char* kMonotone = PromisesMonotone::kName;

using Kind = EntryRecord::Kind;
using ChangeRecord = std::optional<bool> (*)(const Story&, size_t i, DurableReport&);
using ChangeRecovery = std::optional<bool> (*)(const Story&, size_t i, RecoveredReport&);

template <typename ReportKind, typename Change>
Mutation Of(const char* name, std::vector<std::string> oracles, Change change) {
  return {name, std::move(oracles), [change](const Story& story, size_t i) -> std::optional<Edit> {
            const auto* report = ReportAt<ReportKind>(story, i);
            if (report == nullptr) return std::nullopt;
            ReportKind altered = *report;
            const std::optional<bool> illegal = change(story, i, altered);
            if (!illegal.has_value()) return std::nullopt;
            return Altered(i, std::move(altered), *illegal);
          }};
}
Mutation OfRecord(const char* name, std::vector<std::string> oracles, ChangeRecord change) {
  return Of<DurableReport>(name, std::move(oracles), change);
}
// A disk that forgot may be one too many.
Mutation OfRecovery(const char* name, const char* oracle, ChangeRecovery change) {
  return Of<RecoveredReport>(name, {oracle, ChosenKept::kName}, change);
}

std::optional<Edit> DropRecord(const Story& story, size_t i) {
  if (ReportAt<DurableReport>(story, i) == nullptr) return std::nullopt;
  const bool illegal = !OffendedOracles(story.Without(i)).empty();
  return Edit{Edit::Kind::kDrop, illegal ? Claim::kIllegal : Claim::kLegal, i, 0, {}};
}

// One platter's vote is taken for another's, which a majority may then lack.
std::optional<bool> OtherPlatter(const Story& story, size_t i, DurableReport& r) {
  r.node = NodeId(r.node.value() % Story::kNodes + 1);
  return !OffendedOracles(story.With(i, r)).empty();
}

std::optional<bool> OtherValueAtTheBallot(const Story& story, size_t i, DurableReport& r) {
  if (r.record.kind != Kind::kAccept) return std::nullopt;
  r.record.value = WithOtherId(*r.record.value);
  return story.SeenBefore(i, r.record.object, r.record.entry, r.record.accepted).has_value();
}

std::optional<bool> LowerPromise(const Story& story, size_t i, DurableReport& r) {
  if (r.record.kind == Kind::kChosen) return std::nullopt;
  const Ballot known = story.PromiseBefore(i, r.node, r.record.object, r.record.entry);
  if (known.IsNone()) return std::nullopt;
  r.record.promised = Below(known);
  return true;
}

// At a lower ballot than the platter has accepted already.
std::optional<bool> LowerAccept(const Story& story, size_t i, DurableReport& r) {
  if (r.record.kind != Kind::kAccept) return std::nullopt;
  Ballot highest;
  for (uint64_t round = 0; round < 8; ++round) {
    for (uint32_t node = 1; node <= Story::kNodes; ++node) {
      const Ballot ballot{round, NodeId(node)};
      if (story.AcceptBefore(i, r.node, r.record.object, r.record.entry, ballot)) highest = ballot;
    }
  }
  if (highest.IsNone()) return std::nullopt;
  r.record.accepted = Below(highest);
  return r.record.accepted.IsNone() ? std::nullopt : std::optional(true);
}

std::optional<bool> ChosenWithOtherValue(const Story&, size_t, DurableReport& r) {
  if (r.record.kind != Kind::kChosen) return std::nullopt;
  r.record.value = WithOtherId(*r.record.value);
  return true;
}

std::optional<bool> ChosenWithOtherContent(const Story& story, size_t, DurableReport& r) {
  if (r.record.kind != Kind::kChosen) return std::nullopt;
  r.record.value = WithOtherContent(*r.record.value);
  return story.ContentsTold(r.record.object, r.record.entry) > 1;
}

std::optional<bool> ChosenOneEntryLater(const Story&, size_t, DurableReport& r) {
  if (r.record.kind != Kind::kChosen) return std::nullopt;
  r.record.entry = r.record.entry.Next();
  return true;
}

std::optional<bool> PreviousIsChosenThoughItIsNot(const Story& story, size_t i, DurableReport& r) {
  if (r.record.kind == Kind::kChosen || r.record.previous_is_chosen) return std::nullopt;
  if (r.record.entry == EntryId(1)) return std::nullopt;
  r.record.previous_is_chosen = true;
  const EntryId previous = r.record.entry.Previous();
  const auto held = story.LastAcceptBefore(i, r.node, r.record.object, previous);
  return !held.has_value() || held != story.ChosenId(r.record.object, previous);
}

std::optional<Edit> SwapRisingRecords(const Story& story, size_t i) {
  const auto* first = ReportAt<DurableReport>(story, i);
  if (first == nullptr || first->record.kind == Kind::kChosen) return std::nullopt;
  for (size_t k = i + 1; k < story.reports().size(); ++k) {
    const auto* second = ReportAt<DurableReport>(story, k);
    if (second == nullptr || second->node != first->node) continue;
    if (second->record.object != first->record.object) continue;
    if (second->record.entry != first->record.entry || second->record.kind == Kind::kChosen) break;
    const bool rises = first->record.promised < second->record.promised;
    return Edit{Edit::Kind::kSwap, rises ? Claim::kIllegal : Claim::kOpen, i, k, {}};
  }
  return std::nullopt;
}

std::optional<bool> ForgetWhatIsChosen(const Story& story, size_t i, RecoveredReport& r) {
  if (r.state.chosen == EntryId()) return std::nullopt;
  const EntryId stored = story.StoredBefore(i, r.node, r.object);
  r.state = {r.state.chosen.Previous(), nullptr, {}};
  return r.state.chosen < stored;
}

std::optional<bool> ForgetThePending(const Story& story, size_t i, RecoveredReport& r) {
  const EntryId pending = r.state.chosen.Next();
  r.state.pending = {};
  return !story.PromiseBefore(i, r.node, r.object, pending).IsNone();
}

std::optional<bool> RecoverALowerPromise(const Story& story, size_t i, RecoveredReport& r) {
  AcceptorState& pending = r.state.pending;
  pending.promised = Below(pending.promised);
  const EntryId entry = r.state.chosen.Next();
  return pending.promised < story.PromiseBefore(i, r.node, r.object, entry);
}

std::optional<bool> ForgetTheAccept(const Story& story, size_t i, RecoveredReport& r) {
  const Ballot accepted = r.state.pending.accepted;
  r.state.pending.accepted = {};
  r.state.pending.value = nullptr;
  return story.AcceptBefore(i, r.node, r.object, r.state.chosen.Next(), accepted);
}

std::optional<bool> RecoverAHigherPromise(const Story& story, size_t i, RecoveredReport& r) {
  AcceptorState& pending = r.state.pending;
  pending.promised = Above(pending.promised);
  const EntryId entry = r.state.chosen.Next();
  return pending.promised > story.PromiseBefore(i, r.node, r.object, entry);
}

std::optional<bool> RecoverOtherValue(const Story&, size_t, RecoveredReport& r) {
  if (r.state.chosen_value == nullptr) return std::nullopt;
  r.state.chosen_value = WithOtherId(*r.state.chosen_value);
  return true;
}

std::optional<bool> RecoverOtherContent(const Story& story, size_t, RecoveredReport& r) {
  if (r.state.chosen_value == nullptr) return std::nullopt;
  r.state.chosen_value = WithOtherContent(*r.state.chosen_value);
  return story.ContentsTold(r.object, r.state.chosen) > 1;
}

}  // namespace

std::vector<Mutation> MutationsOfRecords() {
  const std::vector<std::string> any = {kVisible,  kViews,    kAgreement,
                                        kMonotone, kOneValue, ChosenKept::kName};
  return {
      {"lose a durable record", any, DropRecord},
      OfRecord("hold it on another platter", any, OtherPlatter),
      OfRecord("hold another value at the ballot", {kOneValue}, OtherValueAtTheBallot),
      OfRecord("hold a lower promise", {kMonotone}, LowerPromise),
      OfRecord("hold a lower accept", {kMonotone}, LowerAccept),
      {"hold two records in the wrong order", any, SwapRisingRecords},
      OfRecord("store another value as chosen", {kAgreement}, ChosenWithOtherValue),
      OfRecord("store another content as chosen", {kAgreement}, ChosenWithOtherContent),
      OfRecord("store it as chosen one entry later", {kAgreement}, ChosenOneEntryLater),
      OfRecord("store an accept as chosen that is not", {kAgreement},
               PreviousIsChosenThoughItIsNot),
      OfRecovery("recover without the last chosen entry", kMonotone, ForgetWhatIsChosen),
      OfRecovery("recover without what is pending", kMonotone, ForgetThePending),
      OfRecovery("recover a lower promise", kMonotone, RecoverALowerPromise),
      OfRecovery("recover without the accept", kMonotone, ForgetTheAccept),
      OfRecovery("recover a higher promise", kVisible, RecoverAHigherPromise),
      OfRecovery("recover another value as chosen", kAgreement, RecoverOtherValue),
      OfRecovery("recover another content", kAgreement, RecoverOtherContent),
  };
}

}  // namespace paxosstore::sim
