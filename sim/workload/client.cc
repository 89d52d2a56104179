#include "sim/workload/client.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/base/planted_bug.h"

namespace paxosstore::sim {
namespace {

constexpr uint32_t kRefusalsMax = 100;

}  // namespace

Client::Client(ClientContext context, uint32_t number)
    : context_(context),
      actor_(context.world->queue().AddActor("client " + std::to_string(number))),
      number_(number),
      known_(context.spec->objects),
      must_read_(context.spec->objects) {
  TakeNewName();
}

void Client::TakeNewName() {
  name_ = ClientId(++*context_.client_ids);
  sequence_ = 0;
}

void Client::Later(Duration delay, Work work) {
  world().queue().Schedule(world().now() + delay, actor_, EventKind::kClient, std::move(work));
}

RandomStream Client::Choose(Purpose purpose, uint64_t operation, uint64_t ordinal) const {
  return world().decisions().At(purpose, {actor_.value(), static_cast<int64_t>(operation), ordinal},
                                actor_);
}

bool Client::Lost(const Attempt& attempt, bool answer) const {
  return Choose(Purpose::kClientLoss, attempt.operation, attempt.number * 2 + (answer ? 1 : 0))
      .Chance(context_.spec->loss);
}

Duration Client::Travel(const Attempt& attempt, bool answer) const {
  RandomStream stream =
      Choose(Purpose::kClientDelay, attempt.operation, attempt.number * 2 + (answer ? 1 : 0));
  return Sample(context_.spec->latency, stream);
}

void Client::Begin() { ThinkThenNext(); }

void Client::ThinkThenNext() {
  if (!context_.spec->script.empty()) return NextOfScript();
  const Duration pause =
      Choose(Purpose::kThink, operations_ + 1, 0).Between({}, context_.spec->think * 2);
  Later(pause, [this] { DrawNext(); });
}

void Client::DrawNext() {
  if (stopped_) return;
  ++operations_;
  RandomStream random = Choose(Purpose::kCommand, operations_, 0);
  const uint32_t object = context_.commands->DrawObject(random);
  BeginOperation(object,
                 must_read_[object] ? context_.commands->MakeRead(object)
                                    : context_.commands->Draw(
                                          object, name_.value() * 100'000 + sequence_ + 1, random),
                 DrawFirstNode());
}

void Client::NextOfScript() {
  const std::vector<ScriptedOperation>& script = context_.spec->script;
  while (script_next_ < script.size() && script[script_next_].client != number_) ++script_next_;
  if (script_next_ == script.size()) return;
  const ScriptedOperation& next = script[script_next_++];
  Later(std::max(next.at - world().now(), Duration{}), [this, &next] {
    if (stopped_) return;
    operations_ = next.number;
    BeginOperation(next.object, next.commands, next.node == NodeId() ? DrawFirstNode() : next.node);
  });
}

void Client::BeginOperation(uint32_t object, std::vector<model::Command> commands, NodeId node) {
  busy_ = true;
  if (context_.record != nullptr) {
    context_.record->push_back({number_, operations_, world().now(), object, commands, node});
  }
  if (!PLANTED_BUG(kClientReusesNumber) || sequence_ == 0) ++sequence_;
  handle_ = world().history().Start(object, name_, sequence_, std::move(commands), world().now());
  if (context_.observer != nullptr) context_.observer->OnBegin(number_, handle_);
  since_ = known_[object];
  attempts_made_ = 0;
  named_ = DrawNamed();
  attempts_limit_ = named_ ? context_.spec->attempts_max : 1;
  maybe_done_ = false;
  SendAttempt(node);
}

// Whoever expects an answer must be able to ask again.
bool Client::DrawNamed() {
  const Ratio& nameless = context_.spec->nameless;
  if (nameless.numerator == 0 || answers_expected_) return true;
  return !Choose(Purpose::kCommand, operations_, 1).Chance(nameless);
}

NodeId Client::DrawFirstNode() {
  RandomStream random = Choose(Purpose::kNode, operations_, 1);
  if (last_good_.value() != 0 && random.Chance(context_.spec->sticky)) return last_good_;
  return NodeId(static_cast<uint32_t>(1 + random.Below(world().options().nodes)));
}

// A retry goes elsewhere.
NodeId Client::DrawOtherNode() {
  const uint64_t nodes = world().options().nodes;
  RandomStream random = Choose(Purpose::kNode, operations_, attempts_made_ + 1);
  const NodeId node(static_cast<uint32_t>(1 + random.Below(nodes)));
  return node == last_node_ && nodes > 1 ? NodeId(node.value() % nodes + 1) : node;
}

void Client::SendAttempt(NodeId node) {
  last_node_ = node;
  ++attempts_made_;
  ++context_.counters->attempts;
  const auto attempt = static_cast<uint32_t>(attempts_.size());
  attempts_.push_back({operations_, handle_, node, since_, attempts_made_, named_, {}});
  if (context_.observer != nullptr) context_.observer->OnAttempt({number_, attempt}, node);
  timeout_ = world().queue().Schedule(world().now() + context_.spec->attempt_timeout, actor_,
                                      EventKind::kClient,
                                      [this, operation = static_cast<uint32_t>(operations_),
                                       made = attempts_made_] { OnTimeout(operation, made); });
  if (Lost(attempts_.back(), false)) return;
  const std::string& object = world().options().objects[handle_.object];
  // An event of the replica: it waits while that is paused, and a crash takes it.
  world().queue().Schedule(world().now() + Travel(attempts_.back(), false),
                           world().HostOf(node, object).actor(), EventKind::kClient,
                           [this, attempt] { Arrive(attempt); });
}

Request Client::MakeRequest(const Attempt& attempt) const {
  const Operation& operation = world().history().at(attempt.handle);
  Request request;
  request.object = world().options().objects[attempt.handle.object];
  request.commands = operation.commands;
  if (!attempt.named) return request;
  request.id = {operation.client, operation.sequence, attempt.since};
  if (PLANTED_BUG(kClientRetriesUnderNewName) && attempt.number > 1) {
    request.id.client = ClientId(operation.client.value() + 1'000'000 * attempt.number);
  }
  return request;
}

void Client::Arrive(uint32_t index) {
  if (context_.observer != nullptr) context_.observer->OnArrival({number_, index});
  const Attempt& attempt = attempts_[index];
  Request request = MakeRequest(attempt);
  ReplicaHost& host = world().HostOf(attempt.node, request.object);
  if (host.shard() == nullptr) {  // nobody listens there
    Result refused;
    refused.outcome = Outcome::kRefused;
    return Answer(index, std::move(refused));
  }
  host.Submit(std::move(request),
              [this, index](Result result) { Answer(index, std::move(result)); });
}

// At the node: the answer leaves.
void Client::Answer(uint32_t index, Result result) {
  Attempt& attempt = attempts_[index];
  if (context_.observer != nullptr) context_.observer->OnReply({number_, index}, result);
  if (result.outcome == Outcome::kOk) {
    world().watch().OnAnswer(attempt.node, world().options().objects[attempt.handle.object],
                             result.version);
  }
  attempt.result = std::move(result);
  if (Lost(attempt, true)) return;
  Later(Travel(attempt, true), [this, index] { OnAnswer(index); });
}

void Client::OnAnswer(uint32_t index) {
  if (context_.observer != nullptr) context_.observer->OnAnswer({number_, index});
  Attempt& attempt = attempts_[index];
  if (!busy_ || attempt.operation != operations_) return;
  switch (attempt.result.outcome) {
    case Outcome::kOk:
      return OnOk(attempt, std::move(attempt.result));
    case Outcome::kExpired:
      return OnExpired(index);
    case Outcome::kUnknown:
      maybe_done_ = maybe_done_ || !PLANTED_BUG(kClientTakesUnknownForNo);
      break;
    case Outcome::kRefused:
      AllowForRefusal();
      break;
  }
  // An answer to an older attempt changes nothing: the newer one is under way.
  if (index + 1 == attempts_.size()) TryAgain();
}

void Client::OnOk(const Attempt& attempt, Result result) {
  ++context_.counters->ok;
  if (attempts_made_ > 1) ++context_.counters->retries_answered;
  last_good_ = attempt.node;
  EntryId& known = known_[handle_.object];
  known = std::max(known, result.version);
  must_read_[handle_.object] = false;
  world().history().EndOk(handle_, std::move(result.replies), result.version, world().now());
  End();
}

// Not done by that attempt; nobody knows of earlier ones any more, and a later one is under way.
void Client::OnExpired(uint32_t index) {
  must_read_[handle_.object] = true;
  if (index + 1 != attempts_.size()) maybe_done_ = true;
  if (PLANTED_BUG(kClientTakesExpiredForNo)) maybe_done_ = false;
  GiveUp();
}

void Client::OnTimeout(uint64_t operation, uint32_t attempts) {
  if (!busy_ || operation != operations_ || attempts != attempts_made_) return;
  maybe_done_ = maybe_done_ || !PLANTED_BUG(kClientTakesSilenceForNo);
  RandomStream random = Choose(Purpose::kAbandon, operations_, attempts_made_);
  if (random.Chance(context_.spec->abandon)) return GiveUp();
  TryAgain();
}

void Client::ExpectAnswers() {
  answers_expected_ = true;
  if (named_) attempts_limit_ = attempts_made_ + context_.spec->attempts_max;
}

// A node that holds all it can, or is down, may refuse; whoever goes on asking is to be answered.
void Client::AllowForRefusal() {
  if (answers_expected_ && named_ && attempts_made_ < kRefusalsMax) ++attempts_limit_;
}

void Client::TryAgain() {
  world().queue().Cancel(timeout_);
  if (attempts_made_ >= attempts_limit_) {
    if (answers_expected_ && named_ && !MayStall(world().Abilities())) {
      world().judge().Fail("progress after healing", "not answered, although " +
                                                         WhoCouldVote(world().Abilities()) + ": " +
                                                         ToString(world().history().at(handle_)));
    }
    return GiveUp();
  }
  RandomStream random = Choose(Purpose::kRetryPause, operations_, attempts_made_);
  Later(random.Between({}, Milliseconds(20)), [this, operation = operations_] {
    if (busy_ && operation == operations_) SendAttempt(DrawOtherNode());
  });
}

void Client::GiveUp() {
  if (maybe_done_) {
    ++context_.counters->unknown;
    world().history().EndUnknown(handle_, world().now());
    // The old name's request may still take effect: it must not be taken for an older one of ours.
    TakeNewName();
  } else {
    ++context_.counters->not_done;
    world().history().EndNotDone(handle_, world().now());
  }
  End();
}

void Client::End() {
  if (world().tracing()) world().Trace("answer: " + ToString(world().history().at(handle_)));
  if (context_.observer != nullptr) context_.observer->OnEnd(number_, handle_);
  world().queue().Cancel(timeout_);
  busy_ = false;
  ThinkThenNext();
}

}  // namespace paxosstore::sim
