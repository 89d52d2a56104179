// Lies about acceptors' memory; and changes that are none: what may happen twice, or unseen.
#include "sim/oracles/promises_monotone.h"
#include "tests/sim/oracles/mutation.h"
#include "tests/sim/oracles/naive_judge.h"

namespace paxosstore::sim {
namespace {

using ChangeState = std::optional<bool> (*)(const Story&, size_t i, StateReport&);
Mutation OfState(const char* name, ChangeState change) {
  return {name,
          {PromisesMonotone::kName},
          [change](const Story& story, size_t i) -> std::optional<Edit> {
            const auto* report = ReportAt<StateReport>(story, i);
            if (report == nullptr) return std::nullopt;
            StateReport altered = *report;
            const std::optional<bool> illegal = change(story, i, altered);
            if (!illegal.has_value()) return std::nullopt;
            return Altered(i, std::move(altered), *illegal);
          }};
}

// The state of the same entry before this one.
const AcceptorState* Before(const Story& story, size_t i, const StateReport& r) {
  const StateReport* last = story.StateBefore(i, r.node, r.object);
  return last != nullptr && last->entry == r.entry ? &last->state : nullptr;
}

std::optional<bool> LowerPromise(const Story& story, size_t i, StateReport& r) {
  const AcceptorState* before = Before(story, i, r);
  if (before == nullptr) return std::nullopt;
  r.state.promised = Below(before->promised);
  return true;
}

std::optional<bool> ForgetAccept(const Story& story, size_t i, StateReport& r) {
  const AcceptorState* before = Before(story, i, r);
  if (before == nullptr || before->accepted.IsNone()) return std::nullopt;
  r.state.accepted = Below(before->accepted);
  return true;
}

std::optional<bool> AcceptAboveThePromise(const Story&, size_t, StateReport& r) {
  r.state.accepted = Above(r.state.promised);
  return true;
}

std::optional<bool> AcceptBelowThePromise(const Story& story, size_t i, StateReport& r) {
  const AcceptorState* before = Before(story, i, r);
  r.state.accepted = Below(r.state.promised);
  if (r.state.accepted.IsNone()) return std::nullopt;
  return before == nullptr || before->accepted != r.state.accepted;
}

std::optional<bool> ChangeWhatIsChosen(const Story& story, size_t i, StateReport& r) {
  r.entry = r.entry.Previous();
  return r.entry <= story.KnownBefore(i, r.node, r.object);
}

std::optional<bool> OtherNode(const Story& story, size_t i, StateReport& r) {
  r.node = NodeId(r.node.value() % Story::kNodes + 1);
  return r.entry <= story.KnownBefore(i, r.node, r.object);
}

std::optional<Edit> SwapStates(const Story& story, size_t i) {
  const auto* first = ReportAt<StateReport>(story, i);
  if (first == nullptr) return std::nullopt;
  for (size_t k = i + 1; k < story.reports().size(); ++k) {
    const auto* started = ReportAt<RecoveredReport>(story, k);
    if (started != nullptr && started->node == first->node) break;
    const auto* second = ReportAt<StateReport>(story, k);
    if (second == nullptr || second->node != first->node) continue;
    if (second->object != first->object) continue;
    const bool differ = second->entry != first->entry ||
                        second->state.promised != first->state.promised ||
                        second->state.accepted != first->state.accepted;
    return Edit{Edit::Kind::kSwap, differ ? Claim::kIllegal : Claim::kLegal, i, k, {}};
  }
  return std::nullopt;
}

std::optional<Edit> DropState(const Story& story, size_t i) {
  if (ReportAt<StateReport>(story, i) == nullptr) return std::nullopt;
  const bool illegal = !OffendedOracles(story.Without(i)).empty();
  return Edit{Edit::Kind::kDrop, illegal ? Claim::kIllegal : Claim::kLegal, i, 0, {}};
}

template <typename Kind>
Mutation Legal(const char* name, Edit::Kind edit) {
  return {name, {}, [edit](const Story& story, size_t i) -> std::optional<Edit> {
            if (ReportAt<Kind>(story, i) == nullptr) return std::nullopt;
            return Edit{edit, Claim::kLegal, i, 0, {}};
          }};
}

// Less than the truth may be told: an earlier state, an older view.
std::optional<Edit> TellLess(const Story& story, size_t i) {
  if (BodyAt<PaxosMessage>(story, i) == nullptr) return std::nullopt;
  SendReport altered = *ReportAt<SendReport>(story, i);
  auto& message = std::get<PaxosMessage>(altered.message.body);
  message.state.promised = Below(message.state.promised);
  message.state.accepted = {};
  message.state.value = nullptr;
  message.view = {};
  return Edit{Edit::Kind::kAlter, Claim::kLegal, i, 0, std::move(altered)};
}

std::optional<Edit> AnswerAnEarlierVersion(const Story& story, size_t i) {
  const auto* report = ReportAt<AnswerReport>(story, i);
  if (report == nullptr || report->version == EntryId()) return std::nullopt;
  AnswerReport altered = *report;
  altered.version = altered.version.Previous();
  return Edit{Edit::Kind::kAlter, Claim::kLegal, i, 0, std::move(altered)};
}

}  // namespace

std::vector<Mutation> MutationsOfMemory() {
  return {
      OfState("promise less than before", LowerPromise),
      OfState("forget an accept", ForgetAccept),
      OfState("accept above the promise", AcceptAboveThePromise),
      OfState("accept below the promise", AcceptBelowThePromise),
      OfState("change what is known to be chosen", ChangeWhatIsChosen),
      OfState("change it on another node", OtherNode),
      {"change in the wrong order", {PromisesMonotone::kName}, SwapStates},
      {"change unseen", {PromisesMonotone::kName}, DropState},
  };
}

std::vector<Mutation> LegalMutations() {
  return {
      Legal<SendReport>("a message is sent twice", Edit::Kind::kDuplicate),
      Legal<SendReport>("a message is not sent", Edit::Kind::kDrop),
      Legal<DurableReport>("a record becomes durable twice", Edit::Kind::kDuplicate),
      Legal<StateReport>("a state is told twice", Edit::Kind::kDuplicate),
      Legal<RecoveredReport>("a recovery is told twice", Edit::Kind::kDuplicate),
      Legal<AnswerReport>("an answer is told twice", Edit::Kind::kDuplicate),
      Legal<AnswerReport>("an answer is not told", Edit::Kind::kDrop),
      Legal<ChosenReport>("a node learns unseen", Edit::Kind::kDrop),
      {"a message tells less than the truth", {}, TellLess},
      {"an answer as of an earlier version", {}, AnswerAnEarlierVersion},
  };
}

}  // namespace paxosstore::sim
