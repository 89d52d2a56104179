// Lies about what is chosen: learnt, sent, answered; and about the requests in it.
#include "core/paxoslog/request_window.h"
#include "sim/history/sequential.h"
#include "sim/oracles/chosen_agreement.h"
#include "sim/oracles/durable_before_visible.h"
#include "sim/oracles/exactly_once.h"
#include "sim/oracles/promises_monotone.h"
#include "tests/sim/oracles/mutation.h"

namespace paxosstore::sim {
namespace {

constexpr const char* kVisible = DurableBeforeVisible::kName;
constexpr const char* kAgreement = ChosenAgreement::kName;
constexpr const char* kMonotone = PromisesMonotone::kName;
constexpr const char* kOnce = ExactlyOnce::kName;

using ChangeChosen = std::optional<bool> (*)(const Story&, size_t i, ChosenReport&);
Mutation OfChosen(const char* name, const char* oracle, ChangeChosen change) {
  return {name, {oracle}, [change](const Story& story, size_t i) -> std::optional<Edit> {
            const auto* report = ReportAt<ChosenReport>(story, i);
            if (report == nullptr) return std::nullopt;
            ChosenReport altered = *report;
            const std::optional<bool> illegal = change(story, i, altered);
            if (!illegal.has_value()) return std::nullopt;
            return Altered(i, std::move(altered), *illegal);
          }};
}

std::optional<bool> LearnOtherValue(const Story&, size_t, ChosenReport& r) {
  r.value = *WithOtherId(r.value);
  return true;
}

std::optional<bool> LearnOtherContent(const Story& story, size_t, ChosenReport& r) {
  r.value = *WithOtherContent(r.value);
  return story.ContentsTold(r.object, r.entry) > 1;
}

std::optional<bool> LearnItLater(const Story&, size_t, ChosenReport& r) {
  r.entry = r.entry.Next();
  return true;
}

std::optional<bool> OtherLearns(const Story& story, size_t i, ChosenReport& r) {
  r.node = NodeId(r.node.value() % Story::kNodes + 1);
  return story.KnownBefore(i, r.node, r.object) >= r.entry;
}

std::optional<Edit> LearnTwice(const Story& story, size_t i) {
  if (ReportAt<ChosenReport>(story, i) == nullptr) return std::nullopt;
  return Edit{Edit::Kind::kDuplicate, Claim::kIllegal, i, 0, {}};
}

std::optional<Edit> LearnInTheWrongOrder(const Story& story, size_t i) {
  const auto* first = ReportAt<ChosenReport>(story, i);
  if (first == nullptr) return std::nullopt;
  for (size_t k = i + 1; k < story.reports().size(); ++k) {
    const auto* started = ReportAt<RecoveredReport>(story, k);
    if (started != nullptr && started->node == first->node) break;
    const auto* second = ReportAt<ChosenReport>(story, k);
    if (second == nullptr || second->node != first->node) continue;
    if (second->object != first->object) continue;
    return Edit{Edit::Kind::kSwap, Claim::kIllegal, i, k, {}};
  }
  return std::nullopt;
}

// To in front of the record that gave the entry its majority.
std::optional<Edit> MoveBeforeTheMajority(const Story& story, size_t i, const std::string& object,
                                          EntryId entry) {
  if (entry == EntryId()) return std::nullopt;
  return Edit{Edit::Kind::kMove, Claim::kIllegal, i, story.ChosenAt(object, entry), {}};
}

std::optional<Edit> LearnBeforeTheMajority(const Story& story, size_t i) {
  const auto* report = ReportAt<ChosenReport>(story, i);
  if (report == nullptr) return std::nullopt;
  return MoveBeforeTheMajority(story, i, report->object, report->entry);
}

std::optional<Edit> AnswerBeforeTheMajority(const Story& story, size_t i) {
  const auto* report = ReportAt<AnswerReport>(story, i);
  if (report == nullptr) return std::nullopt;
  return MoveBeforeTheMajority(story, i, report->object, report->version);
}

std::optional<Edit> AnswerALaterVersion(const Story& story, size_t i) {
  const auto* report = ReportAt<AnswerReport>(story, i);
  if (report == nullptr) return std::nullopt;
  AnswerReport altered = *report;
  altered.version = altered.version.Next();
  const bool illegal = !story.ChosenBefore(i, altered.object, altered.version);
  return Altered(i, std::move(altered), illegal);
}

std::optional<Edit> ReplyALaterVersion(const Story& story, size_t i) {
  const auto* reply = BodyAt<ReadReply>(story, i);
  if (reply == nullptr) return std::nullopt;
  SendReport altered = *ReportAt<SendReport>(story, i);
  EntryId& chosen = std::get<ReadReply>(altered.message.body).chosen;
  chosen = chosen.Next();
  const bool illegal = !story.ChosenBefore(i, reply->object, chosen);
  return Altered(i, std::move(altered), illegal);
}

// What a message says is chosen, wherever it says so.
SentChosen* ChosenIn(Message& message) {
  if (auto* paxos = std::get_if<PaxosMessage>(&message.body)) {
    return paxos->chosen.has_value() ? &*paxos->chosen : nullptr;
  }
  auto* reply = std::get_if<ReadReply>(&message.body);
  return reply != nullptr && reply->newer.has_value() ? &*reply->newer : nullptr;
}
const std::string& ObjectOf(const Message& message) {
  if (const auto* paxos = std::get_if<PaxosMessage>(&message.body)) return paxos->object;
  return std::get<ReadReply>(message.body).object;
}

using ChangeSent = std::optional<bool> (*)(const Story&, const std::string& object, SentChosen&);
Mutation OfSentChosen(const char* name, ChangeSent change) {
  return {name, {kAgreement}, [change](const Story& story, size_t i) -> std::optional<Edit> {
            const auto* report = ReportAt<SendReport>(story, i);
            if (report == nullptr) return std::nullopt;
            SendReport altered = *report;
            SentChosen* chosen = ChosenIn(altered.message);
            if (chosen == nullptr || chosen->entry == EntryId()) return std::nullopt;
            const std::optional<bool> illegal = change(story, ObjectOf(altered.message), *chosen);
            if (!illegal.has_value()) return std::nullopt;
            return Altered(i, std::move(altered), *illegal);
          }};
}

std::optional<bool> SendOtherBallot(const Story& story, const std::string& object, SentChosen& c) {
  if (c.ballot.IsNone()) return std::nullopt;
  c.ballot = Above(c.ballot);
  const size_t end = story.reports().size();
  return story.SeenBefore(end, object, c.entry, c.ballot) != story.ChosenId(object, c.entry);
}

std::optional<bool> SendOtherValue(const Story&, const std::string&, SentChosen& c) {
  if (c.value == nullptr) return std::nullopt;
  c.value = WithOtherId(*c.value);
  return true;
}

std::optional<bool> SendItLater(const Story&, const std::string&, SentChosen& c) {
  c.entry = c.entry.Next();
  return c.value != nullptr;
}

// The first report of an entry's content, by which its requests are judged.
bool IsFirst(const Story& story, size_t i, const ChosenReport& report) {
  for (size_t k = 0; k < i; ++k) {
    const auto* other = ReportAt<ChosenReport>(story, k);
    if (other != nullptr && other->object == report.object && other->entry == report.entry) {
      return false;
    }
  }
  return true;
}

void SetWindow(RequestWindow::ClientSlot slot, Value& value) {
  RequestWindow window;
  window.RememberClient(std::move(slot), 1);
  value.window = window.Encode();
}

std::optional<bool> RequestOfNobody(const Story& story, size_t i, ChosenReport& r) {
  RequestWindow::ClientSlot slot;
  slot.client = ClientId(999);
  slot.entry = r.entry;
  SetWindow(std::move(slot), r.value);
  return IsFirst(story, i, r);
}

std::optional<bool> UnreadableWindow(const Story& story, size_t i, ChosenReport& r) {
  r.value.window.push_back(1);
  return IsFirst(story, i, r);
}

// A request that took effect in an earlier entry of `same_object`, or of another object, does so
// here again.
std::optional<bool> OldRequest(const Story& story, size_t i, ChosenReport& r, bool same_object) {
  for (size_t k = 0; k < i; ++k) {
    const auto* earlier = ReportAt<ChosenReport>(story, k);
    if (earlier == nullptr || (earlier->object == r.object) != same_object) continue;
    if (same_object && earlier->entry >= r.entry) continue;
    const RequestWindow window = *RequestWindow::Decode(earlier->value.window);
    for (RequestWindow::ClientSlot slot : window.clients()) {
      if (slot.entry != earlier->entry) continue;
      slot.entry = r.entry;
      SetWindow(std::move(slot), r.value);
      return IsFirst(story, i, r);
    }
  }
  return std::nullopt;
}
std::optional<bool> RequestActsTwice(const Story& story, size_t i, ChosenReport& r) {
  return OldRequest(story, i, r, true);
}
std::optional<bool> RequestOfAnotherObject(const Story& story, size_t i, ChosenReport& r) {
  return OldRequest(story, i, r, false);
}

// A read takes effect, in the log of an object that it is not about.
std::optional<bool> ReadOfAnotherObjectActs(const Story& story, size_t i, ChosenReport& r) {
  for (uint32_t object = 0; object < story.history().objects(); ++object) {
    if (story.objects()[object] == r.object) continue;
    for (const Operation& operation : story.history().of(object)) {
      if (MayWrite(operation)) continue;
      RequestWindow::ClientSlot slot;
      slot.client = operation.client;
      slot.sequence = operation.sequence;
      slot.entry = r.entry;
      SetWindow(std::move(slot), r.value);
      return IsFirst(story, i, r);
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<Mutation> MutationsOfClaims() {
  return {
      OfChosen("learn another value", kAgreement, LearnOtherValue),
      OfChosen("learn another content", kAgreement, LearnOtherContent),
      OfChosen("learn it one entry later", kAgreement, LearnItLater),
      {"learn before a majority holds it", {kAgreement}, LearnBeforeTheMajority},
      OfChosen("another node learns what it knows", kMonotone, OtherLearns),
      {"learn twice", {kMonotone}, LearnTwice},
      {"learn in the wrong order", {kMonotone, kAgreement}, LearnInTheWrongOrder},
      {"answer before a majority holds it", {kVisible}, AnswerBeforeTheMajority},
      {"answer a later version", {kVisible}, AnswerALaterVersion},
      {"reply a later version to a reader", {kVisible}, ReplyALaterVersion},
      OfSentChosen("send another ballot as chosen", SendOtherBallot),
      OfSentChosen("send another value as chosen", SendOtherValue),
      OfSentChosen("send it as chosen one entry later", SendItLater),
      OfChosen("a request that nobody made", kOnce, RequestOfNobody),
      OfChosen("an unreadable request window", kOnce, UnreadableWindow),
      OfChosen("a request acts twice", kOnce, RequestActsTwice),
      OfChosen("a request acts on another object", kOnce, RequestOfAnotherObject),
      OfChosen("a read acts on another object", kOnce, ReadOfAnotherObjectActs),
  };
}

}  // namespace paxosstore::sim
